import { AUDIT_EVENT_SOURCE, TRAIL_FINDING } from './audit-events';
import type { Detection, DetectionFacts } from './detection';

/** What the daily verification found. The account is that of whoever put the event, so that other accounts cannot put one. */
export function trailFindings({ auditAccountId }: DetectionFacts): Detection {
  return {
    name: 'trail-findings',
    title: 'Digests or logs of an account and Region were changed, are missing or prove nothing',
    severity: 'critical',
    reason: 'the trail is what everything else is proved by, and the alarm over it says neither where nor that there is more of it',
    unseen: 'days that were not verified, which alarms are over, and findings beyond the first 50 of an account and Region, which stand in the evidence',
    runbook: 'Read the evidence that the event names, `part` for its account and Region, and follow docs/trail-integrity.md. Change nothing in the vault.',
    bus: 'default',
    accounts: 'audit',
    region: 'home',
    pattern: { 'source': [AUDIT_EVENT_SOURCE], 'detail-type': [TRAIL_FINDING], 'account': [auditAccountId] },
  };
}
