import type { IConstruct } from 'constructs';
import { all } from './construct-tree';
import { type AccountName, machinePart, machinesOf, runningPart } from './part';
import { AccessDrift } from '../../identity/access-drift';
import { CatalogSide } from '../../identity/catalog-side';
import { OrganizationEventForwarding } from '../../identity/organization-event-forwarding';
import type { CatalogPart, LandingZoneParts } from '../domain/landing-zone-parts';

/** Permission sets and assignments, what makes them, and what compares them with the model. */
export function accessParts(constructs: readonly IConstruct[], accountName: AccountName): Pick<LandingZoneParts, 'catalogs' | 'drifts' | 'accountEvents'> {
  return {
    catalogs: all(constructs, CatalogSide).map((side) => catalogPart(side, accountName)),
    drifts: all(constructs, AccessDrift).map((drift) => machinePart(drift, accountName)),
    accountEvents: all(constructs, OrganizationEventForwarding).map((one) => runningPart(one, ['AWS::Events::Rule'], accountName)),
  };
}

/** The drift below it is a part of its own. */
function catalogPart(side: CatalogSide, accountName: AccountName): CatalogPart {
  const { native, reconciled } = side.access;
  return {
    ...runningPart(side, ['AWS::SSO::PermissionSet', 'AWS::CloudFormation::Stack', 'Custom::AccessReconciliation'], accountName, reconciled?.alarms ?? []),
    sets: side.sets.length,
    assignments: native?.made.length,
    machines: reconciled ? machinesOf(reconciled) : [],
  };
}
