import type { Stack } from 'aws-cdk-lib';
import { alarmActionsIn } from './domain/alarm-actions';
import type { LandingZonePlace } from './landing-zone-place';
import type { LandingZoneProps } from './landing-zone-props';
import { OrganizationEventForwarding } from '../identity/organization-event-forwarding';

/** Has the activity view told of accounts that come or move, and the reconciler where there is one; in the Region of the management account where CloudTrail tells of them. */
export function forwardAccountEvents(props: LandingZoneProps, { roles }: LandingZonePlace, globalStack: Stack): OrganizationEventForwarding {
  return new OrganizationEventForwarding(globalStack, 'AccountEvents', {
    organization: props.organization,
    identityAccount: props.assignments?._choice().kind === 'reconciled' ? roles.identity.id : undefined,
    auditAccount: roles.audit.id,
    alarmActions: alarmActionsIn(globalStack.region, props.managementAlarmActions),
  });
}
