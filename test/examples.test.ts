import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { type App, Stack } from 'aws-cdk-lib';
import { type Case, fixture, fixturePath } from './support/fixtures';
import { refusal } from './support/messages';
import { readAwsConfig } from './support/read-aws-config';
import { stackTree } from './support/stack-tree';

const EXAMPLES = resolve(__dirname, '..', 'examples');

/** The app of an example, made anew with this context. */
function app(example: string, context: Record<string, string> = {}): App {
  process.env.CDK_CONTEXT_JSON = JSON.stringify(context);
  try {
    // an example makes its app when it is loaded; what CDK loads later must come from the same copy.
    jest.resetModules();
    return jest.requireActual(join(EXAMPLES, example)).app;
  } finally {
    delete process.env.CDK_CONTEXT_JSON;
  }
}

function reportOf(made: App) {
  return JSON.parse(readFileSync(join(made.synth().directory, 'access-report', 'report.json'), 'utf8'));
}

function files(name: Case): Record<string, string> {
  return { 'organization': fixturePath(name, 'organization.json'), 'access-model': join(EXAMPLES, name, 'access-model.json') };
}

function misspelt(on: object = { all: true, exept: ['prod-us'] }, more: object = {}): string {
  const file = join(mkdtempSync(join(tmpdir(), 'model-')), 'access-model.json');
  const model = JSON.parse(readFileSync(join(EXAMPLES, 'saas', 'access-model.json'), 'utf8'));
  writeFileSync(file, JSON.stringify({ ...model, ...more, rules: [{ ...model.rules[0], on }] }));
  return file;
}

const sorted = (rows: any[]) => rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

describe.each<[string, Case, Record<string, string>]>([
  ['saas-twelve-accounts', 'saas', {}],
  ['fintech-eu', 'fintech', {}],
  ['from-files', 'saas', files('saas')],
  ['from-files', 'fintech', files('fintech')],
])('the example %s on the %s organization', (example, name, context) => {
  const report = reportOf(app(example, context));
  const expected = fixture(name, 'expected.json');

  test('reports exactly the assignments that the access model means', () => {
    expect(sorted(report.assignments)).toEqual(sorted(expected.assignments.rows));
    expect(report.assignments.every((row: object) => Object.keys(row).sort().join() === 'accountId,group,permissionSet')).toBe(true);
  });

  test('reports the policy slots of every target as they are before ours are added', () => {
    expect(report.policySlots.before).toEqual(expected.policySlots);
  });

  test('writes a report.json that its published schema accepts', () => {
    const schema = JSON.parse(readFileSync(join(EXAMPLES, '..', 'docs', 'access-report.schema.json'), 'utf8'));
    const ajv = addFormats(new Ajv({ allErrors: true }));
    ajv.validate(schema, report);
    expect(ajv.errors).toBeNull();
  });

  test('writes an AWS configuration for each group, which the SDK reads, with exactly what the access model means', async () => {
    const folder = join(app(example, context).synth().directory, 'access-report', 'aws-config');
    const rows: string[] = [];
    for (const group of readdirSync(folder)) {
      const { profiles, sessions } = await readAwsConfig(readFileSync(join(folder, group), 'utf8'));
      expect(sessions[report.organization.id]).toEqual({
        sso_start_url: `https://${fixture(name, 'organization.json').IdentityCenter.IdentityStoreId}.awsapps.com/start`,
        sso_region: report.organization.homeRegion,
        sso_registration_scopes: 'sso:account:access',
      });
      rows.push(...Object.values(profiles).map(({ sso_account_id: accountId, sso_role_name: role }) => `${group} ${accountId} ${role}`));
    }
    const suffix = (accountId: string) => (accountId === expected.roles.management ? '-mgmt' : '');
    expect(rows.sort()).toEqual(expected.assignments.rows.map((row: any) => `${row.group} ${row.accountId} ${row.permissionSet}${suffix(row.accountId)}`).sort());
  });

  test('puts each assignment into a template, in the account side that can serve it', () => {
    const stacks = app(example, context).node.findAll().filter((one): one is Stack => Stack.isStack(one) && one.nestedStackParent === undefined);
    const rows = stacks.flatMap((stack) => stackTree(stack).filter(({ type }) => type === 'AWS::SSO::Assignment')
      .map(({ properties }) => ({ target: properties.TargetId, by: stack.account })));
    expect(rows.map(({ target }) => target).sort()).toEqual(expected.assignments.rows.map(({ accountId }: any) => accountId).sort());
    const management = expected.roles.management;
    expect(rows.filter(({ target, by }) => (target === management) !== (by === management))).toEqual([]);
  });
});

test('slots after ours are added count ours where the rollout enforces, and nowhere else', () => {
  const { policySlots: { before, after }, guardrails } = reportOf(app('saas-twelve-accounts'));
  const grown = Object.keys(after.targets).filter((id) => after.targets[id].scpAttached !== before.targets[id].scpAttached);
  const scps = guardrails.filter(({ type }: any) => type === 'SERVICE_CONTROL_POLICY');
  const root = grown.find((id) => id.startsWith('r-'))!;
  expect(grown.filter((id) => id !== root)).toEqual([...new Set(scps.flatMap(({ targets }: any) => targets.map(({ id }: any) => id)))]);
  // where no guardrail hangs yet, the two policies that deny open sessions do.
  expect(after.targets[root].scpAttached - before.targets[root].scpAttached).toBe(2);
  for (const id of grown.filter((each) => each !== root)) {
    const here = scps.filter(({ targets }: any) => targets.some((target: any) => target.id === id));
    expect(after.targets[id].scpBytes - before.targets[id].scpBytes).toBe(here.reduce((sum: number, { bytes }: any) => sum + bytes, 0));
    expect(after.targets[id].scpAttached - before.targets[id].scpAttached).toBe(here.length);
  }
});

test('the SaaS case says what it lacks: separated duties, bound accounts, and work outside the management account', () => {
  const { warnings } = reportOf(app('saas-twelve-accounts'));
  expect(warnings).toEqual([
    expect.stringContaining('audit account and log archive at once'),
    expect.stringContaining('enforces no guardrail above 9 accounts'),
    expect.stringMatching(/^Directly under the root, .* there is one account: 'acq-tarnhelm'; /),
    expect.stringMatching(/^AWS Config does not record .*'aws-guardrails-/),
    expect.stringContaining('The management account is recorded in us-east-1 only'),
    expect.stringContaining('Control Tower works in this organization'),
    expect.stringContaining("policies that are not deployed with them: '/engineering-boundary'"),
    expect.stringContaining('The trail is verified in the account that keeps it'),
    expect.stringContaining('Rules reach the management account, which no guardrail binds'),
  ]);
});

test.each(['saas-twelve-accounts', 'fintech-eu'])('%s synthesizes with every guardrail enforced everywhere, which is where its rollout leads', (example) => {
  jest.resetModules();
  const library = jest.requireActual('../src');
  const asWritten = library.Rollout.stages;
  const everywhere = asWritten([{ unit: '/', stage: library.Stage.enforce({ acknowledgement: 'agreed' }) }]);
  // what waits in quarantine stays there.
  const stages = jest.spyOn(library.Rollout, 'stages').mockImplementation((list: any) => (list.some(({ unit }: any) => unit === 'Sandbox') ? everywhere : asWritten(list)));
  try {
    const { app: made } = jest.requireActual(join(EXAMPLES, example));
    const { guardrails } = reportOf(made);
    expect(guardrails.filter(({ targets }: any) => targets.some(({ name }: any) => name === 'Root')).length).toBeGreaterThanOrEqual(6);
  } finally {
    stages.mockRestore();
  }
});

test('the fintech case shows the one privileged set that is held permanently, with owner and end', () => {
  const { standingExceptions } = reportOf(app('fintech-eu'));
  expect(standingExceptions).toMatchObject([{ group: 'aws-admins', permissionSet: 'Administrator', owner: 'secops', expires: '2027-01-31' }]);
  expect(standingExceptions[0].accountIds).toHaveLength(12);
});

const ALL = ['zero-trust-audit-tamper', 'zero-trust-long-lived-credentials', 'zero-trust-perimeter', 'zero-trust-protected-roles', 'zero-trust-quarantine', 'zero-trust-region-deny',
  'zero-trust-root-deny', 'zero-trust-security-services'];

test.each(['saas-twelve-accounts', 'fintech-eu'])('%s carries every guardrail, with its headroom, its exemptions and its proofs in the report', (example) => {
  const { guardrails, proofs, policySlots } = reportOf(app(example));
  expect(guardrails.map(({ name }: any) => name).filter((name: string) => name.startsWith('zero-trust-')).sort()).toEqual(ALL);
  expect(guardrails.every(({ bytes, bytesAllowed }: any) => bytes > 0 && bytes <= bytesAllowed)).toBe(true);
  expect(guardrails.flatMap(({ exemptions }: any) => exemptions).length).toBeGreaterThan(0);
  expect(Object.keys(policySlots.after.targets).length).toBeGreaterThan(12);
  const sources = new Set(proofs.map(({ source }: any) => source));
  expect([...sources]).toEqual(expect.arrayContaining(['console', 'organization', 'deployment', 'Identity Center', 'library', 'break glass', 'team', ...ALL]));
});

test.each([['saas-twelve-accounts', 'security'], ['fintech-eu', 'log-archive']])(
  'in %s it is proved that Administrator of the log archive changes no rule of the vault, deletes no log, shortens no lock and takes no key away', (example, name) => {
    const { accounts, proofs } = reportOf(app(example));
    const { id } = accounts.find((account: any) => account.name === name);
    const kept = proofs.filter(({ source }: any) => source === 'zero-trust-audit-tamper');
    expect(kept.length).toBeGreaterThan(15);
    expect(kept.filter(({ expected, proved, undetermined }: any) => expected !== 'denied' || proved.length !== 1 || undetermined.length > 0)).toEqual([]);
    // the rest is about what watches and asks, in the audit account.
    const audit = accounts.find(({ roles }: any) => roles.includes('audit')).id;
    expect(kept.filter(({ proved }: any) => ![id, audit].includes(proved.join()))).toEqual([]);
    expect(kept.filter(({ proved }: any) => proved.join() === id).length).toBeGreaterThan(15);
    expect(kept.map(({ action }: any) => action)).toEqual(expect.arrayContaining([
      's3:PutBucketObjectLockConfiguration', 's3:PutBucketPolicy', 's3:PutLifecycleConfiguration', 's3:DeleteObjectVersion', 's3:PutObjectRetention', 's3:BypassGovernanceRetention',
      'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy',
    ]));
  });

test.each([['saas-twelve-accounts', 'security', 'security'], ['fintech-eu', 'log-archive', 'audit']])(
  'in %s it is proved that the trail, AWS Config, S3, the audit functions and auditors go on working with the vault', (example, archive, audit) => {
    const { accounts, proofs } = reportOf(app(example));
    const idOf = (name: string) => accounts.find((account: any) => account.name === name).id;
    const works = proofs.filter(({ source }: any) => source === 'audit trail');
    const who = (claim: string) => works.filter((one: any) => one.claim.startsWith(claim)).flatMap(({ proved }: any) => proved);
    expect(new Set(who('CloudTrail'))).toEqual(new Set([idOf(archive)]));
    expect(new Set(who('AWS Config'))).toEqual(new Set([idOf(archive)]));
    expect(new Set(who('S3'))).toEqual(new Set([idOf(archive)]));
    expect(new Set(who('a function of the audit account'))).toEqual(new Set([idOf(audit)]));
    expect(new Set(who('an auditor'))).toEqual(new Set([idOf(archive), idOf(audit)]));
    expect(works.filter(({ expected, undetermined }: any) => expected !== 'allowed' || undetermined.length > 0)).toEqual([]);
  });

test('the fintech case leaves the root users of four accounts alone, each with its ticket and its end, from code and from files alike', () => {
  for (const report of [reportOf(app('fintech-eu')), reportOf(app('from-files', files('fintech')))]) {
    const names = new Map<string, string>(report.accounts.map(({ id, name }: any) => [id, name]));
    const { exemptions } = report.guardrails.find(({ name }: any) => name === 'zero-trust-root-deny');
    const told = exemptions.map(({ accountIds, owner, ticket, expires }: any) =>
      [accountIds.map((id: string) => names.get(id)), owner, ticket, expires]);
    expect(told).toEqual([
      [['log-archive'], 'secops', 'SEC-400', '2027-05-01'], [['audit'], 'secops', 'SEC-401', '2027-05-01'],
      [['payments-prod'], 'secops', 'SEC-402', '2027-05-01'], [['ledger-prod'], 'secops', 'SEC-403', '2027-05-01'],
    ]);
  }
});

test('from files, a privileged set held permanently is read as an exception that nobody can overlook', () => {
  const { warnings, standingExceptions } = reportOf(app('from-files', files('fintech')));
  expect(standingExceptions).toHaveLength(1);
  expect(warnings).toContainEqual("The access model also says 'auditTrail', 'thirdParties', 'keyPlan', 'cutover': that is not part of these templates.");
  expect(warnings).toContainEqual(expect.stringMatching(/^NOBODY HAS JUSTIFIED THIS: 'aws-admins' holds the privileged set 'Administrator' permanently in all accounts/));
});

test.each([
  ['an organization that the access model does not fit', 'fintech', join(EXAMPLES, 'saas', 'access-model.json'), /\[AccountUnknown\] there is no account 'platform'/],
  ['an access model that is none', 'saas', join(EXAMPLES, 'saas', 'organization.json'), /does not have the expected form:\n {2}'allowedRegions' must be a list/],
  ['an access model with a misspelt member that would give more', 'saas', misspelt(), /'rules\[0\].on.exept' is not known; there are all, ous, accounts, except/],
  ['an access model that says all in a word', 'saas', misspelt({ all: 'no', ous: ['Sandbox'] }), /'rules\[0\]' must have a group/],
  ['an access model with a member nobody reads', 'saas', misspelt({ all: true }, { guardrails: [] }), /'guardrails' is not known/],
  ['an access model that is not there', 'saas', 'nowhere.json', /the access model 'nowhere.json' cannot be read/],
] as const)('from files, %s is a clear error', (_, name, model, message) => {
  expect(refusal(() => app('from-files', { 'organization': fixturePath(name, 'organization.json'), 'access-model': model }))).toMatch(message);
});

test('the example access-at-scale makes assignments by a state machine, its policy before the set that names it, and watches MFA evidence', () => {
  const assembly = app('access-at-scale').synth();
  const template = (name: string) => assembly.stacks.find(({ displayName }) => displayName === `Scale/${name}`)!.template;
  const types = (name: string) => Object.values<any>(template(name).Resources).map(({ Type }) => Type);
  expect(types('Identity')).toEqual(expect.arrayContaining(['AWS::StepFunctions::StateMachine', 'AWS::SSO::InstanceAccessControlAttributeConfiguration']));
  expect(types('Identity')).not.toContain('AWS::SSO::Assignment');
  expect(types('Management')).toContain('AWS::CloudFormation::StackSet');
  expect(types('ManagementEvents-us-east-1')).toContain('AWS::Events::Rule');
  const { guardrails } = reportOf(app('access-at-scale'));
  expect(guardrails.find(({ name }: any) => name === 'zero-trust-mfa-evidence').targets).toEqual([]);
});

test('the pipeline example deploys the stages of the landing zone in order', () => {
  const { Resources } = app('pipeline').synth().getStackByName('Pipeline').template;
  const [pipeline] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::CodePipeline::Pipeline');
  const actions = pipeline.Properties.Stages.find(({ Name }: any) => Name === 'Organization').Actions;
  const deployments = actions.filter(({ Name }: any) => Name.endsWith('.Deploy')).sort((a: any, b: any) => a.RunOrder - b.RunOrder);
  expect(deployments.map(({ Name }: any) => Name.replace(/^LandingZone([A-Z][a-zA-Z]+?)(euwest\d|useast\d)?[0-9A-F]{8}\.Deploy$/, '$1'))).toEqual([
    'LogArchive', 'Management', 'Audit', 'Identity', 'ManagementEvents', 'ManagementEvents', 'ManagementEvents',
  ]);
});

test('every example of the folder is synthesized by a test or read by one', () => {
  const text = readFileSync(__filename, 'utf8');
  const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith('.ts') && !['demo.ts', 'access-model.ts'].includes(name));
  expect(examples.filter((name) => !text.includes(`'${name.replace('.ts', '')}'`))).toEqual([]);
});
