import { auditAccountKeyStatements } from '../../src/audit/domain/audit-access';
import { copyStatements } from '../../src/audit/domain/config-landing';
import { vaultKeyUse } from '../../src/organization/domain/vault-key-use';
import { policyDocument } from '../../src/policy/domain/document';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION, SANDBOX } from '../support/small-organization';
import { ACCESS_LOGS, KEY, LANDING, READER, VAULT, auditRole, signedIn, vaultWorld } from '../support/vault-world';

const { asks, asksAs } = vaultWorld();
const READ = ['s3:GetObject', 's3:GetObjectVersion'];
const LIST = ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation', 's3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration'];
/** What would take an object away or change how long it is locked, and with what rules. */
const HARM: [action: string, on: string][] = [
  ['s3:DeleteObject', '/AWSLogs/log'], ['s3:DeleteObjectVersion', '/AWSLogs/log'], ['s3:DeleteObject', '/evidence/day.json'], ['s3:BypassGovernanceRetention', '/AWSLogs/log'],
  ['s3:PutObjectRetention', '/AWSLogs/log'], ['s3:PutObjectLegalHold', '/AWSLogs/log'], ['s3:PutObjectRetention', '/evidence/day.json'], ['s3:PutObjectTagging', '/AWSLogs/log'],
  ['s3:PutBucketObjectLockConfiguration', ''], ['s3:PutBucketPolicy', ''], ['s3:DeleteBucketPolicy', ''], ['s3:PutLifecycleConfiguration', ''], ['s3:PutBucketVersioning', ''],
  ['s3:PutReplicationConfiguration', ''], ['s3:DeleteBucket', ''], ['s3:PutBucketLogging', ''], ['s3:PutEncryptionConfiguration', ''], ['s3:ReplicateObject', '/AWSLogs/log'],
];

describe('CloudTrail', () => {
  const trail = (account: string, name = 'zero-trust-organization-trail', region = 'eu-west-1') => `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;
  const log = `${VAULT}/AWSLogs/o-smallorgan/${SANDBOX}/CloudTrail/eu-west-1/2026/11/01/log.json.gz`;
  const delivers = (source: string, resource = log) => asks('cloudtrail.amazonaws.com', 's3:PutObject', resource, {
    'aws:SourceArn': source, 'aws:SourceAccount': source.split(':')[4], 'aws:SourceOrgID': 'o-smallorgan', 's3:x-amz-acl': 'bucket-owner-full-control',
  });
  const encrypts = (source: string) => asks('cloudtrail.amazonaws.com', 'kms:GenerateDataKey', KEY, { 'aws:SourceArn': source, 'kms:EncryptionContext:aws:cloudtrail:arn': source });

  test.each<[string, string, string]>([
    ['our trail', trail(MANAGEMENT), 'allowed'],
    ['another trail of the management account', trail(MANAGEMENT, 'another'), 'implicitly-denied'],
    ['a trail of that name in another Region', trail(MANAGEMENT, 'zero-trust-organization-trail', 'us-east-1'), 'implicitly-denied'],
    ['a trail of that name in another account of the organization', trail(SANDBOX), 'implicitly-denied'],
    ['a trail of that name in an account of nobody', trail('111122223333'), 'implicitly-denied'],
  ])('delivers for %s (%s): %s, and the key answers alike', (_, source, decision) => {
    expect([delivers(source), encrypts(source)]).toEqual([decision, decision]);
  });

  test.each([`${VAULT}/evidence/day.json`, `${VAULT}/okta/2026/event.json`, `${VAULT}/AWSLogs/${SANDBOX}/Config/file`])('of our trail does not write %s', (resource) => {
    expect(delivers(trail(MANAGEMENT), resource)).toBe('implicitly-denied');
  });

  test('of our trail gets no further: it neither reads nor deletes', () => {
    const source = { 'aws:SourceArn': trail(MANAGEMENT) };
    expect([...READ, 's3:DeleteObject', 's3:PutObjectRetention'].map((action) => asks('cloudtrail.amazonaws.com', action, log, source))).toEqual(Array(4).fill('implicitly-denied'));
  });

  test('decrypts for our trail, as it must where the bucket has a bucket key, and for no other', () => {
    const decrypts = (arn: string) => asks('cloudtrail.amazonaws.com', 'kms:Decrypt', KEY, { 'aws:SourceArn': arn });
    expect(decrypts(trail(MANAGEMENT))).toBe('allowed');
    expect([decrypts(trail(SANDBOX)), decrypts(`${trail(MANAGEMENT)}-2`)]).toEqual(['implicitly-denied', 'implicitly-denied']);
  });
});

describe('AWS Config', () => {
  const file = `${LANDING}/AWSLogs/${PRODUCTION}/Config/eu-west-1/2026/11/1/ConfigHistory/file.json.gz`;
  const delivers = (context: Record<string, string>, resource = file) => asks('config.amazonaws.com', 's3:PutObject', resource, { 's3:x-amz-acl': 'bucket-owner-full-control', ...context });
  const ours = { 'aws:SourceAccount': PRODUCTION, 'aws:SourceOrgID': 'o-smallorgan' };

  test.each<[string, Record<string, string>, string]>([
    ['an account of the organization', ours, 'allowed'],
    ['an account of another organization', { 'aws:SourceAccount': '111122223333', 'aws:SourceOrgID': 'o-anotherone' }, 'implicitly-denied'],
    ['an account of no organization', { 'aws:SourceAccount': '111122223333' }, 'implicitly-denied'],
  ])('delivers for %s: %j, and the key answers alike', (_, context, decision) => {
    expect([delivers(context), asks('config.amazonaws.com', 'kms:GenerateDataKey', KEY, context)]).toEqual([decision, decision]);
  });

  test.each([`${LANDING}/file`, `${LANDING}/AWSLogs/${PRODUCTION}/CloudTrail/file`, `${VAULT}/AWSLogs/${PRODUCTION}/Config/file`])('does not write %s', (resource) => {
    expect(delivers(ours, resource)).toBe('implicitly-denied');
  });

  test('does not keep its deliveries from whoever owns the bucket', () => {
    expect(asks('config.amazonaws.com', 's3:PutObject', file, { ...ours, 's3:x-amz-acl': 'private' })).toBe('implicitly-denied');
  });

  test("another service does not deliver in Config's place", () => {
    expect(asks('cloudtrail.amazonaws.com', 's3:PutObject', file, { ...ours, 's3:x-amz-acl': 'bucket-owner-full-control' })).toBe('implicitly-denied');
  });
});

test.each([VAULT, LANDING, ACCESS_LOGS])('whoever comes without TLS is denied whatever he asks of %s, the account itself included', (bucket) => {
  const owner = `arn:aws:iam::${LOG_ARCHIVE}:role/deployer`;
  const ask = (secure: string) => [['s3:GetObject', `${bucket}/log`], ['s3:PutObject', `${bucket}/log`], ['s3:ListBucket', bucket]]
    .map(([action, resource]) => asks(owner, action, resource, { 'aws:SecureTransport': secure }));
  expect([ask('false'), ask('true')]).toEqual([Array(3).fill('explicitly-denied'), Array(3).fill('allowed')]);
});

describe('functions of the audit account', () => {
  const verifier = auditRole('verifier');

  test.each([...READ.map((action) => [action, `${VAULT}/AWSLogs/log`]), ...LIST.map((action) => [action, VAULT]), ['s3:PutObject', `${VAULT}/evidence/integrity/2026-11-01.json`],
    ['s3:PutObject', `${VAULT}/okta/2026/11/01/event.json`], ['kms:Decrypt', KEY], ['kms:GenerateDataKey', KEY]])('%s on %s: allowed', (action, resource) => {
    expect(asks(verifier, action, resource)).toBe('allowed');
  });

  test.each(HARM.map(([action, on]) => [action, `${VAULT}${on}`]))('%s on %s: denied', (action, resource) => {
    expect(asks(verifier, action, resource)).toBe('implicitly-denied');
  });

  test.each([`${VAULT}/AWSLogs/o-smallorgan/log`, `${VAULT}/evidence`, `${VAULT}/anything`, `${LANDING}/evidence/file`, `${ACCESS_LOGS}/vault/file`])('add nothing as %s', (resource) => {
    expect(asks(verifier, 's3:PutObject', resource)).toBe('implicitly-denied');
  });

  test.each([
    ['a role of the same name elsewhere', auditRole('verifier', SANDBOX)],
    ['another role of the audit account', `arn:aws:iam::${AUDIT}:role/verifier`],
    ['a role beside the path', `arn:aws:iam::${AUDIT}:role/zero-trust/auditors/verifier`],
    ['a person there', signedIn('Administrator')],
    ["the audit account's root user", `arn:aws:iam::${AUDIT}:root`],
  ])('%s reads nothing, adds nothing and decrypts nothing', (_, principal) => {
    const answers = [['s3:GetObject', `${VAULT}/AWSLogs/log`], ['s3:ListBucket', VAULT], ['s3:PutObject', `${VAULT}/evidence/day.json`], ['kms:Decrypt', KEY]]
      .map(([action, resource]) => asks(principal, action, resource));
    expect(answers).toEqual(Array(4).fill('implicitly-denied'));
  });

  test('use the key through S3 only', () => {
    expect(asks(verifier, 'kms:Decrypt', KEY, { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' })).toBe('implicitly-denied');
  });

});

describe('the role that asks the activity view', () => {
  const activityReader = `arn:aws:iam::${AUDIT}:role/zero-trust-activity-reader`;

  test.each([...READ.map((action) => [action, `${VAULT}/AWSLogs/log`]), ...LIST.map((action) => [action, VAULT]), ['kms:Decrypt', KEY]])('%s on %s: allowed', (action, resource) => {
    expect(asks(activityReader, action, resource)).toBe('allowed');
  });

  test.each([...HARM.map(([action, on]) => [action, `${VAULT}${on}`]), ['s3:PutObject', `${VAULT}/evidence/x`], ['s3:PutObject', `${VAULT}/okta/x`], ['kms:GenerateDataKey', KEY]])(
    '%s on %s: denied', (action, resource) => {
      expect(asks(activityReader, action, resource)).toBe('implicitly-denied');
    });

  test.each([
    ['of the same name in another account', activityReader.replace(AUDIT, SANDBOX)], ['of the same name below a path', activityReader.replace('role/', 'role/team/')],
    ['whose name begins with it', `${activityReader}s`],
  ])('a role %s reads and decrypts nothing', (_, principal) => {
    expect([asks(principal, 's3:GetObject', `${VAULT}/AWSLogs/log`), asks(principal, 'kms:Decrypt', KEY)]).toEqual(['implicitly-denied', 'implicitly-denied']);
  });

  test('decrypts through S3 only', () => {
    expect(asks(activityReader, 'kms:Decrypt', KEY, { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' })).toBe('implicitly-denied');
  });
});

describe('the reader role', () => {
  test.each([
    ['somebody who signed in to the audit account', signedIn('SecurityAuditor'), 'allowed'],
    ['the same with the home Region in us-east-1', `arn:aws:iam::${AUDIT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_SecurityAuditor_0123456789abcdef`, 'allowed'],
    ['somebody who signed in elsewhere', signedIn('SecurityAuditor', SANDBOX), 'implicitly-denied'],
    ['a function of the audit account', auditRole('verifier'), 'implicitly-denied'],
    ['a role that calls itself like a set', `arn:aws:iam::${AUDIT}:role/AWSReservedSSO_SecurityAuditor_0123456789abcdef`, 'implicitly-denied'],
    ["the audit account's root user", `arn:aws:iam::${AUDIT}:root`, 'implicitly-denied'],
  ])('is taken by %s (%s): %s', (_, principal, decision) => {
    expect(asks(principal, 'sts:AssumeRole', READER)).toBe(decision);
  });

  test.each([...READ.flatMap((action) => [[action, `${VAULT}/AWSLogs/log`], [action, `${ACCESS_LOGS}/vault/log`]]), ['s3:GetObjectRetention', `${VAULT}/evidence/day.json`],
    ...LIST.map((action) => [action, VAULT]), ['s3:GetBucketPolicy', VAULT], ['kms:Decrypt', KEY], ['kms:GetKeyPolicy', KEY]])('%s on %s: allowed', (action, resource) => {
    expect(asksAs('zero-trust-audit-reader', action, resource)).toBe('allowed');
  });

  test.each([...HARM, ['s3:PutObject', '/evidence/day.json'], ['s3:PutObject', '/AWSLogs/log']].map(([action, on]) => [action, `${VAULT}${on}`]))('%s on %s: denied', (action, resource) => {
    expect(asksAs('zero-trust-audit-reader', action, resource)).toBe('implicitly-denied');
  });

  test.each(['kms:GenerateDataKey', 'kms:Encrypt', 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:DisableKey'])('%s: denied', (action) => {
    expect(asksAs('zero-trust-audit-reader', action, KEY)).toBe('implicitly-denied');
  });
});

describe('the role that S3 copies with', () => {
  const role = 'zero-trust-config-copy';
  const context = (bucket: string) => ({ 'kms:EncryptionContext:aws:s3:arn': bucket });
  const file = `AWSLogs/${PRODUCTION}/Config/file`;

  test.each<[string, string, Record<string, string>, string]>([
    ['s3:GetObjectVersionForReplication', `${LANDING}/${file}`, {}, 'allowed'],
    ['s3:ReplicateObject', `${VAULT}/${file}`, {}, 'allowed'],
    ['kms:Decrypt', KEY, context(LANDING), 'allowed'],
    ['kms:GenerateDataKey', KEY, context(VAULT), 'allowed'],
    ['s3:ReplicateDelete', `${VAULT}/${file}`, {}, 'implicitly-denied'],
    ['s3:DeleteObject', `${LANDING}/${file}`, {}, 'implicitly-denied'],
    ['s3:PutObject', `${VAULT}/${file}`, {}, 'implicitly-denied'],
    ['s3:ReplicateObject', `${VAULT}/evidence/day.json`, {}, 'implicitly-denied'],
    ['s3:GetObject', `${VAULT}/${file}`, {}, 'implicitly-denied'],
    ['kms:Decrypt', KEY, context(VAULT), 'implicitly-denied'],
  ])('%s on %s with %j: %s', (action, resource, keys, decision) => {
    expect(asksAs(role, action, resource, keys)).toBe(decision);
  });

  test('is taken by S3, and by nobody who knows its name', () => {
    const taken = `arn:aws:iam::${LOG_ARCHIVE}:role/zero-trust/${role}`;
    expect([asks('s3.amazonaws.com', 'sts:AssumeRole', taken), asks('lambda.amazonaws.com', 'sts:AssumeRole', taken)]).toEqual(['allowed', 'implicitly-denied']);
    expect(asks(signedIn('Administrator', AUDIT), 'sts:AssumeRole', taken)).toBe('implicitly-denied');
  });
});

describe('access logs', () => {
  const delivers = (source: string, resource: string, account = LOG_ARCHIVE) => asks('logging.s3.amazonaws.com', 's3:PutObject', resource, { 'aws:SourceArn': source, 'aws:SourceAccount': account });

  test.each([
    ['of the vault', VAULT, `${ACCESS_LOGS}/vault/log`, LOG_ARCHIVE, 'allowed'],
    ['of the landing bucket', LANDING, `${ACCESS_LOGS}/config-landing/log`, LOG_ARCHIVE, 'allowed'],
    ["of the landing bucket among the vault's", LANDING, `${ACCESS_LOGS}/vault/log`, LOG_ARCHIVE, 'implicitly-denied'],
    ['of another bucket', 'arn:aws:s3:::another', `${ACCESS_LOGS}/vault/log`, LOG_ARCHIVE, 'implicitly-denied'],
    ['of a bucket of that name in another account', VAULT, `${ACCESS_LOGS}/vault/log`, SANDBOX, 'implicitly-denied'],
  ])('%s (%s as %s for %s): %s', (...[, source, resource, account, decision]) => {
    expect(delivers(source, resource, account)).toBe(decision);
  });
});

test('without an audit account no other account reads or adds anything, and there is no reader', () => {
  const { asks: ask, template } = vaultWorld({ auditAccount: undefined });
  expect([ask(auditRole('verifier'), 's3:GetObject', `${VAULT}/log`), ask(auditRole('verifier'), 's3:PutObject', `${VAULT}/evidence/x`), ask(auditRole('verifier'), 'kms:Decrypt', KEY)])
    .toEqual(Array(3).fill('implicitly-denied'));
  expect(Object.values<any>(template.findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.RoleName)).toEqual(['zero-trust-config-copy']);
});

describe.each([
  ['aws', 'eu-west-1', 's3.eu-west-1.amazonaws.com'],
  ['aws-us-gov', 'us-gov-west-1', 's3.us-gov-west-1.amazonaws.com'],
  ['aws-cn', 'cn-north-1', 's3.cn-north-1.amazonaws.com.cn'],
])('in the partition %s', (partition, region, service) => {
  const everything = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  const keyArn = `arn:${partition}:kms:${region}:${LOG_ARCHIVE}:key/vault`;
  const decrypts = (principalArn: string, own: object, context: Record<string, string | string[]>, keyPolicy?: object) => evaluate({
    principalArn, principalAccount: principalArn.split(':')[4], action: 'kms:Decrypt', resource: keyArn, resourceAccount: LOG_ARCHIVE,
    context: { 'aws:PrincipalArn': principalArn, 'aws:PrincipalAccount': principalArn.split(':')[4], ...context },
  }, compileChain({
    scps: [{ level: 'root', documents: [everything] }], rcps: [], identityPolicies: [own], sessionPolicies: [], resourcePolicy: keyPolicy, managementAccountId: MANAGEMENT,
  })).decision;

  test.each(['function', 'activity reader'])("the %s's own permission and the key's policy let it in through the same service", (who) => {
    const arns = { 'function': `arn:${partition}:iam::${AUDIT}:role/zero-trust/audit/verifier`, 'activity reader': `arn:${partition}:iam::${AUDIT}:role/zero-trust-activity-reader` };
    const { actions, resources, conditions } = vaultKeyUse({ partition, region, logArchiveAccountId: LOG_ARCHIVE, keyAlias: 'alias/vault' }, ['kms:Decrypt']);
    const own = policyDocument([{ Effect: 'Allow', Action: actions, Resource: resources, Condition: conditions }]);
    const keyPolicy = policyDocument(auditAccountKeyStatements({
      partition, region, bucketName: 'vault', auditAccountId: AUDIT, functions: `arn:${partition}:iam::${AUDIT}:role/zero-trust/audit/*`, activityReader: arns['activity reader'], prefixes: [],
    }));
    const asked = (via: string) => decrypts(arns[who as keyof typeof arns], own, { 'kms:ViaService': via, 'kms:ResourceAliases': ['alias/vault'] }, keyPolicy);
    expect([asked(service), asked(service.replace('s3', 'sqs'))]).toEqual(['allowed', 'implicitly-denied']);
  });

  test('S3 copies through it too', () => {
    const own = policyDocument(copyStatements({ partition, region, from: 'landing', to: 'vault', keyArn }));
    const asked = (via: string) => decrypts(`arn:${partition}:iam::${LOG_ARCHIVE}:role/copy`, own, { 'kms:ViaService': via, 'kms:EncryptionContext:aws:s3:arn': `arn:${partition}:s3:::landing` });
    expect([asked(service), asked(service.replace('s3', 'sqs'))]).toEqual(['allowed', 'implicitly-denied']);
  });
});
