import { ACCESS_LOGS, AUDIT_FUNCTION, KEY, VAULT, VIA_S3, isAllowed, policiesOf, vaultStack } from './vault-policies';
import { codes, refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';

const { vault, template } = vaultStack();
const policies = policiesOf(template);
const LOG = `${VAULT}/AWSLogs/o-smallorgan/${SANDBOX}/CloudTrail/log.json.gz`;
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${MANAGEMENT}:trail/zero-trust-organization-trail`;
const READING: [string, string][] = [
  ['s3:GetObject', LOG], ['s3:GetObjectVersion', LOG], ['s3:GetObjectRetention', LOG], ['s3:GetObject', `${VAULT}/okta/event`],
  ['s3:ListBucket', VAULT], ['s3:ListBucketVersions', VAULT], ['s3:GetBucketLocation', VAULT], ['s3:GetBucketVersioning', VAULT],
  ['s3:GetBucketObjectLockConfiguration', VAULT],
];
const TAMPERING: [string, string][] = [
  's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectRetention', 's3:PutObjectLegalHold', 's3:BypassGovernanceRetention', 's3:PutObjectAcl', 's3:ReplicateObject',
  's3:ReplicateDelete', 's3:RestoreObject', 's3:PutObjectTagging', 's3:AbortMultipartUpload',
].flatMap((action): [string, string][] => [[action, LOG], [action, `${VAULT}/evidence/x`]]);
const RULES: [string, string][] = [
  's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketObjectLockConfiguration', 's3:PutLifecycleConfiguration', 's3:PutBucketVersioning', 's3:DeleteBucket',
  's3:PutReplicationConfiguration', 's3:PutBucketLogging', 's3:PutEncryptionConfiguration',
].map((action) => [action, VAULT]);
const OTHERS = [
  `arn:aws:iam::${AUDIT}:role/somebody`, `arn:aws:iam::${AUDIT}:root`, `arn:aws:iam::${AUDIT}:role/zero-trust/other/x`, `arn:aws:iam::${AUDIT}:role/audit/x`,
  `arn:aws:iam::${AUDIT}:user/zero-trust/audit/x`, `arn:aws:iam::${SANDBOX}:role/zero-trust/audit/x`, `arn:aws:iam::${MANAGEMENT}:role/zero-trust/audit/x`,
];

describe('the trail', () => {
  test.each<[string, string, string, boolean]>([
    ['ours, for the organization', TRAIL, `${VAULT}/AWSLogs/o-smallorgan/x`, true],
    ['ours, for the management account', TRAIL, `${VAULT}/AWSLogs/${MANAGEMENT}/x`, true],
    ['ours, below evidence', TRAIL, `${VAULT}/evidence/x`, false],
    ['ours, for another organization', TRAIL, `${VAULT}/AWSLogs/o-another000/x`, false],
    ['another of the same account', `${TRAIL}-2`, `${VAULT}/AWSLogs/o-smallorgan/x`, false],
    ['one of the same name in another account', TRAIL.replace(MANAGEMENT, SANDBOX), `${VAULT}/AWSLogs/o-smallorgan/x`, false],
  ])('%s: %s writes %s: %s', (_, source, resource, expected) => {
    const context = { 'aws:SourceArn': source, 's3:x-amz-acl': 'bucket-owner-full-control' };
    expect(isAllowed({ principal: 'cloudtrail.amazonaws.com', action: 's3:PutObject', resource, context }, policies.vault)).toBe(expected);
  });
});

describe('functions of the audit account', () => {
  const may = (action: string, resource: string, principal = AUDIT_FUNCTION) => isAllowed({ principal, action, resource }, policies.vault);

  test.each(READING)('may %s on %s', (action, resource) => {
    expect(may(action, resource)).toBe(true);
  });

  test.each<[string, boolean]>([
    ['evidence/2026/x.json', true], ['okta/2026/x.json', true], ['evidence/', true], ['evidence', false], ['evidences/x', false], ['okta.json', false],
    ['AWSLogs/o-smallorgan/x', false], ['x/evidence/x', false],
  ])('put an object named %s: %s', (name, expected) => {
    expect(may('s3:PutObject', `${VAULT}/${name}`)).toBe(expected);
  });

  test.each([...TAMPERING, ...RULES])('may not %s on %s', (action, resource) => {
    expect(may(action, resource)).toBe(false);
  });

  test.each([...READING, ['s3:PutObject', `${VAULT}/evidence/x`] as [string, string]])('nobody else may %s on %s', (action, resource) => {
    expect(OTHERS.filter((principal) => may(action, resource, principal))).toEqual([]);
  });

  test('plain HTTP is refused to them', () => {
    const question = { principal: AUDIT_FUNCTION, action: 's3:GetObject', resource: LOG };
    const over = (secure: string) => isAllowed({ ...question, context: { 'aws:SecureTransport': secure } }, policies.vault);
    expect([over('true'), over('false')]).toEqual([true, false]);
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['kms:Decrypt', VIA_S3, true], ['kms:GenerateDataKey', VIA_S3, true], ['kms:DescribeKey', VIA_S3, true],
    ['kms:Decrypt', {}, false], ['kms:Decrypt', { 'kms:ViaService': 's3.us-east-1.amazonaws.com' }, false], ['kms:Decrypt', { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' }, false],
    ['kms:Encrypt', VIA_S3, false], ['kms:ReEncryptFrom', VIA_S3, false], ['kms:CreateGrant', VIA_S3, false], ['kms:ScheduleKeyDeletion', VIA_S3, false], ['kms:PutKeyPolicy', VIA_S3, false],
  ])('%s with %j: %s', (action, context, expected) => {
    expect(isAllowed({ principal: AUDIT_FUNCTION, action, resource: KEY, context }, policies.key)).toBe(expected);
    expect(OTHERS.filter((principal) => isAllowed({ principal, action, resource: KEY, context }, policies.key))).toEqual([]);
  });
});

describe('the reader', () => {
  const reader = policies.role('VaultReaderRole');
  const may = (action: string, resource: string, policy: unknown) =>
    isAllowed({ principal: vault.readerRoleArn!, action, resource, context: VIA_S3 }, policy, reader.policy);

  test('is the role that its ARN names, for an hour at most', () => {
    expect(vault.readerRoleArn).toBe(`arn:aws:iam::${LOG_ARCHIVE}:role${reader.Path}${reader.RoleName}`);
    expect(vault.readerRoleArn).toBe(`arn:aws:iam::${LOG_ARCHIVE}:role/zero-trust/zero-trust-audit-reader`);
    expect(reader.MaxSessionDuration).toBe(3600);
  });

  test.each<[string, boolean]>([[AUDIT, true], [SANDBOX, false], [MANAGEMENT, false]])('people of account %s become it: %s', (account, expected) => {
    expect(isAllowed({ principal: `arn:aws:iam::${account}:role/somebody`, action: 'sts:AssumeRole', resource: vault.readerRoleArn! }, reader.trust)).toBe(expected);
  });

  test.each([...READING, ...READING.map(([action, resource]): [string, string] => [action, resource.replace(VAULT, ACCESS_LOGS)])])('may %s on %s', (action, resource) => {
    expect(may(action, resource, resource.startsWith(VAULT) ? policies.vault : policies.accessLogs)).toBe(true);
  });

  test.each([...TAMPERING, ...RULES, ['s3:PutObject', `${VAULT}/evidence/x`], ['s3:PutObject', `${VAULT}/okta/x`]])('may not %s on %s', (action, resource) => {
    expect(may(action, resource, policies.vault)).toBe(false);
    expect(may(action, resource.replace(VAULT, ACCESS_LOGS), policies.accessLogs)).toBe(false);
  });

  test('reads no other bucket', () => {
    expect(may('s3:GetObject', 'arn:aws:s3:::another/x', undefined)).toBe(false);
    expect(may('s3:ListBucket', 'arn:aws:s3:::another', undefined)).toBe(false);
  });

  test.each<[string, string, Record<string, string>, boolean]>([
    ['kms:Decrypt', KEY, VIA_S3, true], ['kms:Decrypt', KEY, {}, false], ['kms:Decrypt', `${KEY}2`, VIA_S3, false],
    ['kms:GenerateDataKey', KEY, VIA_S3, false], ['kms:Encrypt', KEY, VIA_S3, false], ['kms:ScheduleKeyDeletion', KEY, VIA_S3, false],
  ])('%s on %s with %j: %s', (action, resource, context, expected) => {
    expect(isAllowed({ principal: vault.readerRoleArn!, action, resource, context }, policies.key, reader.policy)).toBe(expected);
  });
});

describe('without an audit account', () => {
  const alone = vaultStack({ auditAccount: undefined });
  const its = policiesOf(alone.template);

  test('nobody outside the log archive reads or adds, and there is no reader', () => {
    const asked: [string, string][] = [...READING, ['s3:PutObject', `${VAULT}/evidence/x`]];
    expect(asked.filter(([action, resource]) => isAllowed({ principal: AUDIT_FUNCTION, action, resource }, its.vault))).toEqual([]);
    expect(isAllowed({ principal: AUDIT_FUNCTION, action: 'kms:Decrypt', resource: KEY, context: VIA_S3 }, its.key)).toBe(false);
    expect(alone.vault.readerRoleArn).toBeUndefined();
    alone.template.resourceCountIs('AWS::IAM::Role', 1);
  });
});

describe('the audit account', () => {
  test('may be named by its id', () => {
    expect(policiesOf(vaultStack({ auditAccount: AUDIT }).template).vault).toEqual(policies.vault);
  });

  test.each<[string, string[]]>([
    ['nobody', ['AccountUnknown']],
    ['management', ['RoleAccountIsManagement']],
    [MANAGEMENT, ['RoleAccountIsManagement']],
  ])('%s is refused: %j', (auditAccount, expected) => {
    expect(codes(refusal(() => vaultStack({ auditAccount })))).toEqual(expected);
  });

  test('is refused when it is closed, in words that name it', () => {
    const organization = smallOrganization((snapshot) => { Object.assign(snapshot.Accounts[1], { Status: 'SUSPENDED', State: 'SUSPENDED' }); });
    expect(refusal(() => vaultStack({ organization }))).toBe([
      `[RoleAccountNotActive] 'auditAccount' is 'audit' (${AUDIT}), which is SUSPENDED; it must be ACTIVE`,
      '  fix: name an active account, or reopen this one and take the snapshot again',
      '  at: LogArchive/Vault',
    ].join('\n'));
  });
});
