// The app that elevation.test.ts deploys: all that elevation is made of, in the management account and in the one that administers Identity Center.
import { readFileSync } from 'node:fs';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  Accounts, CustomerManagedPolicy, ElevationAuthorization, ElevationLeases, JitElevation, ManagementAccess, Organization, OrganizationFeatures,
  PermissionSet, PermissionSetCatalog, SessionDenial, SessionDenialPolicies,
} from '../../src';

const { approvals }: { approvals: number } = JSON.parse(readFileSync('input.json', 'utf8'));
const organization = Organization.fromSnapshot('organization.json');
const app = new App();
const stackIn = (id: string, account: string) => new Stack(app, id, { env: { account, region: 'us-east-1' } });
const management = stackIn('Management', organization.managementAccount.accountId);
const identity = stackIn('Identity', organization.account('audit').accountId);
identity.addStackDependency(management);

new OrganizationFeatures(management, 'Features', {
  organization, policyTypes: ['SERVICE_CONTROL_POLICY'], trustedServices: [],
  delegatedAdministrators: [{ servicePrincipal: 'sso.amazonaws.com', account: 'audit' }],
});
const denials = new SessionDenialPolicies(management, 'Denials', { organization, identityAccount: 'audit', policies: 1 });
const leases = new ElevationLeases(identity, 'Leases');
const catalog = new PermissionSetCatalog(identity, 'Catalog', {
  organization, access: [], managementScope: management, drift: { ledgerTable: leases.table },
  permissionSets: [PermissionSet.administrator({ sessionDuration: Duration.hours(1) })],
  lentInManagement: ['Administrator'], managementPolicies: [CustomerManagedPolicy.existing(denials.managementPolicyName, denials.managementPolicyPath)],
});
catalog._managementSetsAfter(denials);
new ManagementAccess(management, 'Access', {
  organization, identityAccount: 'audit', permissionSetArns: { 'Administrator-mgmt': catalog.managementPermissionSetArns.Administrator },
});
const elevation = new JitElevation(identity, 'Elevation', {
  organization, catalog, leases, sessionDenial: new SessionDenial(identity, 'SessionDenial', { organization, policies: 1 }),
  policies: [{ permissionSet: 'Administrator', accounts: Accounts.all(), requesters: ['operators'], approvers: ['approvers'], approvals, allowOverlap: true }],
  authorization: ElevationAuthorization.jwt({
    // whom the emulated synchronization of people says it got them from.
    issuer: 'https://login.deployed.example', audience: ['elevation'], externalIdIssuer: 'https://scim.example.com/external',
  }),
});
const outputs = { Url: elevation.url, End: elevation.endFunctionName, Table: elevation.table.ref, Machine: elevation.stateMachineArn };
for (const [name, value] of Object.entries(outputs)) {
  new CfnOutput(identity, name, { value });
}
