import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { DetectionForwarding, Detections, MemberDetectionForwarding, SecurityPosture, SecurityPostureDelegation } from '../../src';
import { STACK_SETS } from '../../src/organization/domain/stack-sets';
import { AUDIT, MANAGEMENT, smallOrganization } from '../support/small-organization';

/** What cdk-nag finds in an app with all of it, and with what `more` adds to the stack of the audit account. */
function findings(more: (scope: Stack) => void = () => {}): string[] {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'findings-')) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const organization = smallOrganization((snapshot) => snapshot.EnabledServicePrincipals.push({ ServicePrincipal: STACK_SETS }));
  const options = { organization, auditAccount: 'audit', logArchiveAccount: 'log-archive', breakGlassRoles: ['arn:aws:iam::*:role/break-glass'] };
  const stack = (id: string, account: string, region = 'eu-west-1') => new Stack(app, id, { env: { account, region } });
  const audit = stack('Audit', AUDIT);
  new Detections(audit, 'Detections', { ...options, oktaEventBus: 'aws.partner/okta.com/small/logs' });
  new DetectionForwarding(stack('Global', MANAGEMENT, 'us-east-1'), 'Forwarding', options);
  const management = stack('Management', MANAGEMENT);
  new DetectionForwarding(management, 'Forwarding', options);
  new MemberDetectionForwarding(management, 'Members', options);
  const posture = { organization, auditAccount: 'audit', regions: ['eu-west-1', 'us-east-1'] };
  new SecurityPosture(audit, 'Posture', posture);
  new SecurityPosture(stack('AuditGlobal', AUDIT, 'us-east-1'), 'Posture', posture);
  new SecurityPostureDelegation(management, 'Delegation', posture);
  more(audit);
  const quiet = [jest.spyOn(console, 'error'), jest.spyOn(console, 'log'), jest.spyOn(console, 'warn')].map((spy) => spy.mockImplementation());
  const silenced = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    app.synth();
  } catch {
    // the report says what stopped it.
  }
  [...quiet, silenced].forEach((spy) => spy.mockRestore());
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return pluginReports.flatMap(({ violations }: any) => violations.map(({ ruleName }: any) => ruleName));
}

test('cdk-nag has nothing unexplained to say about what gathers findings', () => {
  expect(findings()).toEqual([]);
});

test('the same check does find a bucket that nobody secured', () => {
  expect(findings((scope) => new CfnBucket(scope, 'Bucket'))).toContain('AwsSolutions-S1');
});
