import type { EventPattern } from './detection';

/** CloudTrail writes an error code into each event of a call that failed, and only there. */
export const SUCCEEDED: EventPattern = { errorCode: [{ exists: false }] };

/** Calls that CloudTrail tells EventBridge about, of some accounts where that matters. Calls that only read are not told. */
export function apiCalls(eventSources: readonly string[], eventNames: readonly string[], { accountIds, detail = {} }: {
  readonly accountIds?: readonly string[];
  readonly detail?: EventPattern;
} = {}): EventPattern {
  return {
    'detail-type': ['AWS API Call via CloudTrail'],
    ...(accountIds ? { account: accountIds } : {}),
    'detail': { eventSource: eventSources, eventName: eventNames, ...detail },
  };
}

/** Made by nobody whose role has one of these ARNs: by another role, or by somebody who has none, such as a user or root. */
export function byOthersThan(roles: readonly string[]): EventPattern {
  const issuer = (arn: readonly unknown[]): EventPattern => ({ sessionContext: { sessionIssuer: { arn } } });
  return roles.length === 0 ? {} : {
    userIdentity: { $or: [issuer([{ 'anything-but': { wildcard: roles } }]), issuer([{ exists: false }])] },
  };
}
