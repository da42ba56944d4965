import type { AppliedCell } from '../domain/applied-access';
import type { AccountFacts } from '../domain/desired-access';

/** How a run ended for one account. */
export interface AccountOutcome {
  /** Name of the run. */
  readonly run: string;
  readonly failures: readonly string[];
  /** Why nothing was tried. */
  readonly skipped?: string;
}

/** What the reconciler knows of one account. */
export interface AccountRecord {
  readonly accountId: string;
  readonly applied: readonly AppliedCell[];
  /** Where it was seen when the document had another place for it. */
  readonly observed?: AccountFacts;
  /** The last run that ended for this account. */
  readonly outcome?: AccountOutcome;
  /** When a worker was last about to change something there. */
  readonly changedMs?: number;
}

export type RecordChange = Pick<Partial<AccountRecord>, 'applied' | 'outcome' | 'changedMs'>;

/** The memory of the reconciler. Every answer is consistent: what was saved is seen by whoever reads next. */
export interface AccountRecords {
  all(): Promise<readonly AccountRecord[]>;
  /** Where the account is, before anything is given to it because of that; undefined when the document knows it again. */
  place(accountId: string, observed: AccountFacts | undefined): Promise<void>;
  /** The account left the organization. */
  forget(accountId: string): Promise<void>;
  /** From now on only this worker may save; whoever had the account before fails with `Overtaken`. */
  claim(accountId: string, worker: string): Promise<AccountRecord>;
  save(accountId: string, worker: string, change: RecordChange): Promise<void>;
}

/** Another worker has the account: what this one knows of it is out of date. */
export class Overtaken extends Error {
  public override readonly name = 'Overtaken';
}
