import { type Chain, type TimeRange, type Trail, momentMs } from './trail-chain';

export type DigestKind = 'standard' | 'backfill';

/** A key that is that of a digest of some trail. */
export interface DigestName {
  readonly kind: DigestKind;
  readonly trailName: string;
  readonly homeRegion: string;
  /** The end of the digest. */
  readonly endMs: number;
}

/** The folder in which CloudTrail keeps the accounts of this kind of trail. */
export function accountsFolder({ prefix, organizationId }: Pick<Trail, 'prefix' | 'organizationId'>): string {
  return `${prefix ? `${prefix}/` : ''}AWSLogs/${organizationId ? `${organizationId}/` : ''}`;
}

export function digestFolder(trail: Pick<Trail, 'prefix' | 'organizationId'>, { accountId, region }: Chain): string {
  return `${accountsFolder(trail)}${accountId}/CloudTrail-Digest/${region}/`;
}

export function logFolder(trail: Pick<Trail, 'prefix' | 'organizationId'>, { accountId, region }: Chain): string {
  return `${accountsFolder(trail)}${accountId}/CloudTrail/${region}/`;
}

// names of trails and prefixes may hold what means something in a pattern: keys are compared with them, never matched.
const DIGEST_FILE = /^(\d{4})\/(\d{2})\/(\d{2})\/(\d{12})_CloudTrail-Digest_([a-z0-9-]+)_([A-Za-z0-9._-]+)_([a-z0-9-]+)_(\1\2\3T\d{6}Z)(_backfill)?\.json\.gz$/;
const LOG_FILE = /^(\d{4})\/(\d{2})\/(\d{2})\/(\d{12})_CloudTrail_([a-z0-9-]+)_(\1\2\3T\d{4}Z)_[A-Za-z0-9]{16}\.json\.gz$/;

/** What a key in the digest folder of a chain says; undefined if it is no digest of any trail. */
export function digestName(key: string, folder: string, { accountId, region }: Chain): DigestName | undefined {
  const [, , , , account, where, trailName, homeRegion, end, backfill] = partsOf(key, folder, DIGEST_FILE);
  const endMs = compactMs(end);
  return account === accountId && where === region && endMs !== undefined
    ? { kind: backfill ? 'backfill' : 'standard', trailName, homeRegion, endMs }
    : undefined;
}

/** The minute in the name of a log of this account and Region; undefined if the key is none. */
export function logMinuteMs(key: string, folder: string, { accountId, region }: Chain): number | undefined {
  const [, , , , account, where, minute] = partsOf(key, folder, LOG_FILE);
  return account === accountId && where === region ? compactMs(minute?.replace('Z', '00Z')) : undefined;
}

function partsOf(key: string, folder: string, pattern: RegExp): string[] {
  return (key.startsWith(folder) ? pattern.exec(key.slice(folder.length)) : undefined) ?? [];
}

/** The end of a digest by the last part of its key, wherever it lies. */
export function endInKeyMs(key: string): number | undefined {
  return compactMs(/_(\d{8}T\d{6}Z)(?:_backfill)?\.json\.gz$/.exec(key)?.[1]);
}

export function kindInKey(key: string): DigestKind {
  return key.endsWith('_backfill.json.gz') ? 'backfill' : 'standard';
}

/** The moment of `20260317T061431Z`; undefined if it is none of the calendar. */
function compactMs(text?: string): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const part = (from: number, to: number) => text.slice(from, to);
  return momentMs(`${part(0, 4)}-${part(4, 6)}-${part(6, 8)}T${part(9, 11)}:${part(11, 13)}:${part(13, 15)}Z`);
}

/** Keys of the folder's days that meet a range lie after `after` and before `before`. */
export function dayBounds(folder: string, { fromMs, toMs }: TimeRange): { readonly after: string; readonly before: string } {
  const day = (ms: number) => `${folder}${new Date(ms).toISOString().slice(0, 10).replaceAll('-', '/')}/`;
  return { after: day(fromMs), before: day(toMs + 24 * 3_600_000) };
}
