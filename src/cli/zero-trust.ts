#!/usr/bin/env node
import { type Command, EXIT, UsageError } from './command';
import { commandOf, optionsOf } from './command-line';
import { commandHelp, generalHelp } from './help';
import { packageVersion } from './package-version';
import { snapshotCommand } from './snapshot-command';
import { verifyTrailCommand } from './verify-trail-command';

const COMMANDS: readonly Command[] = [snapshotCommand, verifyTrailCommand];

async function zeroTrust([first, ...others]: readonly string[]): Promise<number> {
  if (first === undefined) {
    process.stderr.write(generalHelp(COMMANDS));
    return EXIT.usage;
  }
  const command = first.startsWith('-') ? undefined : commandOf(first, COMMANDS);
  const values = command ? optionsOf(others, command.options) : optionsOf([first, ...others], {});
  if (values.help) {
    process.stdout.write(command ? commandHelp(command) : generalHelp(COMMANDS));
    return EXIT.done;
  }
  if (values.version || !command) {
    process.stdout.write(`${packageVersion()}\n`);
    return EXIT.done;
  }
  return command.run(values);
}

const args = process.argv.slice(2);

zeroTrust(args).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const usage = error instanceof UsageError;
    const help = ['zero-trust', ...COMMANDS.map(({ name }) => name).filter((name) => name === args[0]), '--help'].join(' ');
    process.stderr.write(`zero-trust: ${error instanceof Error ? error.message : error}${usage ? `; see '${help}'` : ''}\n`);
    process.exitCode = usage ? EXIT.usage : EXIT.failed;
  },
);
