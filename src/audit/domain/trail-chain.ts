/** A trail as far as the names of its objects tell: CloudTrail writes these into every key. */
export interface Trail {
  readonly name: string;
  /** The Region the trail was made in; the same name may exist in another one. */
  readonly homeRegion: string;
  readonly bucket: string;
  /** As configured, without the slash that ends it. */
  readonly prefix?: string;
  /** Of an organization trail; keys of other trails lack it. */
  readonly organizationId?: string;
}

/** What one chain of digests is about: a Region of an account. */
export interface Chain {
  readonly accountId: string;
  readonly region: string;
}

/** Both ends belong to it. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where an object lies. */
export interface Place {
  readonly bucket: string;
  readonly key: string;
}

export const HOUR_MS = 3_600_000;

export function meets(one: TimeRange, other: TimeRange): boolean {
  return one.fromMs <= other.toMs && other.fromMs <= one.toMs;
}

/** One text for a place; a bucket name has no slash. */
export function address({ bucket, key }: Place): string {
  return `${bucket}/${key}`;
}

/** ISO 8601 in seconds, as CloudTrail writes moments. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.000Z$/, 'Z');
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/** The moment that a text in ISO 8601, UTC, names; undefined if it is none of this calendar. */
export function momentMs(text: string): number | undefined {
  const ms = MOMENT.test(text) ? Date.parse(text) : NaN;
  // the parser takes the 30th of February for the 2nd of March.
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text.slice(0, 19)) ? ms : undefined;
}
