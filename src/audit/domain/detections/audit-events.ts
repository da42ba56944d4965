/** What the jobs of the audit account put on its default event bus: the source, which their roles are bound to, and the kinds. */
export const AUDIT_EVENT_SOURCE = 'zero-trust.audit';

/** One for each account and Region whose digests and logs of a day were not all found to be right. */
export const TRAIL_FINDING = 'Trail Integrity Finding';

/** One for each account and Region that begins or ends to be late. */
export const TRAIL_CHANGE = 'Trail Completeness Change';
