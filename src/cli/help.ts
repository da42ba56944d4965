import type { Command, CommandOptions } from './command';
import { COMMON_OPTIONS } from './command-line';

export function generalHelp(commands: readonly Command[]): string {
  return [
    'Usage: zero-trust COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...table(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options:',
    ...optionLines(COMMON_OPTIONS),
    '',
    "'zero-trust COMMAND --help' says more about a command.",
    '',
  ].join('\n');
}

export function commandHelp({ name, description, options }: Command): string {
  return [
    `Usage: zero-trust ${name} [OPTIONS]`,
    '',
    description,
    '',
    'Options:',
    ...optionLines({ ...options, ...COMMON_OPTIONS }),
    '',
  ].join('\n');
}

function optionLines(options: CommandOptions): string[] {
  return table(Object.entries(options).map(([name, { value, summary }]) => [`--${name}${value ? ` ${value}` : ''}`, summary]));
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
