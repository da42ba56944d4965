import { alarmActionsIn } from './domain/alarm-actions';
import type { LandingZonePlace } from './landing-zone-place';
import type { LandingZoneProps } from './landing-zone-props';
import { OrganizationEventForwarding } from '../identity/organization-event-forwarding';
import { globalServicesRegion } from '../organization/domain/global-region';

/** Has the reconciler told of accounts that come or move. CloudTrail tells of them in one Region of the management account only. */
export function forwardAccountEvents(props: LandingZoneProps, place: LandingZonePlace): OrganizationEventForwarding | undefined {
  const { organization } = props;
  const { roles: { identity }, managementStack, makeStack } = place;
  const region = globalServicesRegion(organization.partition);
  const already = identity.management && organization.homeRegion === region;
  if (props.assignments?._choice().kind !== 'reconciled' || already) {
    return undefined;
  }
  const stack = organization.homeRegion === region ? managementStack
    : makeStack('ManagementGlobal', { account: organization.managementAccount.accountId, region, holds: 'forwarding of events about accounts' });
  return new OrganizationEventForwarding(stack, 'AccountEvents', {
    organization, identityAccount: identity.id, alarmActions: alarmActionsIn(region, props.managementAlarmActions),
  });
}
