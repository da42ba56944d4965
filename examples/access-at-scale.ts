// Access for hundreds of accounts: assignments by a state machine, policies made in every account, leftovers removed, and proof of a second factor watched.
import { join } from 'node:path';
import { App, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Accounts, AssignmentEngine, CustomerManagedPolicy, LandingZone, MfaEvidence, Organization, PermissionSet, Rollout, Stage, UndeclaredAssignments,
} from 'cdk-zero-trust-landing-zone';

export const app = new App();

// deployed to every account before the set that names it, and protected there.
const queryWarehouse = CustomerManagedPolicy.deployed({
  name: 'query-warehouse',
  statements: [new PolicyStatement({ actions: ['redshift-data:ExecuteStatement', 'redshift-data:GetStatementResult'], resources: ['*'] })],
});

new LandingZone(app, 'Scale', {
  organization: Organization.fromSnapshot(join(__dirname, 'fintech', 'organization.json')),
  logArchiveAccount: 'log-archive',
  auditAccount: 'audit',
  allowedRegions: ['eu-west-1', 'eu-west-3'],
  identityProvider: 'Okta',
  rollout: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'nothing runs here that matters' }) }]),
  permissionSets: [
    PermissionSet.developer(),
    PermissionSet.securityAuditor(),
    PermissionSet.custom({ name: 'Warehouse', description: 'Queries the warehouse', customerManagedPolicies: [queryWarehouse] }),
  ],
  access: [
    { group: 'aws-developers', permissionSet: 'Developer', accounts: Accounts.under('Workloads/NonProd', 'Sandbox') },
    { group: 'aws-data-bi', permissionSet: 'Warehouse', accounts: Accounts.named('data') },
    { group: 'aws-auditors', permissionSet: 'SecurityAuditor', accounts: Accounts.all().except('fin-management') },
  ],
  // an account that comes or moves gets what the rules give it, without a deployment.
  assignments: AssignmentEngine.reconciled({ maxRemovals: 200 }),
  accessDrift: { every: Duration.hours(6), undeclared: UndeclaredAssignments.remove({ atMost: 5, protectedSets: ['SecurityAuditor'] }) },
  // session tags for conditions such as aws:PrincipalTag/department.
  accessAttributes: [{ key: 'department', source: '${path:enterprise.department}' }],
  // watched until every session carries the tag, then `MfaEvidence.enforce`.
  mfaEvidence: MfaEvidence.report(),
  breakGlassRoles: ['arn:aws:iam::*:role/break-glass'],
  // the day of the snapshot; leave it out in your own app.
  asOf: '2026-11-01',
});
