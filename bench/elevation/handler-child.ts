// One cold start in a process of its own: node handler-child.js FILE, with events as lines of standard input. Prints what it took as JSON.
import { readFileSync } from 'node:fs';

const events = readFileSync(0, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 300_000 };
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { handler } = require(process.argv[2]) as { handler(event: unknown, context: object): Promise<unknown> };
const loaded = performance.now();

void (async () => {
  const answers: unknown[] = [];
  for (const event of events) {
    answers.push(await handler(event, context));
  }
  // since the process began, as Lambda counts a cold start.
  const done = performance.now();
  process.stdout.write(`\n${JSON.stringify({ loaded, done, answers })}\n`, () => process.exit());
})();
