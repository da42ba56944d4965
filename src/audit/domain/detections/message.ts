import type { Detection } from './detection';

/** What is published: what happened and what to do, with the whole event. The last name is one that EventBridge fills. */
export function detectionMessage({ name, title, severity, reason, runbook }: Detection): string {
  const words = Object.entries({ detection: name, severity, title, reason, runbook }).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${words.join(',')},"event":<aws.events.event.json>}`;
}
