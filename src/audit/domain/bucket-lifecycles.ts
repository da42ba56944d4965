/** How long AWS Config's deliveries stay where they land: long enough to copy again what was not copied. */
export const LANDING_DAYS = 90;

/** Access logs tell who read the vault; a year's audit asks for the year before it, too. */
const LEAST_ACCESS_LOG_DAYS = 400;

/** Logs of three months are read often: by verification, completeness and whoever looks into an incident. */
const DAYS_AT_HAND = 90;

/**
 * Smallest object worth moving, in bytes. Glacier Instant Retrieval bills at least 128 KB at $0.004 a GB-month, and $0.02 for moving a thousand objects; Standard takes
 * $0.023 a GB-month (us-east-1, read 2026-11-01). At 64 KB that saves from two years on; at 32 KB it costs more than it saves even in seven.
 */
const WORTH_MOVING_BYTES = 65_536;
const WORTH_MOVING_DAYS = 730;

/** Rules of a bucket's lifecycle, as CloudFormation takes them, in its CDK spelling. */
export interface LifecycleRule {
  readonly id: string;
  readonly status: 'Enabled';
  readonly prefix?: string;
  readonly objectSizeGreaterThan?: number;
  readonly transitions?: { readonly storageClass: string; readonly transitionInDays: number }[];
  readonly expirationInDays?: number;
  readonly noncurrentVersionExpiration?: { readonly noncurrentDays: number };
  readonly expiredObjectDeleteMarker?: boolean;
  readonly abortIncompleteMultipartUpload?: { readonly daysAfterInitiation: number };
}

const UNFINISHED: LifecycleRule = { id: 'unfinished-uploads', status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } };

/** Nothing in the vault expires. What is large enough and stays long enough moves to a class that is as quick to read. */
export function vaultLifecycle(retentionDays: number): LifecycleRule[] {
  return retentionDays < WORTH_MOVING_DAYS ? [UNFINISHED] : [UNFINISHED, {
    id: 'larger-objects-to-instant-retrieval',
    status: 'Enabled',
    objectSizeGreaterThan: WORTH_MOVING_BYTES - 1,
    transitions: [{ storageClass: 'GLACIER_IR', transitionInDays: DAYS_AT_HAND }],
  }];
}

export function landingLifecycle(): LifecycleRule[] {
  return expiring(LANDING_DAYS);
}

/** As long as what they tell about, and never less than the audit of a year needs. */
export function accessLogLifecycle(retentionDays: number): LifecycleRule[] {
  return expiring(Math.max(retentionDays, LEAST_ACCESS_LOG_DAYS));
}

/** In a versioned bucket the end of an object is a marker first; the object goes a month later, and the marker after it. */
function expiring(days: number): LifecycleRule[] {
  return [
    UNFINISHED,
    { id: `expire-after-${days}-days`, status: 'Enabled', expirationInDays: days, noncurrentVersionExpiration: { noncurrentDays: 30 } },
    { id: 'markers-without-object', status: 'Enabled', expiredObjectDeleteMarker: true },
  ];
}
