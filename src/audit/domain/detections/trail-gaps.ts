import { AUDIT_EVENT_SOURCE, TRAIL_CHANGE } from './audit-events';
import type { Detection, DetectionFacts } from './detection';

/** What the hourly look found: each account and Region by itself, also while the alarm over all of them is on. */
export function trailGaps({ auditAccountId }: DetectionFacts): Detection {
  return {
    name: 'trail-gaps',
    title: 'The trail of an account and Region fell silent',
    severity: 'high',
    reason: 'what is not recorded cannot be proved, and the alarm is one for all accounts and Regions: it is on already when a second one falls silent',
    unseen: 'the end of a gap, which stands in the evidence; accounts and Regions that could not be looked at, which an alarm is over; Regions without a first digest',
    runbook: 'The event names account, Region and since when. Was the trail stopped, the Region switched off, or did the account leave? Nobody can get back what was not recorded.',
    bus: 'default',
    accounts: 'audit',
    region: 'home',
    pattern: { 'source': [AUDIT_EVENT_SOURCE], 'detail-type': [TRAIL_CHANGE], 'account': [auditAccountId], 'detail': { change: ['late'] } },
  };
}
