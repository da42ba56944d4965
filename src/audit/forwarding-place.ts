import type { Organization } from '../organization/organization';
import { DETECTION_BUS, DETECTION_FORWARDING_ROLE_PREFIX, MEMBER_ROLE_PATH, MEMBER_RULE_PREFIX } from '../private/naming';
import type { ForwardingPlace } from './domain/event-forwarding';

/** Where events are sent, from names that all sides share. */
export function forwardingPlace({ partition, organizationId, homeRegion }: Organization, auditAccountId: string): ForwardingPlace {
  return {
    partition, organizationId, rolePath: MEMBER_ROLE_PATH, rolePrefix: DETECTION_FORWARDING_ROLE_PREFIX, rulePrefix: MEMBER_RULE_PREFIX,
    busArn: `arn:${partition}:events:${homeRegion}:${auditAccountId}:event-bus/${DETECTION_BUS}`,
  };
}
