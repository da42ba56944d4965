import { App, Stack } from 'aws-cdk-lib';
import { Accounts, AuditTamperDenySCP, type AuditTamperDenySCPProps, Exemption, Rollout, WormRetention } from '../../src';
import { codes, refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { ACCESS_LOGS, COPY_ROLE, KEY, LANDING, READER, VAULT, auditRole, signedIn, vaultWorld } from '../support/vault-world';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

const DETAILS = { reason: 'moves its trail', owner: 'platform', ticket: 'SEC-6', expires: '2027-01-31' };
const ALIAS = 'alias/zero-trust-trail-vault';

function synth(change: Partial<AuditTamperDenySCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new AuditTamperDenySCP(stack, 'Deny', {
    organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', deployers: ['arn:aws:iam::*:role/deployer'],
    logArchiveAccount: 'log-archive', auditAccount: 'audit', retention: WormRetention.compliance(7, { acknowledgement: 'agreed' }), ...change,
  });
}

const administrator = signedIn('Administrator', LOG_ARCHIVE);
const root = `arn:aws:iam::${LOG_ARCHIVE}:root`;
const deployer = `arn:aws:iam::${LOG_ARCHIVE}:role/deployer`;
const { content, bytes } = synth();
const verdict = (sids: string[]) => (sids.length > 0 ? deniedBy(...sids) : ALLOWED);
const remaining = (days: number) => ({ 's3:object-lock-remaining-retention-days': String(days) });

test('it leaves most of its room to what is to come', () => {
  expect(bytes).toBeLessThan(10_240 / 2);
});

describe.each([['the vault', VAULT], ['the landing bucket', LANDING], ['the bucket of access logs', ACCESS_LOGS]])('the rules of %s', (_, bucket) => {
  test.each([
    's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutLifecycleConfiguration', 's3:PutReplicationConfiguration', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning',
    's3:DeleteBucket', 's3:PutBucketOwnershipControls', 's3:PutBucketAcl', 's3:PutBucketPublicAccessBlock', 's3:PutEncryptionConfiguration', 's3:PutBucketLogging', 's3:PutBucketNotification',
  ])('%s: only deployers', (action) => {
    const asks = (principal: string) => underScp(content, { action, resource: bucket, principal });
    expect([administrator, root, deployer].map(asks)).toEqual([deniedBy('KeepVaultBucket'), deniedBy('KeepVaultBucket'), ALLOWED]);
  });

  test.each(['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention', 's3:PutObjectAcl', 's3:PutObjectVersionAcl', 's3:ReplicateDelete', 's3:UpdateObjectEncryption'])(
    '%s of an object: nobody', (action) => {
      const asks = (principal: string) => underScp(content, { action, resource: `${bucket}/AWSLogs/log`, principal });
      expect([administrator, root, deployer, auditRole('verifier'), COPY_ROLE].map(asks)).toEqual(Array(5).fill(deniedBy('KeepVaultObjects')));
    });

  test('reading goes on', () => {
    expect([['s3:GetObject', `${bucket}/log`], ['s3:ListBucketVersions', bucket], ['s3:GetBucketPolicy', bucket]].map(([action, resource]) => underScp(content, { action, resource, principal: administrator })))
      .toEqual([ALLOWED, ALLOWED, ALLOWED]);
  });
});

describe('objects of the vault', () => {
  const log = `${VAULT}/AWSLogs/log`;

  test.each<[string, string, string, string[]]>([
    ['a function of the audit account', auditRole('verifier'), 's3:PutObject', []],
    ['Administrator', administrator, 's3:PutObject', ['KeepVaultAdditions']],
    ['root', root, 's3:PutObject', ['KeepVaultAdditions']],
    ['a deployer', deployer, 's3:PutObject', ['KeepVaultAdditions']],
    ['a function of that path in another account', auditRole('verifier', SANDBOX), 's3:PutObject', ['KeepVaultAdditions']],
    ['the role that S3 copies with', COPY_ROLE, 's3:ReplicateObject', []],
    ['the role that S3 copies with', COPY_ROLE, 's3:ReplicateTags', []],
    ['a function of the audit account', auditRole('verifier'), 's3:ReplicateObject', ['KeepVaultCopies']],
    ['a role of that name in another account', COPY_ROLE.replace(LOG_ARCHIVE, SANDBOX), 's3:ReplicateObject', ['KeepVaultCopies']],
    ['a deployer', deployer, 's3:ReplicateObject', ['KeepVaultCopies']],
  ])('%s (%s) calls %s: denied by %j', (_, principal, action, sids) => {
    expect(underScp(content, { action, resource: log, principal })).toEqual(verdict(sids));
  });

  test('CloudTrail, Config and access logs go on arriving, S3 copies, and evidence is added, under the vault\'s own policies and this one', () => {
    const { asks, asksAs } = vaultWorld({}, [content]);
    const trail = `arn:aws:cloudtrail:eu-west-1:${MANAGEMENT}:trail/zero-trust-organization-trail`;
    const acl = { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceOrgID': 'o-smallorgan' };
    expect([
      asks('cloudtrail.amazonaws.com', 's3:PutObject', `${VAULT}/AWSLogs/o-smallorgan/log`, { ...acl, 'aws:SourceArn': trail }),
      asks('config.amazonaws.com', 's3:PutObject', `${LANDING}/AWSLogs/${PRODUCTION}/Config/file`, acl),
      asks('logging.s3.amazonaws.com', 's3:PutObject', `${ACCESS_LOGS}/vault/log`, { 'aws:SourceArn': VAULT, 'aws:SourceAccount': LOG_ARCHIVE }),
      asksAs('zero-trust-config-copy', 's3:ReplicateObject', `${VAULT}/AWSLogs/${PRODUCTION}/Config/file`),
      asks(auditRole('verifier'), 's3:PutObject', `${VAULT}/evidence/day.json`),
      asksAs('zero-trust-audit-reader', 's3:GetObject', `${VAULT}/AWSLogs/log`),
      asks(signedIn('SecurityAuditor'), 'sts:AssumeRole', READER),
    ]).toEqual(Array(7).fill('allowed'));
  });

  test.each<[string, Asked['context'], string[], string[]]>([
    ['to a day', remaining(1), ['KeepVaultLocks', 'KeepVaultRetention'], ['KeepVaultRetention']],
    ['to a day less than the default', remaining(2556), ['KeepVaultLocks', 'KeepVaultRetention'], ['KeepVaultRetention']],
    ['to as long as the default', remaining(2557), ['KeepVaultLocks'], []],
    ['to longer', remaining(3000), ['KeepVaultLocks'], []],
    ['to nothing', {}, ['KeepVaultLocks', 'KeepVaultRetention'], ['KeepVaultRetention']],
  ])('the lock of an object is changed %s: others %j %j, deployers %j', (_, context, others, deployers) => {
    const asks = (principal: string) => underScp(content, { action: 's3:PutObjectRetention', resource: log, principal, context });
    expect([administrator, root, deployer].map(asks)).toEqual([verdict(others), verdict(others), verdict(deployers)]);
  });

  test('a legal hold is placed and lifted by deployers only; it never shortens the lock', () => {
    const asks = (principal: string) => underScp(content, { action: 's3:PutObjectLegalHold', resource: log, principal, context: { 's3:object-lock-legal-hold': 'OFF' } });
    expect([administrator, deployer].map(asks)).toEqual([deniedBy('KeepVaultLocks'), ALLOWED]);
  });

  test.each([['s3:DeleteObject', 'KeepVaultObjects'], ['s3:PutObject', 'KeepVaultAdditions'], ['s3:PutObjectLegalHold', 'KeepVaultLocks']])('%s through an access point does not get round it', (action, sid) => {
    expect(underScp(content, { action, resource: `arn:aws:s3:eu-west-1:${LOG_ARCHIVE}:accesspoint/any/object/log`, principal: administrator })).toEqual(deniedBy(sid));
  });

  test('what is about other buckets is not its business', () => {
    for (const [action, resource] of [['s3:PutLifecycleConfiguration', `${VAULT}-of-somebody`], ['s3:DeleteObjectVersion', `${VAULT}-of-somebody/log`], ['s3:PutObject', 'arn:aws:s3:::another/log']]) {
      expect(underScp(content, { action, resource, principal: administrator })).toEqual(ALLOWED);
    }
  });

  test('central root access does not unlock it: the task for locked buckets is denied there, and elsewhere is not', () => {
    const unlock = (resource: string) => underScp(content, { action: 's3:DeleteBucketPolicy', resource, principal: root, context: { 'aws:AssumedRoot': 'true' } });
    expect([unlock(VAULT), unlock('arn:aws:s3:::locked-by-mistake')]).toEqual([deniedBy('KeepVaultBucket'), ALLOWED]);
  });

  test('without an audit account no role adds anything', () => {
    expect(underScp(synth({ auditAccount: undefined }).content, { action: 's3:PutObject', resource: log, principal: auditRole('verifier') })).toEqual(deniedBy('KeepVaultAdditions'));
  });

  test("without a retention nobody gives less than the vault's own default of 30 days", () => {
    const asks = (days: number) => underScp(synth({ retention: undefined }).content, { action: 's3:PutObjectRetention', resource: log, principal: deployer, context: remaining(days) });
    expect([asks(29), asks(30)]).toEqual([deniedBy('KeepVaultRetention'), ALLOWED]);
  });
});

describe("the vault's key", () => {
  const named = (...aliases: string[]) => ({ 'kms:ResourceAliases': aliases });

  test.each<[string, Asked, string[]]>([
    ...['ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'CreateGrant', 'DisableKeyRotation', 'DeleteImportedKeyMaterial', 'UpdatePrimaryRegion'].map(
      (action): [string, Asked, string[]] => [`is asked for ${action}`, { action: `kms:${action}`, resource: KEY, context: named(ALIAS) }, ['KeepVaultKey']]),
    ['has another alias as well', { action: 'kms:DisableKey', resource: KEY, context: named('alias/a', ALIAS, 'alias/z') }, ['KeepVaultKey']],
    ['loses its alias', { action: 'kms:DeleteAlias', resource: `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:${ALIAS}` }, ['KeepBesideVault']],
    ['loses its alias to another key', { action: 'kms:UpdateAlias', resource: `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:${ALIAS}` }, ['KeepBesideVault']],
    ['decrypts', { action: 'kms:Decrypt', resource: KEY, context: named(ALIAS) }, []],
    ['is beside another key, which is switched off', { action: 'kms:DisableKey', resource: KEY, context: named('alias/other') }, []],
    ['is beside a key without alias, which is switched off', { action: 'kms:DisableKey', resource: KEY }, []],
    ['has a namesake in another account, which is switched off', { action: 'kms:DisableKey', resource: KEY.replace(LOG_ARCHIVE, PRODUCTION), context: named(ALIAS) }, []],
    ['is beside another alias, which is deleted', { action: 'kms:DeleteAlias', resource: `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:alias/other` }, []],
  ])('%s', (_, request, sids) => {
    expect(underScp(content, { ...request, principal: administrator })).toEqual(verdict(sids));
    expect(underScp(content, { ...request, principal: deployer })).toEqual(ALLOWED);
  });
});

describe.each([['reads the vault', READER], ['asks the activity view', `arn:aws:iam::${AUDIT}:role/zero-trust-activity-reader`]])('the role that %s', (_, resource) => {
  test.each(['iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole', 'iam:CreateRole', 'iam:PassRole', 'iam:DeleteRolePolicy'])('%s: only deployers', (action) => {
    const asks = (principal: string) => underScp(content, { action, resource, principal, region: 'us-east-1' });
    expect([administrator, deployer].map(asks)).toEqual([deniedBy('KeepBesideVault'), ALLOWED]);
  });
});

describe('further vaults', () => {
  const { content: more } = synth({ vaultBuckets: ['old-trail'], vaultKeys: [{ alias: 'alias/old', account: 'audit' }] });

  test('are kept like the first', () => {
    expect(underScp(more, { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::old-trail', principal: administrator })).toEqual(deniedBy('KeepVaultBucket'));
    expect(underScp(more, { action: 's3:DeleteObject', resource: 'arn:aws:s3:::old-trail/log', principal: deployer })).toEqual(deniedBy('KeepVaultObjects'));
    expect(underScp(more, { action: 'kms:DisableKey', resource: KEY.replace(LOG_ARCHIVE, AUDIT), principal: administrator, context: { 'kms:ResourceAliases': ['alias/old'] } })).toEqual(deniedBy('KeepVaultKey'));
  });

  test('have objects whose locks are judged by the retention given', () => {
    const asks = (days: number) => underScp(more, { action: 's3:PutObjectRetention', resource: 'arn:aws:s3:::old-trail/log', principal: deployer, context: remaining(days) });
    expect([asks(2556), asks(2557)]).toEqual([deniedBy('KeepVaultRetention'), ALLOWED]);
  });

  test.each([
    ['that is a wildcard', '*'], ['with a wildcard', 'old-*'], ['with a wildcard of one', 'old-trai?'], ['with an ARN', 'arn:aws:s3:::old-trail'], ['with a folder', 'old-trail/logs'],
    ['without characters', ''], ['of 2 characters', 'ab'], ['of 64 characters', 'a'.repeat(64)], ['with capitals', 'Old-trail'], ['with an underscore', 'old_trail'],
    ['with two dots', 'old..trail'], ['that begins with a hyphen', '-old'], ['that ends with a dot', 'old.'], ['that is an address', '192.168.5.4'], ['that is a variable', '${aws:username}'],
  ])('a bucket name %s is refused', (_, name) => {
    expect(codes(refusal(() => synth({ vaultBuckets: ['old-trail', name] })))).toEqual(['VaultBucketName']);
  });

  test.each([['of 3 characters', 'abc'], ['of 63 characters', 'a'.repeat(63)], ['with dots and digits', '1.old-trail.9']])('a bucket name %s is taken', (_, name) => {
    expect(underScp(synth({ vaultBuckets: [name] }).content, { action: 's3:DeleteBucket', resource: `arn:aws:s3:::${name}`, principal: administrator })).toEqual(deniedBy('KeepVaultBucket'));
  });

  test.each([
    ["without 'alias/' before it", 'vault'], ['with a wildcard', 'alias/*'], ['without a name', 'alias/'], ['with a name of 251 characters', `alias/${'x'.repeat(251)}`],
  ])('an alias %s is refused', (_, alias) => {
    expect(codes(refusal(() => synth({ vaultKeys: [{ alias, account: 'log-archive' }] })))).toEqual(['VaultKeyAlias']);
  });

  test('an alias with a name of 250 characters is not refused, and an unknown account is', () => {
    expect(() => synth({ vaultKeys: [{ alias: `alias/${'x'.repeat(250)}`, account: 'log-archive' }] })).not.toThrow();
    expect(codes(refusal(() => synth({ vaultKeys: [{ alias: ALIAS, account: 'nobody' }] })))).toEqual(['AccountUnknown']);
  });
});

test.each<[string, Exemption]>([
  ['an exempt account', Exemption.accounts(Accounts.named('log-archive'), DETAILS)],
  ['an exempt role', Exemption.principals(['arn:aws:iam::*:role/mover'], DETAILS)],
])('%s changes the rules of the vault, and takes no log away, shortens no lock and adds nothing', (_, exemption) => {
  const { content: exempt } = synth({ exemptions: [exemption] });
  const asks = (action: string, resource: string, context = {}) => underScp(exempt, { action, resource, context, principal: `arn:aws:iam::${LOG_ARCHIVE}:role/mover` });
  expect([asks('s3:PutBucketPolicy', VAULT), asks('kms:PutKeyPolicy', KEY, { 'kms:ResourceAliases': [ALIAS] })]).toEqual([ALLOWED, ALLOWED]);
  expect([asks('s3:DeleteObject', `${VAULT}/log`), asks('s3:PutObject', `${VAULT}/log`), asks('s3:PutObjectRetention', `${VAULT}/log`, remaining(1))])
    .toEqual([deniedBy('KeepVaultObjects'), deniedBy('KeepVaultAdditions'), deniedBy('KeepVaultRetention')]);
});

describe('evidence of access that was lent or taken away', () => {
  const evidence = `${VAULT}/evidence/elevation/2026/12/01/e-1/3.json`;
  const writer = (account: string, path = '/zero-trust/evidence/') => `arn:aws:iam::${account}:role${path}record-elevations`;
  const { content: lending } = synth({ identityAccount: 'production' });
  const adds = (principal: string, under = lending) => underScp(under, { action: 's3:PutObject', resource: evidence, principal });

  test('is added by roles of that path in the account of Identity Center, beside the functions of the audit account', () => {
    expect([adds(writer(PRODUCTION)), adds(auditRole('verifier'))]).toEqual([ALLOWED, ALLOWED]);
  });

  test.each<[string, string]>([
    ['a role of that path in another account', writer(SANDBOX)],
    ['a role of that path in the audit account', writer(AUDIT)],
    ['a role of that path in the log archive itself', writer(LOG_ARCHIVE)],
    ['a role that lends access there', writer(PRODUCTION, '/zero-trust/elevation/')],
    ['a role whose path only begins so', writer(PRODUCTION, '/zero-trust/evidence-of-somebody/')],
    ['a role of that name without the path', writer(PRODUCTION, '/')],
    ['an administrator there', signedIn('Administrator', PRODUCTION)],
    ['root of that account', `arn:aws:iam::${PRODUCTION}:root`],
    ['a deployer there', `arn:aws:iam::${PRODUCTION}:role/deployer`],
  ])('is added by nobody else: %s', (_, principal) => {
    expect(adds(principal)).toEqual(deniedBy('KeepVaultAdditions'));
  });

  test.each([
    ['s3:DeleteObject', 'KeepVaultObjects'], ['s3:DeleteObjectVersion', 'KeepVaultObjects'], ['s3:BypassGovernanceRetention', 'KeepVaultObjects'], ['s3:PutObjectAcl', 'KeepVaultObjects'],
    ['s3:ReplicateObject', 'KeepVaultCopies'], ['s3:PutObjectLegalHold', 'KeepVaultLocks'],
  ])('is all that they do: %s is denied to them by %s', (action, sid) => {
    expect(underScp(lending, { action, resource: evidence, principal: writer(PRODUCTION) })).toEqual(deniedBy(sid));
  });

  test('is not weakened by them', () => {
    const asks = (action: string, resource: string, context = {}) => underScp(lending, { action, resource, context, principal: writer(PRODUCTION) });
    expect([asks('s3:PutBucketPolicy', VAULT), asks('s3:PutObjectRetention', evidence, remaining(1)), asks('kms:DisableKey', KEY, { 'kms:ResourceAliases': [ALIAS] })])
      .toEqual([deniedBy('KeepVaultBucket'), deniedBy('KeepVaultLocks', 'KeepVaultRetention'), deniedBy('KeepVaultKey')]);
  });

  test("stands where the vault's own policies let them add it, and nowhere else", () => {
    const { asks } = vaultWorld({ identityAccount: 'production' }, [lending]);
    expect([evidence, `${VAULT}/evidence/provisioning/leaver.json`, `${VAULT}/evidence/day.json`, `${VAULT}/AWSLogs/log`].map((object) => asks(writer(PRODUCTION), 's3:PutObject', object)))
      .toEqual(['allowed', 'allowed', 'implicitly-denied', 'implicitly-denied']);
    expect(asks(writer(PRODUCTION), 'kms:GenerateDataKey', KEY)).toBe('allowed');
  });

  test('is added by no role of a member account where that account is not given, or is the management account, which nothing binds', () => {
    const { content: management } = synth({ identityAccount: 'management' });
    expect([content, management].map((under) => adds(writer(PRODUCTION), under))).toEqual(Array(2).fill(deniedBy('KeepVaultAdditions')));
    expect([content, management].map((under) => adds(writer(MANAGEMENT), under))).toEqual([ALLOWED, ALLOWED]);
    expect(management).toBe(content);
  });

  test('is added by the functions of one account that is both', () => {
    const { content: both } = synth({ identityAccount: 'audit' });
    expect([writer(AUDIT), auditRole('verifier'), signedIn('Administrator', AUDIT), `arn:aws:iam::${AUDIT}:role/zero-trust/posture/any`].map((principal) => adds(principal, both)))
      .toEqual([ALLOWED, ALLOWED, deniedBy('KeepVaultAdditions'), deniedBy('KeepVaultAdditions')]);
  });
});

test.each<[string, Partial<AuditTamperDenySCPProps>, string[]]>([
  ['a log archive that is the management account', { logArchiveAccount: 'management' }, ['RoleAccountIsManagement']],
  ['accounts that nobody knows, both at once', { logArchiveAccount: 'nowhere', auditAccount: 'nobody' }, ['AccountUnknown', 'AccountUnknown']],
  ['an account of Identity Center that nobody knows', { identityAccount: 'identitty' }, ['AccountUnknown']],
  ['an account of Identity Center that two are called', {
    organization: smallOrganization((snapshot) => { snapshot.Accounts[3].Name = 'twin'; snapshot.Accounts[4].Name = 'twin'; }), identityAccount: 'twin',
  }, ['AccountAmbiguous']],
  ['an audit account that is suspended', { organization: smallOrganization((snapshot) => { snapshot.Accounts[1].State = 'SUSPENDED'; }) }, ['RoleAccountNotActive']],
  ['deployers that are everybody', { deployers: ['arn:aws:iam::*:role/*'] }, ['DeployerTooBroad']],
])('%s: refused', (_, change, expected) => {
  expect(codes(refusal(() => synth(change)))).toEqual(expected);
});
