/** One thing wrong with an input: a value, never thrown by the domain itself. */
export interface Problem {
  /** Stable name of the rule that was broken, PascalCase. */
  readonly code: string;
  /** What was given and what is allowed. */
  readonly problem: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Quotes names for a message, at most ten of them. */
export function listed(names: readonly string[], none = 'none'): string {
  if (names.length === 0) {
    return none;
  }
  const shown = names.slice(0, 10).map((name) => `'${name}'`).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
