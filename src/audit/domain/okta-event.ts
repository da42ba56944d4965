/** One event of the System Log, as far as it must be understood to be kept. */
export interface OktaEvent {
  /** In lower case: two spellings of one uuid are one event. */
  readonly uuid: string;
  /** When it happened, by Okta's clock. */
  readonly publishedMs: number;
  readonly eventType: string;
  /** The whole event as one line of JSON. */
  readonly line: string;
}

export type OktaReading = { readonly kind: 'event'; readonly event: OktaEvent } | { readonly kind: 'unreadable'; readonly reason: 'not-an-object' | 'uuid' | 'published' };

export const HOUR_MS = 3_600_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** ISO 8601 in UTC, to the second or finer; anything else would be filed by guess. */
const PUBLISHED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/** What the stream delivers as `detail` and the System Log API as an item of its list. */
export function readOktaEvent(value: unknown): OktaReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'unreadable', reason: 'not-an-object' };
  }
  const { uuid, published, eventType } = value as Record<string, unknown>;
  if (typeof uuid !== 'string' || !UUID.test(uuid)) {
    return { kind: 'unreadable', reason: 'uuid' };
  }
  const publishedMs = typeof published === 'string' && PUBLISHED.test(published) ? Date.parse(published) : NaN;
  if (Number.isNaN(publishedMs)) {
    return { kind: 'unreadable', reason: 'published' };
  }
  return { kind: 'event', event: { uuid: uuid.toLowerCase(), publishedMs, eventType: typeof eventType === 'string' ? eventType : '', line: JSON.stringify(value) } };
}

/** What says that a stream is off: Okta after two failed deliveries, or an administrator. */
const STREAM_OFF = ['system.log_stream.lifecycle.deactivate', 'system.log_stream.lifecycle.delete'];

/** Of any stream of the org: the event tells streams apart only by names that nobody here knows. */
export function endsStream({ eventType }: OktaEvent): boolean {
  return STREAM_OFF.includes(eventType);
}

/** The beginning of the hour in which something happened. */
export function hourOf(ms: number): number {
  return Math.floor(ms / HOUR_MS) * HOUR_MS;
}

/** Where the events of an hour stand, in the way that Athena's partition projection reads. */
export function hourFolder(prefix: string, hourMs: number): string {
  const [, year, month, day, hour] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2})/.exec(new Date(hourMs).toISOString())!;
  return `${prefix}year=${year}/month=${month}/day=${day}/hour=${hour}/`;
}

const SUFFIX = '.json.gz';

/** The one place of an event, whichever way it came: it follows from the event alone. */
export function eventKey(prefix: string, { uuid, publishedMs }: OktaEvent): string {
  return `${hourFolder(prefix, hourOf(publishedMs))}${uuid}${SUFFIX}`;
}

/** The uuid that an object stands for; undefined for an object that is none of ours. */
export function uuidOfKey(key: string): string | undefined {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const uuid = name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : '';
  return UUID.test(uuid) ? uuid : undefined;
}
