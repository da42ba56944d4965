import { openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logOfSize } from './log-of-size';
import type { SigningKey } from '../../src/audit/domain/signing-key';
import type { Chain, TimeRange, Trail } from '../../src/audit/domain/trail-chain';
import { TrailWorld } from '../../test/support/trail-world';

/** A digest and its logs in a folder. */
export interface Hour {
  readonly trail: Trail;
  readonly chain: Chain;
  readonly range: TimeRange;
  readonly keys: readonly SigningKey[];
  readonly logs: number;
  readonly objects: readonly Filed[];
}

export interface Filed {
  readonly key: string;
  readonly metadata: Record<string, string>;
  readonly offset: number;
  readonly size: number;
  readonly isLog: boolean;
}

export function makeHour(folder: string, logs: number, records: number): void {
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
}

export function hourIn(folder: string): Hour {
  return JSON.parse(readFileSync(join(folder, 'hour.json'), 'utf8')) as Hour;
}

/** Bodies are read as they are asked for: what is in memory is the verifier's. */
export function bodiesIn(folder: string): (filed: Filed) => Buffer {
  const file = openSync(join(folder, 'bodies'), 'r');
  return ({ offset, size }) => {
    const body = Buffer.allocUnsafe(size);
    readSync(file, body, 0, size, offset);
    return body;
  };
}
