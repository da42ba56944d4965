/** What a person reads for a code: the problem, its fix, and where it stands. */
export type Messages = Readonly<Record<string, readonly [problem: string, fix: string, at: string]>>;
