import { type CommandValues, UsageError } from './command';
import { HOUR_MS, type TimeRange, isoSeconds, momentMs } from '../audit/domain/trail-chain';

export interface VerifyTrailSettings {
  readonly bucket: string;
  readonly prefix?: string;
  /** An organization, none, or whichever the bucket holds. */
  readonly organizationId?: string | 'none';
  readonly trailName?: string;
  readonly homeRegion?: string;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly range: TimeRange;
  readonly profile?: string;
  readonly json: boolean;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const FORMS = {
  'account': { pattern: /^\d{12}$/, must: 'be the twelve digits of an account' },
  'region': { pattern: REGION, must: "be a Region such as 'eu-west-1'" },
  'home-region': { pattern: REGION, must: "be a Region such as 'eu-west-1'" },
  'bucket': { pattern: BUCKET, must: 'be the name of a bucket, without s3:// and without a path' },
  'organization': { pattern: /^(o-[a-z0-9]{10,32}|none)$/, must: "be an organization id such as 'o-a1b2c3d4e5', or 'none'" },
  'trail': { pattern: /^[A-Za-z0-9._-]{3,128}$/, must: 'be the name of a trail, not its ARN' },
} as const;

/** What the options say, checked before the first call. */
export function verifyTrailSettings(values: CommandValues, nowMs: number): VerifyTrailSettings {
  const prefix = (values.prefix as string | undefined)?.replace(/\/$/, '');
  if (prefix?.startsWith('/') || prefix === '') {
    throw new UsageError(`'--prefix' is '${values.prefix}'; it must be what stands before /AWSLogs in the keys, without a slash at its beginning`);
  }
  return {
    bucket: required(values, 'bucket', 'NAME'),
    prefix,
    organizationId: one(values, 'organization'),
    trailName: one(values, 'trail'),
    homeRegion: one(values, 'home-region'),
    accounts: several(values, 'account'),
    regions: several(values, 'region'),
    range: range(values, nowMs),
    profile: values.profile as string | undefined,
    json: values.json === true,
  };
}

function range(values: CommandValues, nowMs: number): TimeRange {
  const fromMs = moment('from', required(values, 'from', 'TIME'));
  const toMs = moment('to', required(values, 'to', 'TIME'));
  if (fromMs > toMs) {
    throw new UsageError(`'--from' is ${isoSeconds(fromMs)}, which is after '--to', ${isoSeconds(toMs)}`);
  }
  if (toMs > nowMs) {
    throw new UsageError(`'--to' is ${isoSeconds(toMs)}, which is in the future; what is not delivered yet cannot be verified`);
  }
  return { fromMs, toMs };
}

/** Whether the last digests of a range may still be on their way. */
export function mayBeIncomplete({ toMs }: TimeRange, nowMs: number): boolean {
  return nowMs - toMs < 2 * HOUR_MS;
}

function moment(name: string, text: string): number {
  const ms = momentMs(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  if (ms === undefined) {
    throw new UsageError(`'--${name}' is '${text}'; it must be a moment in UTC such as 2026-03-17T06:00:00Z, or a day such as 2026-03-17, which means its beginning`);
  }
  return ms;
}

function required(values: CommandValues, name: 'bucket' | 'from' | 'to', value: string): string {
  const given = name === 'bucket' ? one(values, name) : values[name] as string | undefined;
  if (given === undefined) {
    throw new UsageError(`'--${name}' is missing: --${name} ${value}`);
  }
  return given;
}

function one(values: CommandValues, name: keyof typeof FORMS): string | undefined {
  const given = values[name] as string | undefined;
  if (given !== undefined && !FORMS[name].pattern.test(given)) {
    throw new UsageError(`'--${name}' is '${given}'; it must ${FORMS[name].must}`);
  }
  return given;
}

function several(values: CommandValues, name: keyof typeof FORMS): string[] | undefined {
  const given = (values[name] as string | undefined)?.split(',');
  return given && [...new Set(given.map((each) => one({ [name]: each }, name)!))];
}
