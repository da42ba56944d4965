import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { type AnsweringAws, type AwsCall, answeringAws } from './answering-aws';
import { type ColdStart, coldStart } from './cold-process';
import type { Measured } from './decisions';
import { type LifeStep, immediateRules, stepsOfALife } from './grant';
import { EMPTY, type Handler, environmentOf, handlersOfElevation } from './handlers';
import { writeSameCalls } from './same-calls';

/** Bytes of one bundle, without the SDK. */
export const BUNDLE_BYTES = 60_000;
/** What our own code may add to a grant, all of its functions cold. */
export const GRANT_MILLISECONDS = 300;

const ROOT = resolve(__dirname, '..', '..');

export interface ColdStarts {
  readonly handlers: readonly Measured[];
  readonly lives: readonly Measured[];
}

/** Each handler in a process of its own beside an empty one and one that only loads the same SDK, in turns; medians. */
export async function coldStarts(rounds: number): Promise<ColdStarts> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  // calls of the SDK alone change nothing of what handlers find.
  const [aws, ofTheSdkAlone] = [await answeringAws(immediateRules()), await answeringAws(immediateRules())];
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const bench = new Bench(folder, aws, ofTheSdkAlone.url, rounds);
    return { handlers: await bench.handlers(), lives: await bench.lives() };
  } finally {
    await Promise.all([aws.stop(), ofTheSdkAlone.stop()]);
    rmSync(folder, { recursive: true });
  }
}

class Bench {
  private readonly child: string;
  private readonly empty: string;
  private readonly all: readonly Handler[];
  private readonly env: Readonly<Record<string, string>>;
  private readonly aloneEnv: Readonly<Record<string, string>>;

  public constructor(private readonly folder: string, private readonly aws: AnsweringAws, aloneUrl: string, private readonly rounds: number) {
    this.child = join(folder, 'child.js');
    this.empty = join(folder, 'empty.js');
    buildSync({ entryPoints: [join(__dirname, 'handler-child.ts')], outfile: this.child, format: 'cjs', platform: 'node', logLevel: 'error' });
    writeFileSync(this.empty, EMPTY);
    this.all = handlersOfElevation(folder);
    this.env = environmentOf(aws.url, folder);
    this.aloneEnv = environmentOf(aloneUrl, folder);
  }

  public async handlers(): Promise<readonly Measured[]> {
    const files = [this.empty, ...this.all.flatMap(({ file, sdkAlone }) => [file, sdkAlone])];
    const loaded = await this.inTurns(async () => {
      const times: number[] = [];
      for (const file of files) {
        times.push((await this.start(file)).loaded);
      }
      return times;
    });
    const [empty] = loaded;
    return this.all.map(({ name, bytes }, index) => {
      const [start, sdk] = loaded.slice(1 + 2 * index);
      return {
        row: {
          'handler': name, 'kB': (bytes / 1e3).toFixed(1), 'cold start, ms': Math.round(start), 'empty, ms': Math.round(empty), 'SDK alone, ms': Math.round(sdk),
          'own, ms': (start - sdk).toFixed(1),
        },
        missed: bytes > BUNDLE_BYTES ? [`${name} has ${bytes} bytes; it may have ${BUNDLE_BYTES}`] : [],
      };
    });
  }

  /** A grant and its end: every function that takes part, cold, once, in its order; AWS answers at once. */
  public async lives(): Promise<readonly Measured[]> {
    const steps = stepsOfALife();
    const sameCalls = (handler: string) => join(this.folder, `${handler}-calls.js`);
    const calls = await this.callsOf(steps);
    steps.forEach(({ handler }, index) => writeSameCalls(sameCalls(handler), readFileSync(this.handler(handler).sdkAlone, 'utf8'), calls[index]));
    const times = await this.inTurns(async () => {
      this.aws.reset();
      const round: number[] = [];
      for (const step of steps) {
        const { sdkAlone } = this.handler(step.handler);
        round.push(
          await this.step(step), (await this.start(this.empty, [{}])).done, (await this.start(sdkAlone, [{}])).done,
          (await this.start(sameCalls(step.handler), [{}], this.aloneEnv)).done,
        );
      }
      return round;
    });
    const measured = steps.map(({ handler, part }, index): LifeTimes => {
      const [whole, empty, sdk, same] = times.slice(4 * index);
      return { what: handler, part, calls: calls[index].length, whole, empty, sdk, same };
    });
    const [grant, end] = [sum('a grant', 'grant', measured), sum('its end', 'end', measured)];
    const own = grant.whole - grant.sdk;
    return [...measured, grant, end].map((one) => ({
      row: {
        'what': one.what, 'calls of AWS': one.calls, 'cold, ms': Math.round(one.whole), 'empty, ms': Math.round(one.empty), 'SDK alone, ms': Math.round(one.sdk),
        'SDK, same calls, ms': Math.round(one.same), 'above SDK alone, ms': Math.round(one.whole - one.sdk), 'above same calls, ms': Math.round(one.whole - one.same),
      },
      missed: one === grant && own >= GRANT_MILLISECONDS ? [`a grant takes ${Math.round(own)} ms of our own, cold; it must be below ${GRANT_MILLISECONDS}`] : [],
    }));
  }

  private async callsOf(steps: readonly LifeStep[]): Promise<readonly (readonly AwsCall[])[]> {
    this.aws.reset();
    const calls: (readonly AwsCall[])[] = [];
    for (const step of steps) {
      await this.step(step);
      calls.push(this.aws.calls());
    }
    return calls;
  }

  /** Milliseconds; fails where the function did something else than what is measured. */
  private async step({ handler, event, expected }: LifeStep): Promise<number> {
    const { done, answers: [answer] } = await this.start(this.handler(handler).file, [event]);
    if (!JSON.stringify(answer).includes(expected)) {
      throw new Error(`${handler} answered ${JSON.stringify(answer)}`);
    }
    return done;
  }

  private handler(name: string): Handler {
    return this.all.find((one) => one.name === name)!;
  }

  private async start(file: string, events: readonly object[] = [], env = this.env): Promise<ColdStart> {
    return coldStart(this.child, file, env, events);
  }

  /** The middle of each time, after a round that fills the caches of the machine. */
  private async inTurns(round: () => Promise<readonly number[]>): Promise<readonly number[]> {
    await round();
    const all: (readonly number[])[] = [];
    while (all.length < this.rounds) {
      all.push(await round());
    }
    return all[0].map((_, index) => all.map((times) => times[index]).sort((a, b) => a - b)[Math.floor(this.rounds / 2)]);
  }
}

interface LifeTimes {
  readonly what: string;
  readonly part: LifeStep['part'];
  readonly calls: number;
  readonly whole: number;
  readonly empty: number;
  readonly sdk: number;
  readonly same: number;
}

function sum(what: string, part: LifeTimes['part'], all: readonly LifeTimes[]): LifeTimes {
  const of = (number: (one: LifeTimes) => number) => all.filter((one) => one.part === part).reduce((total, one) => total + number(one), 0);
  return {
    what, part, calls: of(({ calls }) => calls),
    whole: of(({ whole }) => whole), empty: of(({ empty }) => empty), sdk: of(({ sdk }) => sdk), same: of(({ same }) => same),
  };
}
