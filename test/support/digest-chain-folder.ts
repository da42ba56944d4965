import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type RecordedBuckets, type RecordedObject, recordedObjects } from './recorded-buckets';
import type { SigningKey } from '../../src/audit/domain/signing-key';
import { meets } from '../../src/audit/domain/trail-chain';
import type { PublicKeys, TrailObjects } from '../../src/audit/runtime/trail-ports';

/** One version of an object, as metadata.json of a scenario has it. */
interface FiledObject extends RecordedObject {
  readonly file?: string;
  /** Where the body begins in a file that holds many; without it the file is the body. */
  readonly offset?: number;
  readonly size: number;
}

/** The folder itself if it is a scenario, otherwise those below it that are. */
export function scenarioFolders(folder: string): string[] {
  const isScenario = (candidate: string) => existsSync(join(candidate, 'scenario.json'));
  return isScenario(folder) ? [folder] : readdirSync(folder).sort().map((name) => join(folder, name)).filter(isScenario);
}

export function readJson<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}

/** Answers as S3 would from a scenario's folder. */
export function folderObjects(folder: string): TrailObjects {
  const { buckets } = readJson<{ buckets: Record<string, { access: 'allowed' | 'denied'; objects: FiledObject[] }> }>(folder, 'metadata.json');
  const recorded: RecordedBuckets<FiledObject> = new Map(Object.entries(buckets));
  return recordedObjects(recorded, (object) => bodyIn(folder, object));
}

function bodyIn(folder: string, { file, offset, size }: FiledObject): Buffer {
  const path = join(folder, file!);
  if (offset === undefined) {
    return readFileSync(path);
  }
  const body = Buffer.alloc(size);
  const descriptor = openSync(path, 'r');
  readSync(descriptor, body, 0, size, offset);
  closeSync(descriptor);
  return body;
}

interface ListedKey {
  readonly Value: string;
  readonly ValidityStartTime: number;
  readonly ValidityEndTime: number;
  readonly Fingerprint: string;
}

/** Answers as ListPublicKeys would from a scenario's folder. */
export function folderKeys(folder: string): PublicKeys {
  const byRegion = new Map(Object.entries(readJson<Record<string, { PublicKeyList: ListedKey[] }>>(folder, 'public-keys.json')));
  const keysOf = (region: string) => (byRegion.get(region)?.PublicKeyList ?? []).map(signingKey);
  return { list: async (region, asked) => keysOf(region).filter(({ validity }) => meets(validity, asked)) };
}

function signingKey({ Value, ValidityStartTime, ValidityEndTime, Fingerprint }: ListedKey): SigningKey {
  return { fingerprint: Fingerprint, validity: { fromMs: ValidityStartTime * 1_000, toMs: ValidityEndTime * 1_000 }, valueBase64: Value };
}
