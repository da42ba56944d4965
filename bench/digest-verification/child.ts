// make FOLDER LOGS RECORDS | memory FOLDER | rates FOLDER; prints what it took as JSON.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { bodiesIn, hourIn, makeHour } from './hour';
import { nodeGzipContent } from '../../src/audit/runtime/node-gzip-content';
import { rsaSignature } from '../../src/audit/runtime/rsa-signatures';
import { verifyChain } from '../../src/audit/runtime/verify-chain';
import { recordedObjects } from '../../test/support/recorded-buckets';

/** Until what is measured is compiled, as in a job that verifies many hours. */
const WARM_UP_MS = 2_000;
const ROUNDS = 9;
/** Small logs take milliseconds a round: more rounds then. */
const MEASURE_MS = 10_000;

export interface Peak {
  readonly peakMegabytes: number;
}

/** Seconds of processor time that all threads of the process took for each, round by round. */
export interface Rates {
  readonly compressedBytes: number;
  readonly inflatedBytes: number;
  readonly verified: readonly number[];
  readonly inflatedAndHashed: readonly number[];
  readonly hashed: readonly number[];
}

function verification(folder: string): () => Promise<void> {
  const { trail, chain, range, keys, logs, objects } = hourIn(folder);
  const ports = {
    objects: recordedObjects(new Map([[trail.bucket, { access: 'allowed' as const, objects }]]), bodiesIn(folder)),
    keys: { list: async () => keys },
    content: nodeGzipContent,
    verify: rsaSignature,
    clock: { sleep: async () => undefined, random: () => 0 },
  };
  return async () => {
    const { result, counts } = await verifyChain({ trail, chain, range }, ports);
    if (result !== 'pass' || counts.logReferences.valid !== logs) {
      throw new Error(`the hour came out as ${result} with ${counts.logReferences.valid} valid logs`);
    }
  };
}

async function memory(folder: string): Promise<Peak> {
  const verify = verification(folder);
  for (let round = 0; round < ROUNDS; round++) {
    await verify();
  }
  return { peakMegabytes: process.resourceUsage().maxRSS * 1_024 / 1e6 };
}

/** All in turns, so that what else the machine does falls on each of them. */
async function rates(folder: string): Promise<Rates> {
  const verify = verification(folder);
  const body = bodiesIn(folder);
  const logs = hourIn(folder).objects.filter(({ isLog }) => isLog);
  const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
  const works = [verify, async () => logs.forEach((log) => sha256(gunzipSync(body(log)))), async () => logs.forEach((log) => sha256(body(log)))];
  const seconds: number[][] = works.map(() => []);
  const turn = async () => {
    for (const [index, work] of works.entries()) {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      seconds[index].push((user + system) / 1e6);
    }
  };
  for (const started = performance.now(); performance.now() - started < WARM_UP_MS;) {
    await turn();
  }
  seconds.forEach((each) => each.splice(0));
  for (const started = performance.now(); seconds[0].length < ROUNDS || performance.now() - started < MEASURE_MS;) {
    await turn();
  }
  const [verified, inflatedAndHashed, hashed] = seconds;
  return {
    compressedBytes: logs.reduce((sum, { size }) => sum + size, 0),
    inflatedBytes: logs.reduce((sum, log) => sum + gunzipSync(body(log)).length, 0),
    verified, inflatedAndHashed, hashed,
  };
}

const [mode, folder, logs, records] = process.argv.slice(2);
const done = mode === 'make' ? Promise.resolve(makeHour(folder, Number(logs), Number(records))) : mode === 'memory' ? memory(folder) : rates(folder);
void done.then((answer) => process.stdout.write(JSON.stringify(answer ?? {})));
