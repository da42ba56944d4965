import type { Detection } from './detection';

/** On the event bus of Okta's own log stream: https://developer.okta.com/docs/reference/api/event-types/ */
export const oktaStreamOff: Detection = {
  name: 'okta-stream-off',
  title: "Okta's log stream was switched off, changed or deleted",
  severity: 'critical',
  reason: 'Okta switches a stream off by itself after two failed deliveries, and nothing arrives until somebody switches it on again',
  unseen: 'a stream that went silent without saying so, this event perhaps included: only an alarm over events that do not come sees that',
  runbook: 'Switch the stream on again in the admin console of Okta, and fetch what was lost from the System Log API within its 90 days.',
  bus: 'okta',
  accounts: 'audit',
  region: 'home',
  pattern: {
    source: [{ prefix: 'aws.partner/okta.com/' }],
    detail: {
      eventType: ['system.log_stream.lifecycle.deactivate', 'system.log_stream.lifecycle.delete', 'system.log_stream.lifecycle.update'],
      outcome: { result: ['SUCCESS'] },
    },
  },
};
