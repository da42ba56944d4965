import { existsSync } from 'node:fs';
import { type Command, type CommandValues, EXIT } from './command';
import { progressOn } from './progress';
import { failureLine } from './snapshot-failure-line';
import { snapshotFileOutput, standardOutput } from './snapshot-output';
import { snapshotSettings } from './snapshot-settings';
import { configuredRegion, organizationsReader } from '../organization/runtime/organizations-reader';
import { snapshotPolicy } from '../organization/runtime/snapshot-calls';
import { snapshotStateFile } from '../organization/runtime/snapshot-state-file';
import { takeSnapshot } from '../organization/runtime/take-snapshot';
import { systemClock } from '../private/runtime/system-clock';

export const snapshotCommand: Command = {
  name: 'snapshot',
  summary: 'Write down what an organization looks like',
  description: [
    'Writes the organization as JSON: units, accounts, policies, delegated administrators,',
    'trusted services and Identity Center. It reads only and never changes anything.',
    '',
    'Run it with credentials of the management account or of a delegated administrator.',
    'If it is interrupted, run it again: it continues where it stopped.',
    '',
    '  zero-trust snapshot > organization.json',
  ].join('\n'),
  options: {
    'out': { value: 'FILE', summary: 'Write to this file instead of standard output' },
    'region': { value: 'REGION', summary: 'Home Region of Identity Center (default: AWS_REGION, or the Region of the profile)' },
    'state': { value: 'FILE', summary: 'Where to keep answers until the snapshot is complete (default: zero-trust-snapshot.partial.json)' },
    'access': { summary: 'Record groups, permission sets and assignments of Identity Center too' },
    'calls-per-second': { value: 'NUMBER', summary: 'Most calls to make in a second (default: 8)' },
    'print-policy': { summary: 'Print the IAM policy that the command needs, and do nothing else' },
  },
  run,
};

async function run(values: CommandValues): Promise<number> {
  if (values['print-policy']) {
    process.stdout.write(`${JSON.stringify(snapshotPolicy(values.access === true), null, 2)}\n`);
    return EXIT.done;
  }
  const { callsPerSecond, region, access, stateFile, outFile } = snapshotSettings(values);
  const progress = progressOn(process.stderr, { things: 'calls', finished: 'made' });
  const whatIsKept = () => existsSync(stateFile) ? `run the same command again to continue from '${stateFile}'` : undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      progress.stop();
      process.stderr.write(`zero-trust snapshot: interrupted; ${whatIsKept() ?? 'nothing was kept yet'}\n`);
      process.exit(EXIT.interrupted);
    });
  }
  // the SDK is part of this file: its advice to use a newer Node.js for newer versions of it helps nobody here.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  try {
    const known = region ?? await configuredRegion();
    await takeSnapshot({
      reader: organizationsReader(known),
      clock: systemClock,
      state: snapshotStateFile(stateFile),
      progress,
      output: outFile === undefined ? standardOutput : snapshotFileOutput(outFile),
    }, { callsPerSecond, region: known, access });
    progress.stop();
    return EXIT.done;
  } catch (error) {
    progress.stop();
    process.stderr.write(`zero-trust snapshot: ${failureLine(error, whatIsKept())}\n`);
    return EXIT.failed;
  }
}
