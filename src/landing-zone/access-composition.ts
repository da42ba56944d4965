import { alarmActionsIn } from './domain/alarm-actions';
import type { LandingZonePlace } from './landing-zone-place';
import type { LandingZoneProps } from './landing-zone-props';
import { SessionDenial } from '../containment/session-denial';
import { SessionDenialPolicies } from '../containment/session-denial-policies';
import { BreakGlass } from '../elevation/break-glass';
import { ElevationLeases } from '../elevation/elevation-leases';
import type { ElevationPolicy } from '../elevation/elevation-policy';
import { JitElevation } from '../elevation/jit-elevation';
import type { JitElevationProps } from '../elevation/jit-elevation-props';
import { ManagementAccess } from '../elevation/management-access';
import { AccessAttributes } from '../identity/access-attributes';
import { CustomerManagedPolicy } from '../identity/customer-managed-policy';
import { PermissionSetCatalog } from '../identity/permission-set-catalog';
import { selectAccounts } from '../organization/domain/account-selection';
import { compare } from '../organization/domain/order';
import type { Refusals } from '../private/errors';

export interface AccessPlace extends LandingZonePlace {
  readonly asOf: string;
  /** What alarms in the account of Identity Center tell in any case: the topic of detections, when it stands in that account. */
  readonly topicArns: readonly string[];
}

/** Who holds what, for how long, and what ends it; each missing when it was refused or not asked for. */
export interface AccessParts {
  readonly catalog?: PermissionSetCatalog;
  readonly accessAttributes?: AccessAttributes;
  readonly sessionDenialPolicies?: SessionDenialPolicies;
  readonly sessionDenial?: SessionDenial;
  readonly elevation?: JitElevation;
  readonly managementAccess?: ManagementAccess;
  readonly breakGlass?: BreakGlass;
}

/** Makes what gives access and takes it away, each part tried by itself, so that one error names what is wrong with all of them. */
export function makeAccess(props: LandingZoneProps, place: AccessPlace, refusals: Refusals): AccessParts {
  const { organization, accessAttributes: attributes, breakGlass } = props;
  const { managementStack, identityStack } = place;
  const leases = isLending(props) ? new ElevationLeases(identityStack, 'ElevationLeases') : undefined;
  const denying = makeSessionDenial(props, place, refusals);
  const policies = denying.sessionDenialPolicies;
  const catalog = refusals.attempt(() => new PermissionSetCatalog(identityStack, 'Catalog', {
    organization, permissionSets: props.permissionSets, access: props.access, managementScope: managementStack, asOf: place.asOf,
    assignments: props.assignments, drift: { ...(leases ? { ledgerTable: leases.table } : {}), ...props.accessDrift },
    lentInManagement: lentInManagement(props),
    managementPolicies: policies && [CustomerManagedPolicy.existing(policies.managementPolicyName, policies.managementPolicyPath)],
  }));
  if (policies) {
    catalog?._managementSetsAfter(policies);
  }
  return {
    ...denying,
    catalog,
    accessAttributes: attributes && refusals.attempt(() => new AccessAttributes(identityStack, 'AccessAttributes', { organization, attributes })),
    breakGlass: breakGlass && refusals.attempt(() => new BreakGlass(managementStack, 'BreakGlass', {
      // detections watch every Region, and this alarm one.
      organization, alarmOnUse: false, alarmActions: alarmActionsIn(managementStack.region, props.managementAlarmActions), ...breakGlass,
    })),
    ...(leases && catalog && denying.sessionDenial
      ? makeElevation(props, place, { leases, catalog, sessionDenial: denying.sessionDenial }, refusals) : {}),
  };
}

/** Without policies that deny, and what writes them, nothing that is lent could be ended: it is always made. */
function makeSessionDenial(props: LandingZoneProps, { roles, managementStack, identityStack, topicArns }: AccessPlace, refusals: Refusals) {
  const { organization, sessionDenial: { policies, alarmActions = [] } = {} } = props;
  return {
    sessionDenialPolicies: refusals.attempt(() => new SessionDenialPolicies(managementStack, 'SessionDenialPolicies', {
      organization, identityAccount: roles.identity.id, policies,
    })),
    sessionDenial: refusals.attempt(() => new SessionDenial(identityStack, 'SessionDenial', {
      organization, policies, alarmActions: [...topicArns, ...alarmActions],
    })),
  };
}

function makeElevation(
  props: LandingZoneProps, { roles, managementStack, identityStack, topicArns }: AccessPlace,
  parts: Pick<JitElevationProps, 'leases' | 'catalog' | 'sessionDenial'>, refusals: Refusals,
): Pick<AccessParts, 'elevation' | 'managementAccess'> {
  const { organization, elevation: policies = [], elevationOptions = {} } = props;
  const { managementPermissionSetArns: twinArns } = parts.catalog;
  const twins = roles.identity.management ? [] : lentInManagement(props).filter((name) => Object.hasOwn(twinArns, name));
  return {
    managementAccess: twins.length === 0 ? undefined : refusals.attempt(() => new ManagementAccess(managementStack, 'ManagementAccess', {
      organization, identityAccount: roles.identity.id,
      permissionSetArns: Object.fromEntries(twins.map((name) => [parts.catalog._managementName(name)!, twinArns[name]])),
    })),
    elevation: refusals.attempt(() => new JitElevation(identityStack, 'Elevation', {
      organization, policies, ...parts, logArchiveAccount: roles.logArchive.id, ...elevationOptions,
      alarmActions: [...topicArns, ...elevationOptions.alarmActions ?? []],
    })),
  };
}

/** Names of sets that are lent in the management account; what is wrong with a selection is told by elevation itself. */
function lentInManagement({ organization, elevation = [] }: LandingZoneProps): string[] {
  const reaches = ({ accounts }: ElevationPolicy) => {
    const selected = selectAccounts(accounts._selection(), organization._directory());
    return selected.kind === 'selected' && selected.accounts.some(({ management }) => management);
  };
  return [...new Set(elevation.filter(reaches).map(({ permissionSet }) => permissionSet))].sort(compare);
}

function isLending({ elevation = [], elevationOptions }: LandingZoneProps): boolean {
  return elevation.length > 0 || elevationOptions !== undefined;
}
