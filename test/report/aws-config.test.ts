import fc from 'fast-check';
import { ACCOUNTS, MANAGEMENT } from './sample-organization';
import { sampleReport } from './sample-report';
import { awsConfig } from '../../src/report/domain/aws-config';
import { renderHtml } from '../../src/report/domain/report-html';
import { renderMarkdown } from '../../src/report/domain/report-markdown';
import type { AccessReport } from '../../src/report/domain/report-model';
import { readAwsConfig } from '../support/read-aws-config';

const URL = 'https://d-1234567890.awsapps.com/start';

function report(change: Partial<AccessReport> = {}): AccessReport {
  const sample = sampleReport(change);
  return { ...sample, organization: { accessPortalUrl: URL, ...sample.organization } };
}

const account = (name: string) => ACCOUNTS.find((one) => one.name === name)!.id;
const contentOf = (group: string, from = report()) => awsConfig(from).find((one) => one.group === group)!.content;

test('each group that holds something has a file, with one session and a profile for each account and set', async () => {
  const sample = report();
  const files = awsConfig(sample);
  const groups = [...new Set(sample.assignments.map(({ group }) => group))];
  expect(files.map(({ group, name }) => [group, name])).toEqual(groups.map((group) => [group, group]));
  for (const { group, content } of files) {
    const { profiles, sessions } = await readAwsConfig(content);
    expect(sessions).toEqual({ 'o-kc6bfub1u9': { sso_start_url: URL, sso_region: 'eu-west-3', sso_registration_scopes: 'sso:account:access' } });
    const roles = Object.values(profiles).map(({ sso_account_id: id, sso_role_name: role }) => `${id} ${role?.replace(/-mgmt$/, '')}`);
    expect(roles.sort()).toEqual(sample.assignments.filter((one) => one.group === group).map((one) => `${one.accountId} ${one.permissionSet}`).sort());
    expect(new Set(Object.values(profiles).map(({ sso_session: session, region }) => `${session} ${region}`))).toEqual(new Set(['o-kc6bfub1u9 eu-west-3']));
  }
});

test('a profile has the name of its account and set, and the role that the set is called there', async () => {
  const { profiles } = await readAwsConfig(contentOf('aws-secops'));
  expect(profiles['data-SecurityAuditor']).toEqual({ sso_session: 'o-kc6bfub1u9', sso_account_id: account('data'), sso_role_name: 'SecurityAuditor', region: 'eu-west-3' });
  expect(profiles['fin-management-SecurityAuditor']).toMatchObject({ sso_account_id: MANAGEMENT, sso_role_name: 'SecurityAuditor-mgmt' });
});

test('a catalogue that is whole has no other name in the management account', async () => {
  const { permissionSets } = sampleReport();
  const whole = report({ permissionSets: permissionSets.map(({ managementName, ...set }) => set) });
  expect((await readAwsConfig(contentOf('aws-secops', whole))).profiles['fin-management-SecurityAuditor'].sso_role_name).toBe('SecurityAuditor');
});

test('the whole file of a group, to the letter', () => {
  expect(contentOf('aws-data-bi')).toBe(`# What aws-data-bi holds. For ~/.aws/config; sign in with: aws sso login --sso-session o-kc6bfub1u9

[sso-session o-kc6bfub1u9]
sso_start_url = ${URL}
sso_region = eu-west-3
sso_registration_scopes = sso:account:access

[profile data-DataAnalyst]
sso_session = o-kc6bfub1u9
sso_account_id = ${account('data')}
sso_role_name = DataAnalyst
region = eu-west-3

[profile sandbox-DataAnalyst]
sso_session = o-kc6bfub1u9
sso_account_id = ${account('sandbox')}
sso_role_name = DataAnalyst
region = eu-west-3
`);
});

test('without an address to sign in at there is no file', () => {
  expect(awsConfig(sampleReport())).toEqual([]);
});

test('the page and the Markdown name the address where it is known, and do not where it is not', () => {
  expect(renderMarkdown(report())).toMatch(/People sign in with Okta at .*awsapps.*; the folder aws-config has a configuration/);
  expect(renderHtml(report())).toMatch(/<dt>Access portal<\/dt><dd>.*d-1234567890\.awsapps\.com\/start/);
  expect(renderMarkdown(sampleReport())).toContain('People sign in with Okta\n');
  expect(renderHtml(sampleReport())).not.toContain('Access portal');
});

/** Reports with accounts of these names, each of which one group holds these sets in. */
function holding(names: readonly string[], sets: readonly string[], groups: readonly string[] = ['group']): AccessReport {
  const accounts = names.map((name, index) => ({ id: String(index + 1).padStart(12, '0'), name, unit: '', status: 'ACTIVE', roles: [] }));
  const assignments = groups.flatMap((group) => accounts.flatMap(({ id }) => sets.map((permissionSet) => ({ group, permissionSet, accountId: id }))));
  return report({ accounts, assignments, permissionSets: [] });
}

const profilesOf = async (from: AccessReport) => Object.keys((await readAwsConfig(awsConfig(from)[0].content)).profiles).sort();

test.each<[string, string[], string[], string[]]>([
  ['accounts of one name have their ids', ['prod', 'prod', 'dev'], ['Reader'], ['000000000001-Reader', '000000000002-Reader', 'dev-Reader']],
  ['so have those of one name in another case', ['Prod', 'prod'], ['Reader'], ['000000000001-Reader', '000000000002-Reader']],
  ['and those whose names come out alike', ['prod us', 'prod/us'], ['Reader'], ['000000000001-Reader', '000000000002-Reader']],
  ['a name of blanks and brackets is made readable', [' [prod] eu '], ['Reader'], ['prod-eu-Reader']],
  ['a name in another script becomes the id', ['本番'], ['Reader'], ['000000000001-Reader']],
  ['a name that looks like an id is none', ['000000000002', 'dev'], ['Reader'], ['000000000001-Reader', 'dev-Reader']],
  ['names that meet in the middle have their ids', ['prod', 'prod-us'], ['us-Reader', 'Reader'],
    ['000000000001-us-Reader', '000000000002-Reader', 'prod-Reader', 'prod-us-us-Reader']],
  ['sets of every character can be read', ['dev'], ['A=b', 'A,b', 'A+b', 'A@b', 'A.b', 'A_b'], ['dev-A%2Cb', 'dev-A%3Db', 'dev-A+b', 'dev-A.b', 'dev-A@b', 'dev-A_b']],
])('%s', async (_, names, sets, expected) => {
  expect(await profilesOf(holding(names, sets))).toEqual(expected);
});

test('the SDK reads one profile for each account and set, whatever the names', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }), fc.stringMatching(/^[aA b[\]#;=-]{1,6}$/));
  const set = fc.stringMatching(/^[\w+=,.@-]{1,32}$/);
  const texts = fc.array(text, { minLength: 1, maxLength: 6 });
  const someSets = fc.uniqueArray(set, { minLength: 1, maxLength: 4, selector: (name) => name.toLowerCase() });
  await fc.assert(fc.asyncProperty(texts, someSets, async (names, sets) => {
    const from = holding(names, sets);
    const { profiles } = await readAwsConfig(awsConfig(from)[0].content);
    expect(Object.values(profiles).map(({ sso_account_id: id, sso_role_name: role }) => `${id} ${role}`).sort())
      .toEqual(from.assignments.map(({ accountId, permissionSet }) => `${accountId} ${permissionSet}`).sort());
  }));
});

test.each<[string, string[], string[]]>([
  ['plain ones keep their names', ['aws-admins', 'aws_ops', 'a.b+c@d'], ['aws-admins', 'aws_ops', 'a.b+c@d']],
  ['blanks and slashes become dashes', ['AWS Admins', 'team/one'], ['AWS-Admins', 'team-one']],
  ['those that come out alike are numbered', ['a b', 'a/b', 'a:b'], ['a-b', 'a-b-2', 'a-b-3']],
  ['one that is such a name already keeps it', ['a b', 'a-b', 'a-b-2'], ['a-b-3', 'a-b', 'a-b-2']],
  ['no name leads out of the folder or hides a file', ['../../etc/passwd', '.bashrc', '..'], ['etc-passwd', 'bashrc', 'group']],
  ['nor is one a device', ['con', 'NUL.txt', 'com1', 'console'], ['group-con', 'group-NUL.txt', 'group-com1', 'console']],
  ['other scripts are numbered', ['管理者', '開発者'], ['group', 'group-2']],
  ['long ones are cut', ['x'.repeat(1024)], ['x'.repeat(80)]],
])('files of groups: %s', (_, groups, names) => {
  expect(awsConfig(holding(['dev'], ['Reader'], groups)).map(({ name }) => name)).toEqual(names);
});

test('every group has a file of its own, on every system, whatever it is called', () => {
  const group = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.stringMatching(/^[aA .\-2]{1,5}$/), fc.constantFrom('con', 'a-2', 'group'));
  fc.assert(fc.property(fc.uniqueArray(group, { minLength: 1, selector: (name) => name.toLowerCase() }), (groups) => {
    const names = awsConfig(holding(['dev'], ['Reader'], groups)).map(({ name }) => name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(groups.length);
    expect(names.filter((name) => !/^[A-Za-z0-9_@+][A-Za-z0-9._@+-]{0,90}$/.test(name) || /[.]$/.test(name))).toEqual([]);
  }));
});

test('a group that two catalogues spell differently has one file', () => {
  const from = holding(['dev', 'prod'], ['Reader'], ['readers']);
  const spelled = { ...from, assignments: from.assignments.map((one, index) => ({ ...one, group: index === 0 ? 'Readers' : 'readers' })) };
  expect(awsConfig(spelled).map(({ name }) => name)).toEqual(['Readers']);
  expect(awsConfig(spelled)[0].content.match(/^\[profile /gm)).toHaveLength(2);
});

test('a name with a line break adds no line', async () => {
  const [{ content }] = awsConfig(holding(['dev'], ['Reader'], ['readers\n[profile evil]\nsso_role_name = Administrator']));
  expect(Object.keys((await readAwsConfig(content)).profiles)).toEqual(['dev-Reader']);
});
