/** What a run is asked to do; everything is optional, so that a person may start one with `{}`. */
export interface RunRequest {
  /** The version of the document that a deployment waits for: refused when the newest says something else. */
  readonly version?: string;
  /** Accounts that came or moved; all unless told. */
  readonly accountIds?: readonly string[];
  /** The deployment before is taken back: what it gave may go, however much it is. It says nothing about what is wanted. */
  readonly rollback?: boolean;
  /** Trust no memory: what was read back in earlier runs is read again, and made again where it is missing. */
  readonly recheck?: boolean;
}

/** A run's plan, as the state machine passes it on. */
export interface RunPlan {
  readonly version: string;
  readonly accounts: number;
  readonly creations: number;
  readonly removals: number;
  readonly recheck: boolean;
  /** A deployment is being taken back, as CloudFormation says. */
  readonly rollingBack: boolean;
}

export interface RunResult extends Omit<RunPlan, 'recheck' | 'rollingBack'> {
  readonly run: string;
  /** Accounts that are as desired. */
  readonly done: number;
  readonly failures: readonly { readonly account: string; readonly problem: string }[];
  /** Accounts where nothing can be done: they were closed, or left, after the snapshot. */
  readonly skipped: readonly { readonly account: string; readonly reason: string }[];
  /** Why nothing or not everything was tried. */
  readonly stopped?: string;
}

/** Files of a run; they stay as evidence. */
export interface RunFiles {
  writeAccounts(run: string, accountIds: readonly string[]): Promise<void>;
  /** Empty when the run ended before it had a plan. */
  readAccounts(run: string): Promise<readonly string[]>;
  writeResult(result: RunResult): Promise<void>;
}
