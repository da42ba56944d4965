import type { Completeness, Unchecked } from './completeness';
import type { LateTime } from './roster';
import { type Chain, type Trail, isoSeconds } from './trail-chain';

export interface LateRecord extends Chain {
  readonly since: string;
  readonly until?: string;
}

/** The evidence of a day about completeness; `checkedAt` is when it last changed. */
export interface CompletenessRecord {
  readonly schemaVersion: 1;
  readonly date: string;
  readonly checkedAt: string;
  readonly trail: Pick<Trail, 'name' | 'homeRegion' | 'bucket' | 'organizationId'>;
  readonly result: Completeness['result'];
  readonly accounts: number;
  readonly expectedChains: number;
  /** Chains that were late at any time of the day. */
  readonly late: readonly LateRecord[];
  readonly unchecked: readonly Unchecked[];
  readonly left: readonly { readonly accountId: string; readonly lastActive: string }[];
  readonly givenUp: readonly Chain[];
}

export function completenessRecord(
  { result, expectedChains, roster, unchecked, givenUp }: Completeness, { name, homeRegion, bucket, organizationId }: Trail,
): CompletenessRecord {
  const accounts = Object.entries(roster.accounts);
  const left = accounts.filter(([, account]) => account.left);
  return {
    schemaVersion: 1,
    date: isoSeconds(roster.asOfMs).slice(0, 10),
    checkedAt: isoSeconds(roster.asOfMs - roster.asOfMs % 1_000),
    trail: { name, homeRegion, bucket, organizationId },
    result,
    accounts: accounts.length - left.length,
    expectedChains,
    late: roster.late.map(lateRecord),
    unchecked,
    left: left.map(([accountId, { lastActiveMs }]) => ({ accountId, lastActive: isoSeconds(lastActiveMs - lastActiveMs % 1_000) })),
    givenUp,
  };
}

export function lateRecord({ accountId, region, sinceMs, untilMs }: LateTime): LateRecord {
  const moment = (ms: number) => isoSeconds(ms - ms % 1_000);
  return { accountId, region, since: moment(sinceMs), ...(untilMs === undefined ? {} : { until: moment(untilMs) }) };
}
