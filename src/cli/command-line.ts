import { parseArgs } from 'node:util';
import { type Command, type CommandOptions, type CommandValues, UsageError } from './command';
import { didYouMean } from '../organization/domain/near-misses';

/** Options that every command has. */
export const COMMON_OPTIONS: CommandOptions = {
  help: { summary: 'Say what there is to know about the command' },
  version: { summary: 'Print the version' },
};

export function commandOf(name: string, commands: readonly Command[]): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    throw new UsageError(`there is no command '${name}'; ${didYouMean(name, commands.map((candidate) => candidate.name))}`);
  }
  return command;
}

/** The options of a command line; an option that is unknown, incomplete or has too much is an error. */
export function optionsOf(args: readonly string[], options: CommandOptions): CommandValues {
  const all = { ...options, ...COMMON_OPTIONS };
  const { tokens } = parseArgs({
    args: [...args],
    // not strict, because the messages of the strict mode cannot say what was perhaps meant.
    strict: false,
    tokens: true,
    options: {
      ...Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, { type: value ? 'string' as const : 'boolean' as const }])),
      help: { type: 'boolean', short: 'h' },
    },
  });
  const values: Record<string, string | true> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw new UsageError(`'${token.value}' is not an option; options begin with '--'`);
    }
    if (token.kind === 'option') {
      values[token.name] = valueOf(token, all);
    }
  }
  return values;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string;
  readonly inlineValue?: boolean;
}

function valueOf({ name, rawName, value, inlineValue }: OptionToken, options: CommandOptions): string | true {
  if (!Object.hasOwn(options, name)) {
    const known = Object.keys(options).map((option) => `--${option}`);
    throw new UsageError(`there is no option '${rawName}'; ${didYouMean(rawName, known)}`);
  }
  const wanted = options[name].value;
  if (wanted === undefined) {
    if (value !== undefined) {
      throw new UsageError(`'${rawName}' takes no value, but got '${value}'`);
    }
    return true;
  }
  // `--out --state x` has forgotten a value rather than named a file '--state'; `--out=--state` says so.
  if (!value || (value.startsWith('-') && !inlineValue)) {
    throw new UsageError(`'${rawName}' needs a value: ${rawName} ${wanted}`);
  }
  return value;
}
