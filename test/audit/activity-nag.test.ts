import { App, Stack } from 'aws-cdk-lib';
import { ActivityView, IdentityDirectorySnapshots } from '../../src';
import { nagFindings } from '../support/nag';
import { AUDIT, MANAGEMENT, smallOrganization } from '../support/small-organization';

test("CDK's own validation and cdk-nag have nothing unexplained to say about the activity view and the snapshots of identities", () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  const organization = smallOrganization();
  const stack = (id: string, account: string) => new Stack(app, id, { env: { account, region: 'eu-west-1' } });
  new ActivityView(stack('Audit', AUDIT), 'View', {
    organization, logArchiveAccount: 'log-archive', identityAccount: 'management', readerPermissionSets: ['SecurityAuditor'],
  });
  new IdentityDirectorySnapshots(stack('Identity', MANAGEMENT), 'Snapshots', { organization, auditAccount: 'audit' });
  expect(nagFindings(app)).toEqual([]);
});
