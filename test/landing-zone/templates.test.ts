// The one suite that switches CDK's own template validation on (1.5 s), with cdk-nag beside it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';

const EXAMPLES = resolve(__dirname, '..', '..', 'examples');
const STRICT = JSON.stringify({ '@aws-cdk/core:validateAgainstDefaultRules': true });

beforeAll(() => {
  delete process.env.CDK_VALIDATION;
  process.env.CDK_CONTEXT_JSON = STRICT;
});
afterAll(() => {
  process.env.CDK_VALIDATION = 'false';
  delete process.env.CDK_CONTEXT_JSON;
});

/** What the validators report about an app; a synth that they stop is a report too. */
function findings(app: App): string[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const silenced = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const quiet = [jest.spyOn(console, 'error'), jest.spyOn(console, 'log')].map((spy) => spy.mockImplementation());
  try {
    const { directory } = app.synth();
    return reported(directory);
  } catch {
    return reported(app.outdir);
  } finally {
    [silenced, ...quiet].forEach((spy) => spy.mockRestore());
  }
}

function reported(directory: string): string[] {
  const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  return pluginReports.flatMap(({ violations }: any) => violations.map(({ ruleName, severity }: any) => `${severity ?? ''} ${ruleName}`.trim()));
}

function example(name: string): App {
  let made: App;
  jest.isolateModules(() => { made = jest.requireActual(join(EXAMPLES, name)).app; });
  return made!;
}

test.each(['saas-twelve-accounts', 'fintech-eu', 'access-at-scale'])("CDK's own validation and cdk-nag have nothing unexplained to say about %s", (name) => {
  expect(findings(example(name))).toEqual([]);
});

test('the same checks do find a bucket that nobody secured and a template that is wrong', () => {
  const insecure = new App();
  new Bucket(new Stack(insecure, 'Insecure'), 'Bucket');
  expect(findings(insecure)).toEqual(expect.arrayContaining([expect.stringContaining('AwsSolutions-S1')]));
  const wrong = new App();
  new CfnResource(new Stack(wrong, 'Wrong'), 'Trail', { type: 'AWS::CloudTrail::Trail', properties: { IsLogging: 'perhaps' } });
  expect(findings(wrong).length).toBeGreaterThan(0);
});

const cfnLint = spawnSync('cfn-lint', ['--version']).status === 0;
if (!cfnLint) {
  console.log('cfn-lint is not installed: its check of the templates is skipped');
}

(cfnLint ? test : test.skip).each(['saas-twelve-accounts', 'fintech-eu', 'access-at-scale'])(`cfn-lint finds no error in the templates of %s${cfnLint ? '' : ' (skipped: cfn-lint is not installed)'}`, (name) => {
  const outdir = mkdtempSync(join(tmpdir(), 'cfn-lint-'));
  execFileSync(process.execPath, ['--import', require.resolve('tsx'), join(EXAMPLES, `${name}.ts`)], {
    stdio: 'pipe', env: { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: outdir, TSX_TSCONFIG_PATH: join(EXAMPLES, 'tsconfig.json') },
  });
  // exit codes of cfn-lint add up: 2 errors, 4 warnings, 8 information.
  const { status, stdout } = spawnSync('cfn-lint', ['--format', 'json', '--non-zero-exit-code', 'error', join(outdir, '*.template.json')], { encoding: 'utf8' });
  expect({ status, errors: JSON.parse(stdout || '[]').filter(({ Level }: any) => Level === 'Error') }).toEqual({ status: 0, errors: [] });
}, 180_000);
