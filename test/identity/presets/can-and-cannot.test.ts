import { ask } from './ask';
import { EXAMPLES, type ExampleWorld } from './example-worlds';
import { PAGE, type Row, guardrailCell, rowCells, sections, setCell } from './page';
import { PermissionSet } from '../../../src';
import type { PermissionSetData } from '../../../src/identity/domain/permission-set-data';

const SECTIONS = sections();

const PRESETS = [
  PermissionSet.developer(), PermissionSet.developerAccess(), PermissionSet.dataEngineer(), PermissionSet.devOps(), PermissionSet.readOnly(),
  PermissionSet.billingReadOnly(), PermissionSet.dataAnalyst(), PermissionSet.securityAuditor(), PermissionSet.operator(),
  PermissionSet.administrator(),
].map((set) => set._data());

/** What comes out in these accounts of both examples, where it is not what is expected. */
function otherwise(row: Row, set: PermissionSetData, expected: RegExp, places: (world: ExampleWorld) => readonly string[], layer: 'set' | 'both' = 'both'): string[] {
  return EXAMPLES.flatMap((world) => places(world).flatMap((accountId) => {
    const { decision, by } = ask(row, set, world, accountId, layer);
    return expected.test(decision) ? [] : [`${set.name} in ${world.name} ${accountId}: ${decision} (${by.join()})`];
  }));
}

describe.each(SECTIONS)('$title', ({ sets, can, cannot }) => {
  test.each(can)('$what: $action', (row) => {
    expect(sets.flatMap((set) => otherwise(row, set, /^allowed$/, (world) => world.accountsOf(set.name)))).toEqual([]);
    // the management account has no guardrails, and the set is as wide there.
    expect(sets.flatMap((set) => otherwise(row, set, /^allowed$/, (world) => world.accountsOf(set.name), 'set'))).toEqual([]);
  });

  test.each(cannot)('never $what: $action', (row) => {
    const places = ({ bound, members }: ExampleWorld) => (row.layers[0] === 'allows' ? bound : members);
    expect(sets.flatMap((set) => otherwise(row, set, /^(explicitly|implicitly)-denied$/, places))).toEqual([]);
    expect(sets.map((set) => [setCell(row, set), guardrailCell(row, set)])).toEqual(sets.map(() => row.layers));
  });
});

test('the page has a section for each preset, made without props, and the tables say what is asked in one way', () => {
  const made = SECTIONS.flatMap(({ sets }) => sets.map((set) => JSON.stringify(set)));
  expect(PRESETS.filter((set) => !made.includes(JSON.stringify(set))).map(({ name }) => name)).toEqual([]);
  const rows = SECTIONS.flatMap(({ can, cannot }) => [...can, ...cannot].map((row) => `| ${[...rowCells(row), ...row.layers].join(' | ')} |`));
  expect(PAGE.split('\n').filter((line) => /^\| .* \| `[a-z0-9-]+:\w+` \| /.test(line))).toEqual(rows);
});

/** What nobody but Administrator may ever do, an action or two of each kind. */
const NEVER = ['iam:CreateUser', 'sso:CreateAccountAssignment', 'organizations:DetachPolicy', 'cloudtrail:StopLogging', 'iam:PassRole', 'sts:AssumeRole'];
const IDENTITIES = ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateRole', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:CreatePolicyVersion'];
const VAULT = ['s3:GetObject', 's3:DeleteObjectVersion', 's3:PutBucketPolicy', 'kms:ScheduleKeyDeletion'];
const CONTENTS = ['secretsmanager:GetSecretValue', 'ssm:GetParameter', 'kms:Decrypt', 's3:GetObject', 'dynamodb:Query', 'sqs:ReceiveMessage', 'logs:FilterLogEvents'];

test.each<[string, string[]]>([
  ['Developer', [...NEVER, ...IDENTITIES, ...VAULT, 'organizations:LeaveOrganization', 'identitystore:CreateGroupMembership', 'cloudformation:UpdateStack']],
  ['DeveloperAccess', [...NEVER, ...IDENTITIES, ...VAULT]],
  ['DevOps', [...NEVER, ...IDENTITIES, ...VAULT, 'codebuild:StartBuild', 'ec2:ModifySnapshotAttribute']],
  ['DataEngineer', [...NEVER, ...VAULT, 's3:PutReplicationConfiguration', 'glue:CreateDevEndpoint']],
  ['ReadOnly', [...NEVER, ...CONTENTS, 's3:PutObject']],
  ['SecurityAuditor', [...NEVER, ...CONTENTS, 's3:PutObject', 'guardduty:ArchiveFindings']],
  ['BillingReadOnly', [...NEVER.filter((action) => action !== 'iam:PassRole'), 's3:GetObject', 'ec2:DescribeInstances']],
  ['DataAnalyst', [...NEVER, 's3:GetObject', 's3:ListBucket', 's3:PutObjectTagging', 'athena:StartQueryExecution', 'lakeformation:GrantPermissions']],
  ['Operator', [...NEVER, ...IDENTITIES, ...VAULT, 'ec2:RunInstances', 'lambda:UpdateFunctionCode', 'ssm:CreateDocument', 's3:GetObject']],
  ['Administrator', ['iam:CreateUser', 'sso:CreateAccountAssignment', 'organizations:DetachPolicy', 'cloudtrail:StopLogging', 's3:DeleteObjectVersion', 'sts:AssumeRole']],
])('what %s must never do has rows', (name, actions) => {
  const written = SECTIONS.filter(({ sets }) => sets.some((set) => set.name === name)).flatMap(({ cannot }) => cannot.map(({ action }) => action));
  expect(actions.filter((action) => !written.includes(action))).toEqual([]);
});

/** The cells of the rows of the first table under a heading. */
function table(heading: string): string[][] {
  const [, section] = PAGE.split(new RegExp(`^#{1,2} ${heading}$`, 'm'));
  return section.split(/^## /m)[0].split('\n').filter((line) => /^\| `/.test(line)).map((line) => line.slice(2, -2).split(' | '));
}

const coded = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

test('the page says of each preset how long a session lasts', () => {
  const written = table('Permission sets').flatMap(([names, , session]) => coded(names).map((name) => [name, session]));
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(PRESETS.map(({ name, sessionMinutes }) => [name, `${sessionMinutes / 60} h`])));
});

test('the page says who holds which policy of AWS', () => {
  const written = table('AWS managed policies').flatMap(([policy, holders]) => coded(holders).map((holder) => `${holder}: ${coded(policy)[0]}`));
  expect(written.sort()).toEqual(PRESETS.flatMap(({ name, managedPolicies }) => managedPolicies.map((policy) => `${name}: ${policy}`)).sort());
});
