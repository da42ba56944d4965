import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotPolicy } from '../../src/organization/runtime/snapshot-calls';
import { withAccess } from '../support/access-fixture';
import { InMemoryOrganization } from '../support/in-memory-organization';
import { type OrganizationsEndpoint, organizationsEndpoint } from '../support/organizations-endpoint';
import { organizationFixture, sortedFixture } from '../support/snapshot-fixtures';
import { bundledZeroTrust, startZeroTrust, zeroTrust } from '../support/zero-trust-command';

const STATE = 'zero-trust-snapshot.partial.json';

let program: string;
let cwd: string;
let aws: OrganizationsEndpoint;
beforeAll(() => {
  program = bundledZeroTrust();
});
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'zero-trust-snapshot-'));
  aws = await organizationsEndpoint(new InMemoryOrganization(organizationFixture('saas')));
});
afterEach(async () => {
  await aws.stop();
  rmSync(cwd, { recursive: true });
});

const env = () => ({ AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' });
const fast = (...args: string[]) => ['snapshot', '--calls-per-second', '100', ...args];
const snapshot = async (...args: string[]) => zeroTrust(fast(...args), { program, cwd, env: env() });
const undated = (text: string) => ({ ...JSON.parse(text), TakenAt: undefined });

test('standard output gets the snapshot and nothing else; standard error tells how it goes', async () => {
  const { code, stdout, stderr } = await snapshot();
  expect(code).toBe(0);
  expect(undated(stdout)).toEqual({ ...sortedFixture('saas'), TakenAt: undefined });
  expect(stderr).toMatch(/^root \(0 of 6 calls made\)\n(.* \(\d+ of \d+ calls made\)\n)+o-t9pavveknd: 12 accounts, 7 units, 5 policies\n$/);
  expect(readdirSync(cwd)).toEqual([]);
});

test('on the wire the calls are exactly those of --print-policy', async () => {
  await snapshot();
  const [{ Action }] = (snapshotPolicy() as { Statement: [{ Action: string[] }] }).Statement;
  expect([...new Set(aws.actions)].sort()).toEqual(Action);
});

describe('--access', () => {
  const held = withAccess(organizationFixture('saas'), {
    groups: ['aws-developers', 'aws-ops'],
    sets: ['Developer', 'ReadOnly'],
    assignments: [['aws-developers', 'Developer', organizationFixture('saas').Accounts[2].Id], ['aws-ops', 'ReadOnly', organizationFixture('saas').Accounts[2].Id]],
  });
  beforeEach(async () => {
    await aws.stop();
    aws = await organizationsEndpoint(new InMemoryOrganization(held));
  });

  test('records groups, sets and assignments over the wire, with exactly the calls of its policy', async () => {
    const { code, stdout, stderr } = await snapshot('--access');
    expect(code).toBe(0);
    expect(undated(stdout)).toEqual({ ...sortedFixture('saas'), IdentityCenter: held.IdentityCenter, TakenAt: undefined });
    expect(stderr).toMatch(/ 2 groups, 2 permission sets, 2 assignments\n$/);
    const [{ Action }] = (snapshotPolicy(true) as { Statement: [{ Action: string[] }] }).Statement;
    expect([...new Set(aws.actions)].sort()).toEqual(Action);
  });

  test('a call of its own that is denied names the policy with --access', async () => {
    aws.refuse('ListGroups', 'AccessDeniedException', 'no');
    const { code, stderr } = await snapshot('--access');
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe("zero-trust snapshot: identitystore:ListGroups was denied: AccessDeniedException: no; 'zero-trust snapshot --access --print-policy' "
      + `shows what the command needs, in the management account or a delegated administrator's; run the same command again to continue from '${STATE}'`);
  });
});

test('--out writes the file and leaves standard output empty', async () => {
  const { code, stdout } = await snapshot('--out', 'organization.json');
  expect([code, stdout]).toEqual([0, '']);
  expect(undated(readFileSync(join(cwd, 'organization.json'), 'utf8'))).toEqual({ ...sortedFixture('saas'), TakenAt: undefined });
  expect(readdirSync(cwd)).toEqual(['organization.json']);
});

test('--region comes before AWS_REGION, and a Region without Identity Center is named', async () => {
  const { code, stdout, stderr } = await snapshot('--region', 'eu-west-1');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).not.toHaveProperty('IdentityCenter');
  expect(stderr).toContain('no organization instance of Identity Center is visible in eu-west-1, so it is left out of the snapshot: '
    + 'if its home is another Region, pass that one with --region\n');
});

test('the Region of the profile is found too', async () => {
  writeFileSync(join(cwd, 'config'), '[profile landing]\nregion = us-east-1\naws_access_key_id = test\naws_secret_access_key = test\n');
  const profile = { AWS_ENDPOINT_URL: aws.url, AWS_CONFIG_FILE: join(cwd, 'config'), AWS_PROFILE: 'landing' };
  const { stdout } = await zeroTrust(fast(), { program, cwd, env: profile });
  expect(JSON.parse(stdout).IdentityCenter.Region).toBe('us-east-1');
});

test('a denied call is one line with the action, the reason and where to find the policy; what was read is kept', async () => {
  aws.refuse('ListTagsForResource', 'AccessDeniedException', 'User: arn:aws:iam::653472772160:user/reader is not authorized to perform: organizations:ListTagsForResource.');
  const { code, stdout, stderr } = await snapshot('--out', 'organization.json');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('zero-trust snapshot: organizations:ListTagsForResource was denied: AccessDeniedException: '
    + 'User: arn:aws:iam::653472772160:user/reader is not authorized to perform: organizations:ListTagsForResource; '
    + "'zero-trust snapshot --print-policy' shows what the command needs, in the management account or a delegated administrator's; "
    + `run the same command again to continue from '${STATE}'`);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(readdirSync(cwd)).toEqual([STATE]);
});

// three refusals use up the tries of the SDK, so it is the command's own turn that succeeds.
test('throttled calls are made again until they succeed', async () => {
  aws.refuse('ListAccounts', 'TooManyRequestsException', 'AWS Organizations is busy', 3);
  const { code, stdout } = await snapshot();
  expect(code).toBe(0);
  expect(JSON.parse(stdout).Accounts).toHaveLength(12);
  expect(aws.actions.filter((action) => action === 'organizations:ListAccounts').length).toBe(7);
});

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('a run that gets %s is continued by the next one', async (signal) => {
  const first = startZeroTrust(['snapshot', '--calls-per-second', '20'], { program, cwd, env: env() });
  while (aws.actions.length < 20 && first.process.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  first.process.kill(signal);
  const { code, stdout, stderr } = await first.finished;
  expect(stdout).toBe('');
  expect(code).toBe(signal === 'SIGKILL' ? null : 130);
  expect(stderr).toMatch(signal === 'SIGKILL' ? /made\)\n$/ : new RegExp(`\nzero-trust snapshot: interrupted; run the same command again to continue from '${STATE}'\n$`));
  expect(existsSync(join(cwd, STATE))).toBe(true);

  const before = aws.actions.length;
  const second = await snapshot();
  expect(second.code).toBe(0);
  expect(second.stderr).toMatch(new RegExp(`^continuing the snapshot of .* from '${STATE}' \\(\\d+ answers kept\\)\n`));
  expect(undated(second.stdout)).toEqual({ ...sortedFixture('saas'), TakenAt: undefined });
  expect(aws.actions.slice(before)).not.toContain('organizations:ListRoots');
  expect(readdirSync(cwd)).toEqual([]);
});

test('--state names another file, and a file that is something else is refused', async () => {
  writeFileSync(join(cwd, 'notes.json'), '{}');
  const { code, stderr } = await snapshot('--state', 'notes.json');
  expect(code).toBe(1);
  expect(stderr).toBe("zero-trust snapshot: 'notes.json' is not the state of an unfinished snapshot: move it away, or pass another file with --state\n");
  expect(readFileSync(join(cwd, 'notes.json'), 'utf8')).toBe('{}');
});
