import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledZeroTrust, zeroTrust } from '../support/zero-trust-command';

let cwd: string;
let program: string;
beforeAll(() => {
  program = bundledZeroTrust();
  cwd = mkdtempSync(join(tmpdir(), 'zero-trust-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const run = async (...args: string[]) => zeroTrust(args, { program, cwd });

describe('help and version', () => {
  test('--help lists the commands', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: zero-trust COMMAND \[OPTIONS\]\n\nCommands:\n {2}snapshot {2}Write down/);
  });

  test('snapshot --help explains every option', async () => {
    const { code, stdout } = await run('snapshot', '--help');
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}--[a-z-]+/gm)?.map((option) => option.trim()))
      .toEqual(['--out', '--region', '--state', '--access', '--calls-per-second', '--print-policy', '--help', '--version']);
  });

  test('--version is the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
    expect(await run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('nothing at all is answered with the help, as an error', async () => {
    const { code, stdout, stderr } = await run();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: zero-trust COMMAND/);
  });
});

test('--print-policy prints the read-only policy without any call or credentials', async () => {
  const { code, stdout, stderr } = await run('snapshot', '--print-policy');
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual({
    Version: '2012-10-17',
    Statement: [{
      Sid: 'ZeroTrustSnapshot',
      Effect: 'Allow',
      Action: [
        'organizations:DescribeOrganization',
        'organizations:DescribePolicy',
        'organizations:ListAWSServiceAccessForOrganization',
        'organizations:ListAccounts',
        'organizations:ListAccountsForParent',
        'organizations:ListDelegatedAdministrators',
        'organizations:ListDelegatedServicesForAccount',
        'organizations:ListOrganizationalUnitsForParent',
        'organizations:ListPolicies',
        'organizations:ListRoots',
        'organizations:ListTagsForResource',
        'organizations:ListTargetsForPolicy',
        'sso:ListInstances',
      ],
      Resource: '*',
    }],
  });
});

test('--print-policy adds what --access needs only when that is given too', async () => {
  const actions = async (...args: string[]) => JSON.parse((await run('snapshot', '--print-policy', ...args)).stdout).Statement[0].Action as string[];
  const without = await actions();
  expect((await actions('--access')).filter((action) => !without.includes(action))).toEqual([
    'identitystore:ListGroups',
    'sso:DescribePermissionSet',
    'sso:ListAccountAssignments',
    'sso:ListAccountsForProvisionedPermissionSet',
    'sso:ListPermissionSets',
    'sso:ListTagsForResource',
  ]);
});

describe('what cannot be meant is refused with exit code 2, before any call', () => {
  test.each([
    [['snapshoot'], "there is no command 'snapshoot'; did you mean 'snapshot'?; see 'zero-trust --help'"],
    [['frobnicate'], "there is no command 'frobnicate'; choose among 'snapshot'; see 'zero-trust --help'"],
    [['snapshot', '--regoin', 'eu-west-1'], "there is no option '--regoin'; did you mean '--region'?; see 'zero-trust snapshot --help'"],
    [['snapshot', '--out'], "'--out' needs a value: --out FILE; see 'zero-trust snapshot --help'"],
    [['snapshot', '--out', '--state', 'x'], "'--out' needs a value: --out FILE; see 'zero-trust snapshot --help'"],
    [['snapshot', '--access', 'yes'], "'yes' is not an option; options begin with '--'; see 'zero-trust snapshot --help'"],
    [['snapshot', '--print-policy=yes'], "'--print-policy' takes no value, but got 'yes'; see 'zero-trust snapshot --help'"],
    [['snapshot', 'organization.json'], "'organization.json' is not an option; options begin with '--'; see 'zero-trust snapshot --help'"],
    [['snapshot', '--region', 'Ireland'], "'--region' is 'Ireland'; it must be a Region such as 'eu-west-1'; see 'zero-trust snapshot --help'"],
    [['snapshot', '--calls-per-second', '0'], "'--calls-per-second' is '0'; it must be a number above 0, at most 100; see 'zero-trust snapshot --help'"],
    [['snapshot', '--calls-per-second', '101'], "'--calls-per-second' is '101'; it must be a number above 0, at most 100; see 'zero-trust snapshot --help'"],
    [['snapshot', '--out', 'no/such/folder.json'],
      "'--out' is 'no/such/folder.json', but nothing can be written in the folder 'no/such'; see 'zero-trust snapshot --help'"],
    [['snapshot', '--out', '.'], "'--out' is '.', which is a folder; it must be a file; see 'zero-trust snapshot --help'"],
    [['snapshot', '--out', 'x', '--state', 'x'], "'--out' and '--state' are both 'x'; they must be two files; see 'zero-trust snapshot --help'"],
    [['--verison'], "there is no option '--verison'; did you mean '--version'?; see 'zero-trust --help'"],
  ])('zero-trust %j', async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr: `zero-trust: ${message}\n` });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

test('without credentials it says so in one line', async () => {
  const { code, stdout, stderr } = await run('snapshot');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^zero-trust snapshot: organizations:DescribeOrganization failed: CredentialsProviderError: [^\n]+; sign in first, or set AWS_PROFILE\n$/);
});
