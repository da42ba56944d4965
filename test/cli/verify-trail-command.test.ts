import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderKeys, folderObjects } from '../support/digest-chain-folder';
import { type TrailEndpoint, trailEndpoint } from '../support/trail-endpoint';
import { bundledZeroTrust, zeroTrust } from '../support/zero-trust-command';

const BUCKET = 'paygrove-org-cloudtrail-333333333333-eu-west-1';
const DAY = ['--bucket', BUCKET, '--from', '2026-03-17', '--to', '2026-03-18'];

let program: string;
let cwd: string;
let aws: TrailEndpoint;
beforeAll(() => {
  program = bundledZeroTrust();
  cwd = mkdtempSync(join(tmpdir(), 'zero-trust-verify-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));
afterEach(async () => aws.stop());

async function bucketOf(scenario: string): Promise<void> {
  const folder = join(__dirname, '..', 'fixtures', 'digest-chains', scenario);
  aws = await trailEndpoint(folderObjects(folder), folderKeys(folder));
}

const env = () => ({ AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-west-1' });
const run = async (...args: string[]) => zeroTrust(['verify-trail', ...args], { program, cwd, env: env() });

test('an intact trail passes with exit code 0', async () => {
  await bucketOf('intact');
  const { code, stdout, stderr } = await run(...DAY);
  expect(stdout.split('\n')).toEqual([
    'pass      111111111111 eu-west-1: digests 25 valid; logs 44 valid',
    'pass      111111111111 us-east-1: digests 25 valid; logs 30 valid',
    'pass      666666666666 eu-west-1: digests 25 valid; logs 39 valid',
    'pass      666666666666 us-east-1: digests 25 valid; logs 30 valid',
    "pass: 4 chains of trail 'org-trail' from 2026-03-17T00:00:00Z to 2026-03-18T00:00:00Z (4 pass); digests 100 valid; logs 143 valid",
    '',
  ]);
  expect(stderr).toMatch(/^looking for chains .*\n(\d{12} [a-z0-9-]+ \(\d+ of \d+ logs verified\)\n){4}$/);
  expect(code).toBe(0);
});

test('a changed log fails with exit code 4 and names it, and what could be wrong is still verified', async () => {
  await bucketOf('delete-marker-hides-log');
  const { code, stdout } = await run(...DAY);
  expect(code).toBe(4);
  expect(stdout).toContain(`fail      666666666666 us-east-1: digests 25 valid; logs 29 valid, 1 invalid
  log invalid (hash-mismatch): s3://${BUCKET}/AWSLogs/o-a1b2c3d4e5/666666666666/CloudTrail/us-east-1/2026/03/17/666666666666_CloudTrail_us-east-1_20260317T1701Z_11tf0w335yfceA3K.json.gz; version FhKzffALQ0Uo9CQ3yK0hGI0FKMRG_vyY has the right content
`);
  expect(stdout).toContain('  digest missing (hidden-by-delete-marker): s3://');
  expect(stdout).toContain('  not covered by any valid digest (missing-digest): 2026-03-17T07:14:31Z to 2026-03-17T08:14:31Z\n');
  expect(stdout).toContain('  log missing (hidden-by-delete-marker): s3://');
  expect(stdout).toMatch(/\nfail: 4 chains of trail 'org-trail' .* \(1 pass, 3 fail\); digests 99 valid, 1 missing; logs 138 valid, 1 invalid, 1 missing\n$/);
});

test('hours that nothing attests are attention with exit code 3', async () => {
  await bucketOf('trail-recreated');
  const { code, stdout } = await run(...DAY, '--account', '111111111111', '--region', 'eu-west-1');
  expect(code).toBe(3);
  expect(stdout).toBe(`attention 111111111111 eu-west-1: digests 24 valid; logs 45 valid
  not covered by any valid digest (chain-restart): 2026-03-17T10:40:07Z to 2026-03-17T12:53:11Z
attention: 1 chain of trail 'org-trail' from 2026-03-17T00:00:00Z to 2026-03-18T00:00:00Z (1 attention); digests 24 valid; logs 45 valid
`);
});

test('--json prints every verdict, with the keys that were used', async () => {
  await bucketOf('modified-log');
  const { code, stdout } = await run(...DAY, '--json');
  expect(code).toBe(4);
  const { chains, ...report } = JSON.parse(stdout);
  expect(report).toEqual({
    schemaVersion: 1,
    trail: { bucket: BUCKET, organizationId: 'o-a1b2c3d4e5', name: 'org-trail', homeRegion: 'eu-west-1' },
    from: '2026-03-17T00:00:00Z', to: '2026-03-18T00:00:00Z', result: 'fail',
  });
  expect(chains.map(({ accountId, region, result }: any) => [accountId, region, result])).toEqual([
    ['111111111111', 'eu-west-1', 'fail'], ['111111111111', 'us-east-1', 'pass'], ['666666666666', 'eu-west-1', 'fail'], ['666666666666', 'us-east-1', 'fail'],
  ]);
  const [{ digests, logs, counts, keysUsed }] = chains;
  const changed = logs.find(({ status }: any) => status !== 'valid');
  expect(changed).toEqual({ bucket: BUCKET, key: expect.stringContaining('_20260317T0706Z_'), digest: 7, status: 'invalid', reason: 'hash-mismatch' });
  expect(digests[changed.digest]).toEqual({
    bucket: BUCKET, key: expect.stringContaining('_20260317T071431Z.json.gz'), kind: 'standard', status: 'valid',
    from: '2026-03-17T06:14:31Z', to: '2026-03-17T07:14:31Z', fingerprint: keysUsed[0].fingerprint,
  });
  expect(counts.logReferences).toEqual({ valid: 43, invalid: 1, missing: 0, unreadable: 0 });
  expect(Buffer.from(keysUsed[0].value, 'base64').length).toBeGreaterThan(256);
});

describe('of several trails in a bucket', () => {
  test('the command asks which, and says how', async () => {
    await bucketOf('other-trail-same-bucket');
    const { code, stdout, stderr } = await run(...DAY);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe("zero-trust: several trails have digests in the range: 'org-trail' of eu-west-1, 'org-trail' of us-east-1, "
      + "'org-trail-legacy' of eu-west-1; say which with --trail and --home-region; see 'zero-trust verify-trail --help'");
  });

  test('only the one that is named is verified', async () => {
    await bucketOf('other-trail-same-bucket');
    const { code, stdout } = await run(...DAY, '--trail', 'org-trail', '--home-region', 'eu-west-1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\npass: 4 chains of trail 'org-trail' .*; digests 100 valid; logs 143 valid\n$/);
  });

  test('one outside the organization is found with --organization none', async () => {
    await bucketOf('other-trail-same-bucket');
    const { stdout } = await run(...DAY, '--organization', 'none');
    expect(stdout).toMatch(/chains? of trail 'payments-local'/);
  });

  test('a damaged one fails by itself', async () => {
    await bucketOf('other-trail-same-bucket');
    const { code, stdout } = await run(...DAY, '--trail', 'org-trail-legacy', '--account', '111111111111', '--region', 'eu-west-1');
    expect(code).toBe(4);
    expect(stdout).toContain('  digest invalid (signature-mismatch): s3://');
  });
});

describe('what is named is expected', () => {
  test('an account without a folder has gaps, in every Region that others have', async () => {
    await bucketOf('intact');
    const { code, stdout } = await run(...DAY, '--account', '111111111111,999999999999');
    expect(code).toBe(3);
    for (const region of ['eu-west-1', 'us-east-1']) {
      expect(stdout).toContain(`attention 999999999999 ${region}: digests 0 valid; logs 0 valid\n  not covered by any valid digest (no-digests): 2026-03-17T00:00:00Z to 2026-03-18T00:00:00Z\n`);
    }
  });

  test('a range without any digest is attention, not a pass', async () => {
    await bucketOf('intact');
    const { code, stdout } = await run('--bucket', BUCKET, '--from', '2026-03-14', '--to', '2026-03-14T06:00:00Z');
    expect(code).toBe(3);
    expect(stdout).toMatch(/\nattention: 4 chains of no trail that has digests from .* \(4 attention\); digests 0 valid; logs 0 valid\n$/);
  });

  test('a prefix that nothing has is said to be wrong', async () => {
    await bucketOf('intact');
    const { code, stderr } = await run(...DAY, '--prefix', 'a+b(c');
    expect(code).toBe(2);
    expect(stderr).toContain(`nothing in '${BUCKET}' looks like a trail's; are --prefix and --organization right?`);
  });
});

describe('what goes wrong on the way', () => {
  test('refusals that pass are waited for', async () => {
    await bucketOf('intact');
    aws.refuse(/^get /, 503, 'SlowDown', 4);
    aws.refuse(/^list .*CloudTrail-Digest/, 500, 'InternalError', 2);
    aws.refuse(/^keys /, 400, 'ThrottlingException', 4);
    const { code } = await run(...DAY, '--account', '111111111111', '--region', 'eu-west-1');
    expect(code).toBe(0);
  });

  test('a connection that ends in the middle of an object is no damaged object', async () => {
    await bucketOf('intact');
    aws.cutOff(/^get .*_CloudTrail_/, 3);
    aws.cutOff(/^get .*_CloudTrail-Digest_/, 1);
    const { code } = await run(...DAY, '--account', '111111111111', '--region', 'eu-west-1');
    expect(code).toBe(0);
  });

  test('logs that may not be read are attention, with the reason', async () => {
    await bucketOf('intact');
    aws.refuse(/^get .*_CloudTrail_/, 403, 'AccessDenied', 1_000);
    const { code, stdout } = await run(...DAY, '--account', '111111111111', '--region', 'eu-west-1');
    expect(code).toBe(3);
    expect(stdout).toMatch(/logs 0 valid, 44 unreadable\n( {2}log unreadable \(access-denied\): s3:\/\/.*\n){20} {2}… and 24 more; --json has them all\n/);
  });

  test('keys that cannot be had are attention, never a pass or a forgery', async () => {
    await bucketOf('intact');
    aws.refuse(/^keys /, 400, 'AccessDeniedException', 100);
    const { code, stdout } = await run(...DAY, '--account', '111111111111', '--region', 'eu-west-1');
    expect(code).toBe(3);
    expect(stdout).toContain('digests 0 valid, 25 unreadable; logs 0 valid\n  digest unreadable (keys-unavailable): s3://');
  });

  test.each([
    [403, 'AccessDenied', 's3:ListBucket on BUCKET was denied: AccessDenied: no; the caller needs s3:ListBucket on arn:aws:s3:::BUCKET and s3:GetObject on its objects, '
      + 'and kms:Decrypt if they are encrypted with a key of your own'],
    [400, 'ExpiredToken', 's3:ListBucket on BUCKET failed: ExpiredToken: no; sign in first, or pass --profile'],
    [404, 'NoSuchBucket', 's3:ListBucket on BUCKET failed: NoSuchBucket: no; check --bucket'],
  ])('%d %s on the bucket ends the run with one line', async (status, code, line) => {
    await bucketOf('intact');
    aws.refuse(/^list/, status, code, 100);
    const finished = await run(...DAY);
    expect([finished.code, finished.stdout]).toEqual([1, '']);
    expect(finished.stderr.trimEnd().split('\n').at(-1)).toBe(`zero-trust verify-trail: ${line.replaceAll('BUCKET', BUCKET)}`);
  });

  test('--profile that does not exist is one line too', async () => {
    await bucketOf('intact');
    writeFileSync(join(cwd, 'config'), '[profile audit]\nregion = eu-west-1\n');
    const { code, stderr } = await zeroTrust(['verify-trail', ...DAY, '--profile', 'nobody'], { program, cwd, env: { AWS_ENDPOINT_URL: aws.url, AWS_CONFIG_FILE: join(cwd, 'config') } });
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^zero-trust verify-trail: s3:ListBucket on .* failed: CredentialsProviderError: .*; sign in first, or pass --profile$/);
  });
});

test('it only lists and gets', async () => {
  await bucketOf('intact');
  await run(...DAY);
  expect([...new Set(aws.requests.map((words) => words.split(' ')[0]))].sort()).toEqual(['get', 'keys', 'list']);
  expect(aws.requests.filter((words) => words.startsWith('get')).length).toBe(243);
});
