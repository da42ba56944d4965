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
    expect(stdout).toMatch(/^Usage: zero-trust COMMAND \[OPTIONS\]\n\nCommands:\n {2}snapshot {6}Write down/);
  });

  test('snapshot --help explains every option', async () => {
    const { code, stdout } = await run('snapshot', '--help');
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}--[a-z-]+/gm)?.map((option) => option.trim()))
      .toEqual(['--out', '--region', '--state', '--access', '--calls-per-second', '--print-policy', '--help', '--version']);
  });

  test('verify-trail --help explains every option and the exit codes', async () => {
    const { code, stdout } = await run('verify-trail', '--help');
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}--[a-z-]+/gm)?.map((option) => option.trim())).toEqual([
      '--bucket', '--from', '--to', '--trail', '--home-region', '--prefix', '--organization', '--account', '--region', '--profile', '--json', '--help', '--version',
    ]);
    expect(stdout).toContain('0 pass, 3 attention (something is not proven), 4 fail (something is changed or missing),');
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

const trail = (...args: string[]) => ['verify-trail', '--bucket', 'logs', ...args];
const day = (...args: string[]) => trail('--from', '2026-03-17', '--to', '2026-03-18', ...args);

describe('what cannot be meant is refused with exit code 2, before any call', () => {
  test.each([
    [['snapshoot'], "there is no command 'snapshoot'; did you mean 'snapshot'?; see 'zero-trust --help'"],
    [['frobnicate'], "there is no command 'frobnicate'; choose among 'snapshot', 'verify-trail'; see 'zero-trust --help'"],
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
    [['verify-trail'], "'--bucket' is missing: --bucket NAME; see 'zero-trust verify-trail --help'"],
    [['verify-trail', '--bucket', 'logs'], "'--from' is missing: --from TIME; see 'zero-trust verify-trail --help'"],
    [['verify-trail', '--bucket', 'logs', '--from', '2026-03-17'], "'--to' is missing: --to TIME; see 'zero-trust verify-trail --help'"],
    [['verify-trail', '--bukcet', 'logs'], "there is no option '--bukcet'; did you mean '--bucket'?; see 'zero-trust verify-trail --help'"],
    [trail('--from', '2026-03-18', '--to', '2026-03-17T23:59:59Z'),
      "'--from' is 2026-03-18T00:00:00Z, which is after '--to', 2026-03-17T23:59:59Z; see 'zero-trust verify-trail --help'"],
    [trail('--from', '2026-03-17', '--to', '2999-01-01'),
      "'--to' is 2999-01-01T00:00:00Z, which is in the future; what is not delivered yet cannot be verified; see 'zero-trust verify-trail --help'"],
    ...['yesterday', '17.03.2026', '2026-02-30', '2026-03-17T25:00:00Z', '2026-03-17T06:00:00+01:00', '2026-03-17 06:00', '1773705600'].map((from): [string[], string] => [
      trail('--from', from, '--to', '2026-03-18'),
      `'--from' is '${from}'; it must be a moment in UTC such as 2026-03-17T06:00:00Z, or a day such as 2026-03-17, which means its beginning; see 'zero-trust verify-trail --help'`,
    ]),
    [day('--account', '111111111111,1234'), "'--account' is '1234'; it must be the twelve digits of an account; see 'zero-trust verify-trail --help'"],
    [day('--region', 'Ireland'), "'--region' is 'Ireland'; it must be a Region such as 'eu-west-1'; see 'zero-trust verify-trail --help'"],
    [day('--organization', 'o-1'), "'--organization' is 'o-1'; it must be an organization id such as 'o-a1b2c3d4e5', or 'none'; see 'zero-trust verify-trail --help'"],
    [day('--trail', 'arn:aws:cloudtrail:eu-west-1:111111111111:trail/x'),
      "'--trail' is 'arn:aws:cloudtrail:eu-west-1:111111111111:trail/x'; it must be the name of a trail, not its ARN; see 'zero-trust verify-trail --help'"],
    [day('--prefix', '/logs'),
      "'--prefix' is '/logs'; it must be what stands before /AWSLogs in the keys, without a slash at its beginning; see 'zero-trust verify-trail --help'"],
    [['verify-trail', '--bucket', 's3://logs', '--from', '2026-03-17', '--to', '2026-03-18'],
      "'--bucket' is 's3://logs'; it must be the name of a bucket, without s3:// and without a path; see 'zero-trust verify-trail --help'"],
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
