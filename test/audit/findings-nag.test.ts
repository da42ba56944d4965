import { App, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { DetectionForwarding, Detections, MemberDetectionForwarding, SecurityPosture, SecurityPostureDelegation } from '../../src';
import { STACK_SETS } from '../../src/organization/domain/stack-sets';
import { nagFindings } from '../support/nag';
import { AUDIT, MANAGEMENT, smallOrganization } from '../support/small-organization';

/** What cdk-nag finds in an app with all of it, and with what `more` adds to the stack of the audit account. */
function findings(more: (scope: Stack) => void = () => {}): string[] {
  const app = new App();
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
  return nagFindings(app);
}

test('cdk-nag has nothing unexplained to say about what gathers findings', () => {
  expect(findings()).toEqual([]);
});

test('the same check does find a bucket that nobody secured', () => {
  expect(findings((scope) => new CfnBucket(scope, 'Bucket'))).toContainEqual(expect.stringContaining('AwsSolutions-S1'));
});
