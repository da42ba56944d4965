import * as fc from 'fast-check';
import { ALL_PRESETS } from './all-presets';
import {
  type BuilderPresetProps, type DataAnalystPresetProps, type OperatorPresetProps, PermissionSet, PermissionsBoundary, type ReadOnlyPresetProps,
} from '../../../src';
import { permissionSetProblems } from '../../../src/identity/domain/permission-set-problems';
import { matchesArn, matchesWildcard } from '../../../src/policy/domain/pattern';
import { ROLE_PATH, VAULT_KEY_ALIAS, accessLogBucketName, vaultBucketName } from '../../../src/private/naming';
import { codes, refusal } from '../../support/messages';
import { smallOrganization } from '../../support/small-organization';

/** The codes that a preset is refused with. */
function refused(make: () => PermissionSet): string[] {
  try {
    make();
    return [];
  } catch (error) {
    return codes((error as Error).message);
  }
}

test.each<[string, string[], BuilderPresetProps]>([
  ['a path', [], { passRolePath: '/team/' }],
  ['a path of two parts', [], { passRolePath: '/team/shop/' }],
  ['a path of 512 characters', [], { passRolePath: `/${'x'.repeat(510)}/` }],
  ['a path of 513 characters', ['PresetRolePath'], { passRolePath: `/${'x'.repeat(511)}/` }],
  ['every role', ['PresetRolePath'], { passRolePath: '/' }],
  ['no path', ['PresetRolePath'], { passRolePath: '' }],
  ['a path that does not begin with a slash', ['PresetRolePath'], { passRolePath: 'team/' }],
  ['a path that does not end with one', ['PresetRolePath'], { passRolePath: '/team' }],
  ['a path with an empty part', ['PresetRolePath'], { passRolePath: '/team//' }],
  ['a path with a wildcard', ['PresetRolePath'], { passRolePath: '/te*/' }],
  ['a path with a variable', ['PresetRolePath'], { passRolePath: '/${aws:userid}/' }],
  ['the path of the landing zone', ['PresetRolePath'], { passRolePath: '/zero-trust/' }],
  ['a path under it', ['PresetRolePath'], { passRolePath: '/zero-trust/elevation/' }],
  ['a path that only begins alike', [], { passRolePath: '/zero-trusted/' }],
  ['the path of Identity Center', ['PresetRolePath'], { passRolePath: '/aws-reserved/sso.amazonaws.com/' }],
  ['the path of service-linked roles', ['PresetRolePath'], { passRolePath: '/aws-service-role/' }],
  ['a service', [], { additionalServices: ['sagemaker', 'emr-serverless'] }],
  ['a service of one letter', ['PresetService'], { additionalServices: ['s'] }],
  ['a service with an action', ['PresetService'], { additionalServices: ['sagemaker:*'] }],
  ['every service', ['PresetService'], { additionalServices: ['*'] }],
  ['some services', ['PresetService'], { additionalServices: ['sage*'] }],
  ...['iam', 'sts', 'sso', 'organizations', 'cloudformation', 'codebuild', 'guardduty', 'account-access', 'ram'].map((service): [string, string[], BuilderPresetProps] =>
    [`the service ${service}`, ['PresetService'], { additionalServices: ['sagemaker', service] }]),
  ['a role', [], { assumeRoles: ['arn:aws:iam::000000000005:role/deploy'] }],
  ['roles of every account', [], { assumeRoles: ['arn:aws:iam::*:role/cdk-hnb659fds-*'] }],
  ['roles after three characters', [], { assumeRoles: ['arn:aws:iam::*:role/cdk*'] }],
  ['roles after two', ['PresetRole'], { assumeRoles: ['arn:aws:iam::*:role/cd*'] }],
  ['every role to take', ['PresetRole'], { assumeRoles: ['arn:aws:iam::*:role/*'] }],
  ['a role by its name', ['PresetRole'], { assumeRoles: ['deploy'] }],
  ['a user', ['PresetRole'], { assumeRoles: ['arn:aws:iam::*:user/deploy'] }],
  ['a session', ['PresetRole'], { assumeRoles: ['arn:aws:sts::000000000005:assumed-role/deploy/ada'] }],
  ['a role of the landing zone', ['PresetRole'], { assumeRoles: ['arn:aws:iam::*:role/zero-trust/detection'] }],
  ['roles among which those of the landing zone are', ['PresetRole'], { assumeRoles: ['arn:aws:iam::*:role/zero*'] }],
  ['roles of Identity Center', ['PresetRole'], { assumeRoles: ['arn:aws:iam::*:role/aws-reserved/*'] }],
  ['a stack', [], { stacks: ['shop', 'dev-*'] }],
  ['stacks after three characters', [], { stacks: ['dev*'] }],
  ['stacks after two', ['PresetName'], { stacks: ['de*'] }],
  ['every stack', ['PresetName'], { stacks: ['*'] }],
  ['stacks with a wildcard in the middle', ['PresetName'], { stacks: ['dev*shop'] }],
  ["CDK's own stack", ['PresetName'], { stacks: ['CDKToolkit'] }],
  ['stacks of StackSets', ['PresetName'], { stacks: ['StackSet-baseline-*'] }],
  ['everything wrong at once', ['PresetRolePath', 'PresetService', 'PresetRole', 'PresetName'], {
    passRolePath: '*', additionalServices: ['iam'], assumeRoles: ['*'], stacks: ['*'],
  }],
])('builders with %s: %j', (_, expected, props) => {
  expect(refused(() => PermissionSet.developer(props))).toEqual(expected);
  expect(refused(() => PermissionSet.developerAccess(props))).toEqual(expected);
  expect(refused(() => PermissionSet.devOps(props))).toEqual(expected);
});

test.each<[string, string[], string[]]>([
  ['a bucket', [], ['arn:aws:s3:::reports']],
  ['objects of a bucket', [], ['arn:aws:s3:::reports/monthly/*']],
  ['one object, in another partition', [], ['arn:aws-us-gov:s3:::reports/2026.csv']],
  ['every bucket', ['PresetObjects'], ['arn:aws:s3:::*']],
  ['objects of every bucket', ['PresetObjects'], ['arn:aws:s3:::*/reports']],
  ['buckets that begin alike', ['PresetObjects'], ['arn:aws:s3:::reports-*/monthly']],
  ['any partition', ['PresetObjects'], ['arn:*:s3:::reports']],
  ['everything', ['PresetObjects'], ['*']],
  ['a name without an ARN', ['PresetObjects'], ['reports']],
  ['a table', ['PresetObjects'], ['arn:aws:dynamodb:eu-west-1:000000000005:table/reports']],
  ['a variable', ['PresetObjects'], ['arn:aws:s3:::reports/${aws:userid}/*']],
  ['the vault', ['PresetObjects'], ['arn:aws:s3:::zero-trust-trail-vault-000000000003-eu-west-1']],
  ['one right and one wrong', ['PresetObjects'], ['arn:aws:s3:::reports', 'arn:aws:s3:::']],
])('contents asked for with %s: %j', (_, expected, arns) => {
  expect(refused(() => PermissionSet.readOnly({ readObjects: arns }))).toEqual(expected);
  expect(refused(() => PermissionSet.dataAnalyst({ resultLocations: arns }))).toEqual(expected);
});

test.each<[string, string[], ReadOnlyPresetProps]>([
  ['a log group', [], { readLogGroups: ['/aws/lambda/shop'] }],
  ['log groups that begin alike', [], { readLogGroups: ['/aws/lambda/*'] }],
  ['log groups after three characters', [], { readLogGroups: ['/aw*'] }],
  ['log groups after two', ['PresetName'], { readLogGroups: ['/a*'] }],
  ['every log group', ['PresetName'], { readLogGroups: ['*'] }],
  ['log groups of the landing zone', ['PresetName'], { readLogGroups: ['/zero-trust/*'] }],
  ['objects and groups that are none', ['PresetObjects', 'PresetName'], { readObjects: ['x'], readLogGroups: ['x'] }],
])('ReadOnly with %s: %j', (_, expected, props) => {
  expect(refused(() => PermissionSet.readOnly(props))).toEqual(expected);
});

test.each<[string, string[], DataAnalystPresetProps]>([
  ['a tag', [], { tagKey: 'domain', tagValue: 'sales' }],
  ['a key of 128 characters and a value of 256', [], { tagKey: 'k'.repeat(128), tagValue: 'v'.repeat(256) }],
  ['a key of 129 characters', ['PresetTag'], { tagKey: 'k'.repeat(129) }],
  ['a value of 257 characters', ['PresetTag'], { tagValue: 'v'.repeat(257) }],
  ['no key', ['PresetTag'], { tagKey: '' }],
  ['no value', ['PresetTag'], { tagValue: '' }],
  ['any value', ['PresetTag'], { tagValue: '*' }],
  ['a value of the caller', ['PresetTag'], { tagValue: '${aws:PrincipalTag/team}' }],
  ['a key of AWS', ['PresetTag'], { tagKey: 'aws:cloudformation:stack-name' }],
  ['a bucket', [], { buckets: ['lake'] }],
  ['a bucket by its ARN', ['PresetName'], { buckets: ['arn:aws:s3:::lake'] }],
  ['every bucket', ['PresetName'], { buckets: ['*'] }],
  ['buckets that begin alike', ['PresetName'], { buckets: ['lake-*'] }],
  ['the vault', ['PresetName'], { buckets: ['zero-trust-trail-vault-000000000003-eu-west-1'] }],
])('DataAnalyst with %s: %j', (_, expected, props) => {
  expect(refused(() => PermissionSet.dataAnalyst(props))).toEqual(expected);
});

test.each<[string, string[], OperatorPresetProps]>([
  ['a runbook', [], { runbooks: ['Operations-mend'] }],
  ['runbooks that begin alike', [], { runbooks: ['Ops*'] }],
  ['runbooks after two characters', ['PresetName'], { runbooks: ['Op*'] }],
  ['every runbook', ['PresetName'], { runbooks: ['*'] }],
  ['a path', [], { passRolePath: '/runbook/' }],
  ['every role', ['PresetRolePath'], { passRolePath: '/' }],
])('Operator with %s: %j', (_, expected, props) => {
  expect(refused(() => PermissionSet.operator(props))).toEqual(expected);
});

test('DataEngineer takes a path and refuses what is none', () => {
  expect(refused(() => PermissionSet.dataEngineer({ passRolePath: '/team/' }))).toEqual([]);
  expect(codes(refusal(() => PermissionSet.dataEngineer({ passRolePath: '/*/' })))).toEqual(['PresetRolePath']);
});

test.each(ALL_PRESETS)('%s is nothing that Identity Center refuses, and not privileged', (_, set) => {
  expect(permissionSetProblems(set._data(), smallOrganization()._quotas())).toEqual([]);
  expect(set.privileged).toBe(false);
});

test('whatever path is taken, only roles under it are passed, and none of those that administer accounts', () => {
  const path = fc.array(fc.stringMatching(/^[\w+=,.@*-]{0,12}$/), { maxLength: 4 }).map((parts) => `/${parts.map((part) => `${part}/`).join('')}`);
  fc.assert(fc.property(fc.oneof(path, fc.string()), (passRolePath) => {
    const make = () => PermissionSet.dataEngineer({ passRolePath });
    if (refused(make).length > 0) {
      return;
    }
    const [passing] = make()._data().statements.filter(({ Action, Effect }) => Action === 'iam:PassRole' && Effect === 'Allow');
    const passes = (role: string) => matchesArn(String(passing.Resource), `arn:aws:iam::000000000005:role/${role}`);
    expect(passes(`${passRolePath.slice(1)}worker`)).toBe(true);
    expect(['deployment', 'zero-trust/x', 'aws-reserved/sso.amazonaws.com/x', 'aws-service-role/x/y', 'OrganizationAccountAccessRole'].filter(passes)).toEqual([]);
  }));
});

test('whatever objects are taken, a bucket that none of them names is not read', () => {
  const arn = fc.stringMatching(/^arn:aws:s3:::[a-z*?-]{0,8}(\/[a-z*?]{0,8})?$/);
  fc.assert(fc.property(fc.array(arn, { minLength: 1, maxLength: 3 }), (readObjects) => {
    const make = () => PermissionSet.readOnly({ readObjects });
    if (refused(make).length > 0) {
      return;
    }
    const [reading] = make()._data().statements.filter(({ Sid }) => Sid === 'ReadObjects');
    const buckets = readObjects.map((one) => one.split(':::')[1].split('/')[0]);
    expect(buckets.every((bucket) => /^[a-z-]+$/.test(bucket))).toBe(true);
    expect([reading.Resource].flat().some((pattern) => matchesWildcard(String(pattern), 'arn:aws:s3:::payroll.of.everybody/2026'))).toBe(false);
  }));
});

test('a boundary of AWS is the boundary of the roles that are made', () => {
  const statements = PermissionSet.devOps({ permissionsBoundary: PermissionsBoundary.awsManaged('job-function/ViewOnlyAccess') })._data().statements;
  expect(statements.find(({ Sid }) => Sid === 'MakeBoundedRoles')).toMatchObject({ Condition: { ArnLike: { 'iam:PermissionsBoundary': 'arn:*:iam::aws:policy/job-function/ViewOnlyAccess' } } });
});

test('leaving every prop out opens nothing that a prop opens', () => {
  const opening = ['AssumeRoles', 'DeployStacks', 'MakeBoundedRoles', 'DescribeRoles', 'ReadObjects', 'DecryptObjects', 'ReadLogs', 'ListBuckets', 'KeepResults', 'FindResults', 'ReadDashboards'];
  const closed = ALL_PRESETS.filter(([label]) => !label.endsWith('opened')).flatMap(([, set]) => set._data().statements.map(({ Sid }) => String(Sid)));
  const open = ALL_PRESETS.filter(([label]) => label.endsWith('opened')).flatMap(([, set]) => set._data().statements.map(({ Sid }) => String(Sid)));
  expect(opening.filter((sid) => closed.includes(sid))).toEqual([]);
  expect(opening.filter((sid) => !open.includes(sid))).toEqual([]);
});

test('the names by which a set leaves the landing zone alone are those that the landing zone gives', () => {
  const { statements } = PermissionSet.developer()._data();
  const resources = (sid: string) => [statements.find(({ Sid }) => Sid === sid)!.Resource].flat().map(String);
  const kept = (sid: string, arn: string) => resources(sid).some((pattern) => matchesArn(pattern, arn));
  for (const name of [vaultBucketName, accessLogBucketName].map((nameOf) => nameOf('000000000003', 'eu-west-1'))) {
    expect([`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/log`].every((arn) => kept('KeepLandingZone', arn))).toBe(true);
  }
  expect(kept('KeepLandingZone', `arn:aws:kms:eu-west-1:000000000003:${VAULT_KEY_ALIAS}`)).toBe(true);
  expect(kept('KeepAdministration', `arn:aws:iam::000000000003:role${ROLE_PATH}detection`)).toBe(true);
  const aliases = statements.find(({ Sid }) => Sid === 'KeepVaultKey')!.Condition;
  expect(matchesWildcard((aliases as any)['ForAnyValue:StringLike']['kms:ResourceAliases'], VAULT_KEY_ALIAS)).toBe(true);
});
