import type { LogReference } from './digest-document';
import type { Unreadable } from './digest-verdict';
import type { Place } from './trail-chain';

/** What came of reading an object. */
export type Reading =
  | { readonly kind: 'inflated'; readonly sha256: string }
  | { readonly kind: 'bad-gzip' | 'trailing-data' | 'too-large' }
  | { readonly kind: 'absent'; readonly hidden: boolean }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

export type Absence = 'not-found' | 'hidden-by-delete-marker';

export type LogStatus =
  | { readonly status: 'valid' }
  | { readonly status: 'invalid'; readonly reason: 'bad-gzip' | 'trailing-data' | 'too-large' | 'hash-mismatch' }
  | { readonly status: 'missing'; readonly reason: Absence }
  | { readonly status: 'unreadable'; readonly reason: Unreadable };

/** One mention of a log in a valid digest, and what to think of it. */
export type JudgedLog = LogStatus & {
  readonly place: Place;
  readonly digest: Place;
  /** An older version of the object that has the right hash. */
  readonly recoverableVersionId?: string;
};

export function judgeLog(reading: Reading, { sha256 }: Pick<LogReference, 'sha256'>): LogStatus {
  switch (reading.kind) {
    case 'inflated': return reading.sha256 === sha256 ? { status: 'valid' } : { status: 'invalid', reason: 'hash-mismatch' };
    case 'absent': return { status: 'missing', reason: absence(reading) };
    case 'unreadable': return { status: 'unreadable', reason: reading.reason };
    default: return { status: 'invalid', reason: reading.kind };
  }
}

/** Whether an older version may be worth restoring. */
export function isLost({ status }: LogStatus): boolean {
  return status === 'missing' || status === 'invalid';
}

export function absence({ hidden }: { readonly hidden: boolean }): Absence {
  return hidden ? 'hidden-by-delete-marker' : 'not-found';
}
