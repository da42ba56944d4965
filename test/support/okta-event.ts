/** An event as Okta writes it, with what a test needs of it. */
export function oktaEvent(index: number, publishedMs: number, eventType = 'user.session.start') {
  return {
    actor: { id: '00u1', type: 'User', alternateId: 'ada@small.example', displayName: 'Ada' },
    eventType, outcome: { result: 'SUCCESS', reason: null }, published: new Date(publishedMs).toISOString(), severity: 'INFO', target: null,
    uuid: uuidOf(index), version: '0',
  };
}

export function uuidOf(index: number): string {
  return `${index.toString(16).padStart(8, '0')}-aaaa-11f0-bbbb-0123456789ab`;
}

/** The event as EventBridge hands it to a queue. */
export function asDelivered(detail: unknown): string {
  return JSON.stringify({
    'version': '0', 'id': 'c0ffee00-0000-0000-0000-000000000000', 'detail-type': 'SystemLog', 'source': 'aws.partner/okta.com/small/audit', 'account': '000000000002',
    'time': '2026-11-01T00:00:00Z', 'region': 'eu-west-1', 'resources': [], 'detail': detail,
  });
}
