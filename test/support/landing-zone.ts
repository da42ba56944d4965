import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { smallOrganization } from './small-organization';
import { Accounts, LandingZone, type LandingZoneProps, PermissionSet, Rollout, Stage } from '../../src';

/** A whole small landing zone with one thing changed. */
export function landingZone(change: Partial<LandingZoneProps> = {}, scope: Construct = new App()) {
  const zone = new LandingZone(scope, 'Zone', {
    organization: smallOrganization(),
    logArchiveAccount: 'log-archive',
    auditAccount: 'audit',
    allowedRegions: ['eu-west-1'],
    rollout: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]),
    permissionSets: [PermissionSet.readOnly()],
    access: [{ group: 'readers', permissionSet: 'ReadOnly', accounts: Accounts.all() }],
    asOf: '2026-11-01',
    ...change,
  });
  return { app: zone.node.root as App, zone, template: (stack: Stack) => Template.fromStack(stack) };
}
