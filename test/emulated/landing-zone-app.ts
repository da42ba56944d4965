// The app that deployment.test.ts deploys: a landing zone of the organization it finds in the working directory.
import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Accounts, LandingZone, Organization, PermissionSet, Rollout, Stage } from 'cdk-zero-trust-landing-zone';

const rules: { group: string; permissionSet: string; accounts: string[] }[] = JSON.parse(readFileSync('rules.json', 'utf8'));

const zone = new LandingZone(new App(), 'Zone', {
  organization: Organization.fromSnapshot('organization.json'),
  logArchiveAccount: 'log-archive',
  auditAccount: 'audit',
  allowedRegions: ['us-east-1', 'eu-west-1'],
  rollout: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'emulated' }) }]),
  permissionSets: [PermissionSet.readOnly(), PermissionSet.developer()],
  access: rules.map(({ accounts, ...rule }) => ({ ...rule, accounts: Accounts.named(...accounts) })),
});

// the emulated organization does not know the trusted access of StackSets; the test answers for it.
zone.organizationFeatures.node.findAll().filter((one): one is CfnFunction => one instanceof CfnFunction)
  .forEach((one) => one.addPropertyOverride('Environment.Variables.AWS_ENDPOINT_URL_CLOUDFORMATION', readFileSync('stack-sets-access.txt', 'utf8')));
