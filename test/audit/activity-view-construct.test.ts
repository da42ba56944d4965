import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ActivityView, type ActivityViewProps } from '../../src';
import { DATABASE, activitySql } from '../../src/audit/domain/activity/activity-sql';
import { ATHENA } from '../../src/audit/domain/activity/dialect';
import { savedQueries } from '../../src/audit/domain/activity/saved-queries';
import { VIEW_COLUMNS } from '../../src/audit/domain/activity/view-columns';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { codes, refusal } from '../support/messages';
import { realActions } from '../support/real-actions';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';

function synth(change: Partial<ActivityViewProps> = {}, env = { account: AUDIT, region: 'eu-west-1' }) {
  const app = new App();
  const stack = new Stack(app, 'Audit', { env });
  const view = new ActivityView(stack, 'View', {
    organization: smallOrganization(), logArchiveAccount: 'log-archive', identityAccount: 'sandbox', readerPermissionSets: ['SecurityAuditor'], ...change,
  });
  return { app, stack, view, template: Template.fromStack(stack) };
}

const { template } = synth();
const only = (type: string, props: object = {}) => Object.values(template.findResources(type, { Properties: props }))[0].Properties;
const VAULT = `arn:aws:s3:::zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;
const THROUGH_S3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:ResourceAliases': ['alias/zero-trust-trail-vault'] };

describe('the view in the catalog', () => {
  const { TableInput } = only('AWS::Glue::Table', { TableInput: Match.objectLike({ TableType: 'VIRTUAL_VIEW' }) });
  const [, encoded] = /^\/\* Presto View: (.+) \*\/$/.exec(TableInput.ViewOriginalText)!;
  const decoded = JSON.parse(Buffer.from(encoded, 'base64').toString());

  test('holds the very statement that is tried elsewhere, with its columns in order', () => {
    expect(decoded).toEqual({
      originalSql: activitySql(ATHENA), catalog: 'awsdatacatalog', schema: DATABASE, columns: VIEW_COLUMNS.map(({ name, type }) => ({ name, type })),
    });
    expect(TableInput.StorageDescriptor.Columns.map(({ Name }: any) => Name)).toEqual(decoded.columns.map(({ name }: any) => name));
    expect(TableInput.Parameters.presto_view).toBe('true');
  });

  test('names its columns in the types of the catalog, and is not longer than the catalog takes', () => {
    const twins = Object.fromEntries(TableInput.StorageDescriptor.Columns.map(({ Name, Type }: any) => [Name, Type]));
    expect([twins.time, twins.time_dt, twins.class_uid, twins.actor_user_uid]).toEqual(['bigint', 'timestamp', 'int', 'string']);
    expect(TableInput.ViewOriginalText.length).toBeLessThan(409_600);
  });
});

describe('the tables', () => {
  const { Tables, Accounts, Regions } = only('Custom::ActivityTables');

  test('whose lists change at run time are no resources of the template, whose updates would write over them', () => {
    const made = Object.values(template.findResources('AWS::Glue::Table')).map(({ Properties }) => Properties.TableInput.Name).sort();
    expect(made).toEqual(['activity', 'identities', 'okta']);
    expect(Tables.map(({ Name }: any) => Name)).toEqual(['cloudtrail', 'config']);
    expect(Tables.flatMap(({ Parameters }: any) => Object.keys(Parameters)).filter((name: string) => /values$/.test(name))).toEqual([]);
  });

  test('begin with every account of the snapshot and every Region of the partition, not only those allowed', () => {
    expect(Accounts).toEqual([MANAGEMENT, AUDIT, LOG_ARCHIVE, '000000000004', SANDBOX]);
    expect(Regions).toEqual(expect.arrayContaining(['eu-west-1', 'us-east-1', 'ap-south-2', 'me-central-1']));
  });

  test.each<[string, Record<string, string>]>([
    ['cloudtrail', {
      'storage.location.template': `s3://zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1/AWSLogs/o-smallorgan/\${account}/CloudTrail/\${region}/\${day}`,
      'projection.account.type': 'enum', 'projection.region.type': 'enum', 'projection.day.type': 'date', 'projection.day.format': 'yyyy/MM/dd',
      'projection.day.range': '2026/01/01,NOW+1DAYS', 'projection.day.interval.unit': 'DAYS',
    }],
    ['config', { 'projection.day.format': 'yyyy/M/d', 'projection.day.range': '2026/1/1,NOW+1DAYS' }],
  ])('%s computes its partitions', (name, parameters) => {
    expect(Tables.find(({ Name }: any) => Name === name).Parameters).toMatchObject({ 'projection.enabled': 'true', ...parameters });
  });

  test('every partition stands in the location, and nothing else does', () => {
    for (const { PartitionKeys, Parameters } of Tables) {
      const used = [...Parameters['storage.location.template'].matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name).sort();
      expect(used).toEqual(PartitionKeys.map(({ Name }: any) => Name).sort());
    }
  });

  test('are followed every hour and after an account came, as the management account tells it', () => {
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 hour)' });
    template.hasResourceProperties('AWS::Events::Rule', { EventPattern: { source: ['aws.organizations'], account: [MANAGEMENT] } });
  });
});

test('every action of its roles is one that AWS documents', async () => {
  const real = await realActions();
  const roles = Object.values(template.findResources('AWS::IAM::Role'));
  const statements = roles.flatMap(({ Properties }) => Properties.Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement));
  const actions: string[] = [...new Set<string>(statements.flatMap(({ Action }) => Action))];
  expect(actions.length).toBeGreaterThan(20);
  expect(actions.filter((action) => real.get(action.toLowerCase())?.name !== action)).toEqual([]);
});

describe('roles', () => {
  const statements = (matcher: RegExp) => Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => matcher.test(id))
    .flatMap(([, { Properties }]) => Properties.Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement));
  const actions = (matcher: RegExp) => [...new Set(statements(matcher).flatMap(({ Action }) => Action))].filter((action) => !action.startsWith('logs:')).sort();

  test('the functions read folders of the vault and change two tables, and nothing more', () => {
    expect(actions(/Keeper/)).toEqual(['glue:CreateTable', 'glue:GetTable', 'glue:UpdateTable', 's3:ListBucket']);
    expect(actions(/Follower/)).toEqual(['glue:GetTable', 'glue:UpdateTable', 's3:ListBucket']);
    const resources: string[] = statements(/Follower/).filter(({ Action }) => Action.includes('glue:GetTable')).flatMap(({ Resource }) => Resource);
    const tables = resources.filter((arn) => arn.includes(':table/')).map((arn) => arn.split(':')[5]);
    expect(tables).toEqual(['table/zero_trust_audit/cloudtrail', 'table/zero_trust_audit/config']);
  });

  test('of functions stand below the path that the vault lets in; the one that people take stands outside of what is kept from them', () => {
    const paths = Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) => [Properties.RoleName, Properties.Path]);
    expect(paths.sort()).toEqual([['zero-trust-activity-reader', undefined], [undefined, '/zero-trust/audit/'], [undefined, '/zero-trust/audit/']].sort());
  });

  const chain = (identityPolicies: any[]) =>
    compileChain({ scps: [], rcps: [], identityPolicies, sessionPolicies: [], managementAccountId: MANAGEMENT });
  const trust = only('AWS::IAM::Role', { RoleName: 'zero-trust-activity-reader' }).AssumeRolePolicyDocument;

  test.each([
    ['AWSReservedSSO_SecurityAuditor_0123456789abcdef', 'allowed'],
    ['eu-west-1/AWSReservedSSO_SecurityAuditor_0123456789abcdef', 'allowed'],
    ['AWSReservedSSO_SecurityAuditor_Other_0123456789abcdef', 'no'],
    ['AWSReservedSSO_NoSecurityAuditor_0123456789abcdef', 'no'],
  ])('a session of %s takes the role: %s', (name, answer) => {
    const principal = `arn:aws:iam::${AUDIT}:role/aws-reserved/sso.amazonaws.com/${name}`;
    const decision = asked(trust, principal, 'sts:AssumeRole', 'arn:aws:iam::000000000002:role/zero-trust-activity-reader');
    expect(decision === 'allowed').toBe(answer === 'allowed');
  });

  test.each([
    ['s3:GetObject', `${VAULT}/AWSLogs/x`, {}, true],
    ['s3:PutObject', `${VAULT}/AWSLogs/x`, {}, false],
    ['s3:PutObject', `${VAULT}/evidence/x`, {}, false],
    ['s3:DeleteObject', `${VAULT}/AWSLogs/x`, {}, false],
    ['s3:PutObject', `arn:aws:s3:::zero-trust-activity-${AUDIT}-eu-west-1/identities/x`, {}, false],
    ['s3:GetObject', `arn:aws:s3:::zero-trust-activity-${AUDIT}-eu-west-1/identities/x`, {}, true],
    ['athena:StartQueryExecution', `arn:aws:athena:eu-west-1:${AUDIT}:workgroup/zero-trust-audit`, {}, true],
    ['athena:StartQueryExecution', `arn:aws:athena:eu-west-1:${AUDIT}:workgroup/primary`, {}, false],
    ['athena:UpdateWorkGroup', `arn:aws:athena:eu-west-1:${AUDIT}:workgroup/zero-trust-audit`, {}, false],
    ['glue:UpdateTable', `arn:aws:glue:eu-west-1:${AUDIT}:table/zero_trust_audit/cloudtrail`, {}, false],
    ['kms:Decrypt', `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:key/k`, THROUGH_S3, true],
    ['kms:Decrypt', `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:key/k`, { ...THROUGH_S3, 'kms:ResourceAliases': ['alias/other'] }, false],
    ['kms:Decrypt', `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:key/k`, { 'kms:ResourceAliases': THROUGH_S3['kms:ResourceAliases'] }, false],
  ])('who asks may call %s on %s with %j: %s', (action, resource, context, allowed) => {
    // the bucket of answers has a name of its own only when it is deployed.
    const text = JSON.stringify({ Version: '2012-10-17', Statement: statements(/Reader/) });
    const document = JSON.parse(text.replace(/\{"Fn::Join":\["",\[\{"Fn::GetAtt":[^\]]*\]\},"\/\*"\]\]\}/g, '"arn:aws:s3:::results/*"').replace(/\{"Fn::GetAtt":[^\]]*\]\}/g, '"arn:aws:s3:::results"'));
    const { decision } = evaluate({
      principalArn: `arn:aws:iam::${AUDIT}:role/zero-trust-activity-reader`, principalAccount: AUDIT, action, resource, resourceAccount: AUDIT, context,
    }, chain([document]));
    expect(decision === 'allowed').toBe(allowed);
  });
});

/** The decision for somebody whose own policy allows everything. */
function asked(resourcePolicy: any, principal: string, action: string, resource: string, context: Record<string, string> = {}) {
  const account = principal.split(':')[4];
  return evaluate({
    principalArn: principal, principalAccount: account, action, resource, resourceAccount: AUDIT,
    context: { 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': account, 'aws:SecureTransport': 'true', ...context },
  }, compileChain({
    scps: [], rcps: [], sessionPolicies: [], managementAccountId: MANAGEMENT, resourcePolicy,
    identityPolicies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }] as any,
  })).decision;
}

describe('the bucket of people', () => {
  const BUCKET = `arn:aws:s3:::zero-trust-activity-${AUDIT}-eu-west-1`;
  const written = Object.entries(template.findResources('AWS::S3::BucketPolicy')).find(([id]) => id.includes('People'))![1].Properties.PolicyDocument;
  // the statement against plain HTTP names the bucket by its resource.
  const policy = JSON.parse(JSON.stringify(written).replace(/\{"Fn::Join":\["",\[\{"Fn::GetAtt":[^\]]*\]\},"\/\*"\]\]\}/g, `"${BUCKET}/*"`).replace(/\{"Fn::GetAtt":[^\]]*\]\}/g, `"${BUCKET}"`));
  const writer = `arn:aws:iam::${SANDBOX}:role/zero-trust/identity-snapshot/anything`;

  test.each<[string, string, string, boolean]>([
    [writer, 's3:PutObject', 'identities/identities.json.gz', true],
    [writer, 's3:PutObject', 'state/identities.json.gz', true],
    [writer, 's3:PutObject', 'evidence/identities/2026-11-02.json.gz', true],
    [writer, 's3:PutObject', 'other/x', false],
    [writer, 's3:GetObject', 'state/identities.json.gz', true],
    [writer, 's3:GetObject', 'evidence/identities/2026-11-02.json.gz', false],
    [writer, 's3:DeleteObject', 'state/identities.json.gz', false],
    [`arn:aws:iam::${SANDBOX}:role/zero-trust/other`, 's3:PutObject', 'identities/identities.json.gz', false],
    [`arn:aws:iam::${SANDBOX}:role/anybody`, 's3:PutObject', 'state/identities.json.gz', false],
    ['arn:aws:iam::000000000004:role/zero-trust/identity-snapshot/anything', 's3:PutObject', 'state/identities.json.gz', false],
  ])('%s calls %s on %s: %s', (principal, action, key, allowed) => {
    expect(asked(policy, principal, action, `${BUCKET}/${key}`) === 'allowed').toBe(allowed);
  });

  test('an administrator of its own account does not write into it, and nobody comes without encryption', () => {
    const administrator = `arn:aws:iam::${AUDIT}:role/administrator`;
    expect(asked(policy, administrator, 's3:PutObject', `${BUCKET}/identities/identities.json.gz`)).toBe('explicitly-denied');
    expect(asked(policy, writer, 's3:PutObject', `${BUCKET}/state/x`, { 'aws:SecureTransport': 'false' })).toBe('explicitly-denied');
  });
});

test('every bucket is versioned, encrypted, closed to the public, and has a policy against plain HTTP; answers expire', () => {
  const buckets = Object.values(template.findResources('AWS::S3::Bucket'));
  expect(buckets).toHaveLength(2);
  template.allResourcesProperties('AWS::S3::Bucket', {
    VersioningConfiguration: { Status: 'Enabled' }, BucketEncryption: Match.anyValue(),
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  });
  for (const { Properties } of Object.values(template.findResources('AWS::S3::BucketPolicy'))) {
    expect(Properties.PolicyDocument.Statement[0]).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  }
  expect(buckets.filter(({ Properties }) => Properties.LifecycleConfiguration.Rules[0].ExpirationInDays === 30)).toHaveLength(1);
});

test('the workgroup enforces encryption, its own place for answers, and the bound of what is read', () => {
  synth({ scanLimitGigabytes: 7 }).template.hasResourceProperties('AWS::Athena::WorkGroup', { WorkGroupConfiguration: {
    EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 7_000_000_000, ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
  } });
});

test('every question is a saved query and a prepared statement of the workgroup, with the statement that is tried elsewhere', () => {
  for (const { name, sql } of savedQueries(ATHENA)) {
    template.hasResourceProperties('AWS::Athena::NamedQuery', { Name: name, QueryString: sql, WorkGroup: 'zero-trust-audit' });
    template.hasResourceProperties('AWS::Athena::PreparedStatement', { StatementName: name, QueryStatement: sql, WorkGroup: 'zero-trust-audit' });
  }
});

test('without readers there is no role that asks, and a warning', () => {
  const { stack, view, template: closed } = synth({ readerPermissionSets: undefined });
  expect(view.readerRoleArn).toBeUndefined();
  expect(Object.keys(closed.findResources('AWS::IAM::Role', { Properties: { RoleName: 'zero-trust-activity-reader' } }))).toEqual([]);
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('Nobody can ask the activity view'));
});

test.each([1, 10_000])('%i gigabytes are taken', (scanLimitGigabytes) => {
  expect(() => synth({ scanLimitGigabytes })).not.toThrow();
});

test.each<[string, string[], Partial<ActivityViewProps>, object?]>([
  ['0 gigabytes', ['ActivityScanLimit'], { scanLimitGigabytes: 0 }],
  ['10,001 gigabytes', ['ActivityScanLimit'], { scanLimitGigabytes: 10_001 }],
  ['half a gigabyte and a pattern for a set', ['ActivityScanLimit', 'ActivityReaderSet'], { scanLimitGigabytes: 0.5, readerPermissionSets: ['*'] }],
  ['the management account', ['StackAccount'], {}, { account: MANAGEMENT, region: 'eu-west-1' }],
  ['another Region', ['StackRegion'], {}, { account: AUDIT, region: 'us-east-1' }],
  ['a vault in the management account', ['RoleAccountIsManagement'], { logArchiveAccount: 'management' }],
  ['unknown accounts', ['AccountUnknown', 'AccountUnknown'], { logArchiveAccount: 'nowhere', identityAccount: 'nobody' }],
])('%s is refused: %j', (...[, expected, change, env]) => {
  expect(codes(refusal(() => synth(change, env as any)))).toEqual(expected);
});
