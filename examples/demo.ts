// `npm run demo`: synthesizes the examples as a team would and says what came out.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const HERE = __dirname;
const OUT = resolve(HERE, '..', 'cdk.out');

interface Run {
  readonly title: string;
  readonly file: string;
  readonly context?: Record<string, string>;
}

function runs(): Run[] {
  const { values } = parseArgs({ options: { 'organization': { type: 'string' }, 'access-model': { type: 'string' } } });
  const { organization, 'access-model': model } = values;
  if (organization === '' || model === '') {
    throw new Error('--organization and --access-model each take a file');
  }
  if (organization === undefined && model === undefined) {
    return [
      { title: 'SaaS: 200 engineers, twelve accounts', file: 'saas-twelve-accounts' },
      { title: 'Fintech: two EU Regions, seven years of locked logs', file: 'fintech-eu' },
    ];
  }
  if (organization === undefined || model === undefined) {
    throw new Error(`--${organization === undefined ? 'organization' : 'access-model'} is missing: give both files, or none for the examples`);
  }
  return [{ title: `${organization} + ${model}`, file: 'from-files', context: { 'organization': given(organization), 'access-model': given(model) } }];
}

/** A path as the caller means it: npm runs scripts in the project's folder and says where it was called. */
function given(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

/** The app in a process of its own, as the CDK command line runs it. */
function synthesize({ file, context }: Run): string {
  const outdir = join(OUT, file);
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const done = spawnSync(process.execPath, ['--import', 'tsx', join(HERE, `${file}.ts`)], {
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context ?? {}), TSX_TSCONFIG_PATH: join(HERE, 'tsconfig.json') },
  });
  if (done.status !== 0) {
    // the error's own message, without the stack: the reader's input is what is wrong.
    const [, message] = /^((?:\w+)?Error: [^]*?)(?=\n {4}at |$(?![^]))/m.exec(done.stderr) ?? [];
    throw new Error(message ?? done.stderr);
  }
  return outdir;
}

function describe(outdir: string): string[] {
  const read = (path: string) => JSON.parse(readFileSync(join(outdir, path), 'utf8'));
  const report = read('access-report/report.json');
  const templates = readdirSync(outdir).filter((name) => name.endsWith('.template.json'));
  const resources = templates.reduce((sum, name) => sum + Object.keys(read(name).Resources).length, 0);
  const after: { name: string; scpAttached: number }[] = Object.values(report.policySlots.after.targets);
  const fullest = after.reduce((one, other) => (other.scpAttached > one.scpAttached ? other : one));
  const quota = report.policySlots.after.scpQuotaPerTarget;
  return [
    `accounts            ${report.accounts.length}`,
    `permission sets     ${report.permissionSets.length}`,
    `assignments         ${report.assignments.length}`,
    `stacks              ${report.stacks.length}`,
    `resources           ${resources}`,
    ...report.guardrails.map((guardrail: any) => `guardrail           ${guardrail.name}: ${guardrail.bytes} of ${guardrail.bytesAllowed} bytes, attached to ${guardrail.targets.map((target: any) => target.name).join(', ') || 'nothing yet'}`),
    `guardrail headroom  ${quota - fullest.scpAttached} of ${quota} slots left on the fullest target (${fullest.name})`,
    `warnings            ${report.warnings.length}`,
    ...report.warnings.map((warning: string) => `  ! ${warning}`),
    `templates           ${relative(process.cwd(), outdir)}/*.template.json`,
    `report              ${relative(process.cwd(), join(outdir, 'access-report', 'index.html'))} (also report.md, report.json)`,
  ];
}

try {
  for (const run of runs()) {
    const started = performance.now();
    const outdir = synthesize(run);
    const seconds = (performance.now() - started) / 1000;
    console.log(`\n${run.title}\n${describe(outdir).map((line) => `  ${line}`).join('\n')}\n  wall time           ${seconds.toFixed(1)} s`);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
