import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A call of the AWS command line: service, operation, and the rest by the name of the option. */
export interface CommandLineCall {
  readonly service: string;
  readonly operation: string;
  readonly options: Readonly<Record<string, string>>;
}

/**
 * Runs commands as a person's shell does, with an `aws` that writes down what it was called with and answers from a list: by service and operation, and by a word
 * of the call where one operation is called for several things. Fails as the shell does.
 */
export function commandLineCalls(script: string, answers: readonly (readonly [call: string, answer: string])[]): CommandLineCall[] {
  const folder = mkdtempSync(join(tmpdir(), 'commands-'));
  try {
    const [calls, known] = [join(folder, 'calls'), join(folder, 'answers.json')];
    writeFileSync(calls, '');
    writeFileSync(known, JSON.stringify(answers));
    writeFileSync(join(folder, 'aws'), `#!${process.execPath}
const fs = require('node:fs');
const given = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(calls)}, JSON.stringify(given) + '\\n');
const [, answer = ''] = JSON.parse(fs.readFileSync(${JSON.stringify(known)})).find(([call]) => call.split(' ').every((word) => given.join(' ').includes(word))) || [];
process.stdout.write(answer + '\\n');
`, { mode: 0o755 });
    execFileSync('bash', ['-eu', '-o', 'pipefail', '-c', script], {
      env: { PATH: [folder, join(process.execPath, '..'), process.env.PATH].join(delimiter) }, stdio: ['ignore', 'ignore', 'pipe'],
    });
    return readFileSync(calls, 'utf8').trim().split('\n').map((line) => callOf(JSON.parse(line) as string[]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function callOf([service, operation, ...rest]: readonly string[]): CommandLineCall {
  const options: Record<string, string> = {};
  rest.forEach((word, index) => {
    if (word.startsWith('--')) {
      const next = rest[index + 1];
      options[word.slice(2)] = next === undefined || next.startsWith('--') ? '' : next;
    }
  });
  return { service, operation, options };
}

/** The blocks of shell of a part of a page, one script. */
export function shellOf(page: string, heading: string, blocks?: readonly number[]): string {
  const [, part] = page.split(new RegExp(`^#{2,3} ${heading}$`, 'm'));
  const all = [...part.split(/^#{2} /m)[0].matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block]) => block);
  return (blocks ? blocks.map((index) => all[index]) : all).join('\n');
}
