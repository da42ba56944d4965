import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ActivityView, IdentityDirectorySnapshots } from '../../src';
import { AUDIT, MANAGEMENT, smallOrganization } from '../support/small-organization';

beforeAll(() => {
  delete process.env.CDK_VALIDATION;
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ '@aws-cdk/core:validateAgainstDefaultRules': true });
});
afterAll(() => {
  process.env.CDK_VALIDATION = 'false';
  delete process.env.CDK_CONTEXT_JSON;
});

test("CDK's own validation and cdk-nag have nothing unexplained to say about the activity view and the snapshots of identities", () => {
  const app = new App();
  const organization = smallOrganization();
  const stack = (id: string, account: string) => new Stack(app, id, { env: { account, region: 'eu-west-1' } });
  new ActivityView(stack('Audit', AUDIT), 'View', {
    organization, logArchiveAccount: 'log-archive', identityAccount: 'management', readerPermissionSets: ['SecurityAuditor'],
  });
  new IdentityDirectorySnapshots(stack('Identity', MANAGEMENT), 'Snapshots', { organization, auditAccount: 'audit' });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const silenced = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const quiet = [jest.spyOn(console, 'error'), jest.spyOn(console, 'log')].map((spy) => spy.mockImplementation());
  try {
    app.synth();
  } catch {
    // what was found stands in the report.
  } finally {
    [silenced, ...quiet].forEach((spy) => spy.mockRestore());
  }
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  const violations = pluginReports.flatMap((report: any) => report.violations);
  expect(violations.map(({ ruleName, violatingConstructs }: any) => [ruleName, violatingConstructs[0]?.constructPath])).toEqual([]);
});
