/** Who holds the lock. */
export interface Holder {
  /** ARN of an execution. */
  readonly owner: string;
}

/** One run at a time. */
export interface RunLock {
  /** Takes the lock if nobody has it or if it was `from`'s; answers who has it now. */
  take(owner: string, from?: string): Promise<Holder>;
  /** Does nothing when somebody else has it. */
  release(owner: string): Promise<void>;
}

/** An execution of the reconciler. */
export type ExecutionState =
  | { readonly kind: 'running' }
  | { readonly kind: 'succeeded'; readonly endedMs: number }
  | { readonly kind: 'failed'; readonly endedMs: number; readonly cause: string }
  /** Step Functions forgets an execution 90 days after its end. */
  | { readonly kind: 'unknown' };

/** Executions of the reconciler's state machine. */
export interface Executions {
  state(executionArn: string): Promise<ExecutionState>;
  /** Starting one of the same name and input twice starts it once. The ARN. */
  start(name: string, input: object): Promise<string>;
}
