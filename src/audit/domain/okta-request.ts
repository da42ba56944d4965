import { HOUR_MS } from './okta-event';

const LOGS_PATH = '/api/v1/logs';
const PAGE = 1_000;
/** Whether a bound itself is in is not promised: ask for a second more on both sides, and file by the event's own time. */
const MARGIN_MS = 1_000;

/** The first page of an hour. */
export function firstPage(orgUrl: string, hourMs: number): string {
  const query = new URLSearchParams({
    since: new Date(hourMs - MARGIN_MS).toISOString(), until: new Date(hourMs + HOUR_MS + MARGIN_MS).toISOString(), sortOrder: 'ASCENDING', limit: String(PAGE),
  });
  return `${orgUrl}${LOGS_PATH}?${query.toString()}`;
}

export type NextPage = { readonly kind: 'last' } | { readonly kind: 'next'; readonly url: string } | { readonly kind: 'foreign' };

/** The next page by the Link headers. The token goes to no other host, whatever they say. */
export function nextPage(orgUrl: string, links: string | undefined): NextPage {
  const next = [...(links ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^,;]+)*)/g)].find(([, , parameters]) => /;\s*rel="?next"?\s*(;|$)/i.test(parameters));
  if (!next) {
    return { kind: 'last' };
  }
  try {
    const { origin, pathname, username, password, href } = new URL(next[1]);
    return origin === orgUrl && pathname === LOGS_PATH && username === '' && password === '' ? { kind: 'next', url: href } : { kind: 'foreign' };
  } catch {
    return { kind: 'foreign' };
  }
}
