// make FOLDER LOGS RECORDS | verify FOLDER | floor FOLDER; prints what it took as JSON.
import { createHash } from 'node:crypto';
import { openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { logOfSize } from './log-of-size';
import type { SigningKey } from '../../src/audit/domain/signing-key';
import type { Chain, TimeRange, Trail } from '../../src/audit/domain/trail-chain';
import { nodeGzipContent } from '../../src/audit/runtime/node-gzip-content';
import { rsaSignature } from '../../src/audit/runtime/rsa-signatures';
import { verifyChain } from '../../src/audit/runtime/verify-chain';
import { recordedObjects } from '../../test/support/recorded-buckets';
import { TrailWorld } from '../../test/support/trail-world';

const ROUNDS = 5;

export interface VerificationRate {
  readonly verifySeconds: number;
  readonly peakMegabytes: number;
}

export interface FloorRate {
  readonly compressedBytes: number;
  readonly inflatedBytes: number;
  readonly inflateAndHashSeconds: number;
  readonly hashSeconds: number;
}

interface Hour {
  readonly trail: Trail;
  readonly chain: Chain;
  readonly range: TimeRange;
  readonly keys: readonly SigningKey[];
  readonly logs: number;
  readonly objects: readonly Filed[];
}

interface Filed {
  readonly key: string;
  readonly metadata: Record<string, string>;
  readonly offset: number;
  readonly size: number;
  readonly isLog: boolean;
}

function make(folder: string, logs: number, records: number): object {
  const world = new TrailWorld();
  world.addHour(Array.from({ length: logs }, () => logOfSize(records)));
  let offset = 0;
  const objects = [...world.stored.values()].map(({ key, body, metadata = {} }): Filed => {
    const filed = { key, metadata, offset, size: body.length, isLog: world.logKeys.includes(key) };
    offset += body.length;
    return filed;
  });
  const { trail, chain, range, keys } = world;
  writeFileSync(join(folder, 'bodies'), Buffer.concat([...world.stored.values()].map(({ body }) => body)));
  writeFileSync(join(folder, 'hour.json'), JSON.stringify({ trail, chain, range, keys, logs, objects }));
  return {};
}

/** Bodies are read as they are asked for: what is in memory is the verifier's. */
function bodies(folder: string): (filed: Filed) => Buffer {
  const file = openSync(join(folder, 'bodies'), 'r');
  return ({ offset, size }) => {
    const body = Buffer.allocUnsafe(size);
    readSync(file, body, 0, size, offset);
    return body;
  };
}

async function verify(folder: string): Promise<VerificationRate> {
  const { trail, chain, range, keys, logs, objects } = hourIn(folder);
  const ports = {
    objects: recordedObjects(new Map([[trail.bucket, { access: 'allowed' as const, objects }]]), bodies(folder)),
    keys: { list: async () => keys },
    content: nodeGzipContent,
    verify: rsaSignature,
    clock: { sleep: async () => undefined, random: () => 0 },
  };
  const verifySeconds = await medianSeconds(async () => {
    const { result, counts } = await verifyChain({ trail, chain, range }, ports);
    if (result !== 'pass' || counts.logReferences.valid !== logs) {
      throw new Error(`the hour came out as ${result} with ${counts.logReferences.valid} valid logs`);
    }
  });
  return { verifySeconds, peakMegabytes: process.resourceUsage().maxRSS * 1_024 / 1e6 };
}

async function floor(folder: string): Promise<FloorRate> {
  const body = bodies(folder);
  const logs = hourIn(folder).objects.filter(({ isLog }) => isLog);
  const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex');
  const inflated = logs.map((log) => gunzipSync(body(log)));
  return {
    compressedBytes: logs.reduce((sum, { size }) => sum + size, 0),
    inflatedBytes: inflated.reduce((sum, { length }) => sum + length, 0),
    hashSeconds: await medianSeconds(async () => inflated.forEach(hash)),
    inflateAndHashSeconds: await medianSeconds(async () => logs.forEach((log) => hash(gunzipSync(body(log))))),
  };
}

function hourIn(folder: string): Hour {
  return JSON.parse(readFileSync(join(folder, 'hour.json'), 'utf8')) as Hour;
}

async function medianSeconds(work: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await work();
    seconds.push((performance.now() - started) / 1_000);
  }
  return seconds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

const [mode, folder, logs, records] = process.argv.slice(2);
const done = mode === 'make' ? Promise.resolve(make(folder, Number(logs), Number(records))) : mode === 'verify' ? verify(folder) : floor(folder);
void done.then((answer) => process.stdout.write(JSON.stringify(answer)));
