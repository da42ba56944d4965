import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const EXAMPLES = resolve(__dirname, '..', 'examples');

/** Everything an example writes for deployment and for readers, by file name. */
function synthesized(example: string, env: Record<string, string>, cwd: string): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'determinism-'));
  try {
    execFileSync(process.execPath, ['--import', require.resolve('tsx'), join(EXAMPLES, `${example}.ts`)], {
      cwd, stdio: 'pipe', env: { PATH: process.env.PATH, CDK_VALIDATION: 'false', CDK_OUTDIR: outdir, TSX_TSCONFIG_PATH: join(EXAMPLES, 'tsconfig.json'), ...env },
    });
    const names = (readdirSync(outdir, { recursive: true }) as string[])
      .filter((name) => /\.template\.json$|\.assets\.json$|access-report\/(aws-config\/.+|[^/]+\.\w+$)|asset\..+\/index\.js$/.test(name));
    return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(outdir, name), 'utf8')]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

test.each(['saas-twelve-accounts', 'fintech-eu', 'access-at-scale'])('%s is the same in another time zone, home, folder and locale', (example) => {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  const one = synthesized(example, { TZ: 'UTC', HOME: home, LANG: 'C' }, EXAMPLES);
  const other = synthesized(example, { TZ: 'Pacific/Kiritimati', HOME: tmpdir(), LANG: 'tr_TR.UTF-8', AWS_REGION: 'ap-south-1', AWS_PROFILE: 'nobody', USER: 'other' }, tmpdir());
  rmSync(home, { recursive: true, force: true });
  expect(Object.keys(one).length).toBeGreaterThan(8);
  expect(other).toEqual(one);
}, 120_000);
