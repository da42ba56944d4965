/** Time and chance, so that tests decide both. */
export interface Clock {
  nowMs(): number;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 to just below 1, for jitter. */
  random(): number;
}
