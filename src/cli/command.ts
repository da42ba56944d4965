/** One command of `zero-trust`. A new one is a file with such an object and a line in zero-trust.ts. */
export interface Command {
  readonly name: string;
  /** What it does, for the list of commands. */
  readonly summary: string;
  /** What a person should know before the first run. */
  readonly description: string;
  readonly options: CommandOptions;
  /** Does it and returns the exit code. */
  run(values: CommandValues): Promise<number>;
}

export type CommandOptions = Readonly<Record<string, CommandOption>>;

export interface CommandOption {
  /** What to call the value in the help; an option without this is a switch. */
  readonly value?: string;
  readonly summary: string;
}

/** Options as given: text for those that take a value, true for switches. */
export type CommandValues = Readonly<Record<string, string | true | undefined>>;

/** What was typed makes no sense; the message says what would. */
export class UsageError extends Error {}

/** `attention` and `finding` are answers of a command that came to its end. */
export const EXIT = { done: 0, failed: 1, usage: 2, attention: 3, finding: 4, interrupted: 130 } as const;
