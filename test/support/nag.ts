import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** What cdk-nag and CDK's own validation report about an app: each rule with its construct. An app that was synthesized already gets no report. */
export function nagFindings(app: App): string[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  delete process.env.CDK_VALIDATION;
  const quiet = [
    jest.spyOn(process.stderr, 'write').mockReturnValue(true), ...(['error', 'log', 'warn'] as const).map((name) => jest.spyOn(console, name).mockImplementation()),
  ];
  try {
    app.synth();
  } catch {
    // what was found stands in the report.
  } finally {
    quiet.forEach((spy) => spy.mockRestore());
    process.env.CDK_VALIDATION = 'false';
  }
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return pluginReports.flatMap(({ violations }: any) => violations)
    .flatMap(({ ruleName, violatingConstructs }: any) => violatingConstructs.map(({ constructPath }: any) => `${ruleName} ${constructPath}`));
}
