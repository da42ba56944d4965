import type { Organization } from '../organization/organization';
import { DETECTION_BUS, DETECTION_FORWARDING_ROLE_PREFIX, ROLE_PATH } from '../private/naming';
import type { ForwardingPlace } from './domain/event-forwarding';

/** Where events are sent, from names that all sides share. */
export function forwardingPlace({ partition, organizationId, homeRegion }: Organization, auditAccountId: string): ForwardingPlace {
  return {
    partition, organizationId, rolePath: ROLE_PATH, rolePrefix: DETECTION_FORWARDING_ROLE_PREFIX,
    busArn: `arn:${partition}:events:${homeRegion}:${auditAccountId}:event-bus/${DETECTION_BUS}`,
  };
}
