import { TrailReadFailure } from '../../src/audit/runtime/trail-failures';
import type { OpenedObject, TrailObjects } from '../../src/audit/runtime/trail-ports';

/** One version of an object. */
export interface RecordedObject {
  readonly key: string;
  readonly metadata?: Record<string, string>;
  readonly versionId?: string;
  readonly deleteMarker?: boolean;
}

export interface RecordedBucket<T extends RecordedObject> {
  readonly access: 'allowed' | 'denied';
  /** The newest version of a key comes first. */
  readonly objects: readonly T[];
}

export type RecordedBuckets<T extends RecordedObject> = ReadonlyMap<string, RecordedBucket<T>>;

/** As S3 has it. */
const KEYS_IN_PAGE = 1_000;

/** Answers as S3 would if these buckets were in it. */
export function recordedObjects<T extends RecordedObject>(buckets: RecordedBuckets<T>, bodyOf: (object: T) => Uint8Array): TrailObjects {
  const versionsByKey = new Map([...buckets].map(([name, { objects }]) => [name, grouped(objects)] as const));
  const keysThere = new Map([...versionsByKey].map(([name, byKey]) =>
    [name, [...byKey].filter(([, [newest]]) => !newest.deleteMarker).map(([key]) => key)] as const));
  const allowed = (bucket: string): ReadonlyMap<string, T[]> | undefined => {
    if (buckets.get(bucket)?.access === 'denied') {
      throw new TrailReadFailure('denied', `s3 on ${bucket}`, 'AccessDenied');
    }
    return versionsByKey.get(bucket);
  };
  const current = (bucket: string, prefix: string) => {
    if (!allowed(bucket)) {
      throw new TrailReadFailure('no-bucket', `s3:ListBucket on ${bucket}`, 'NoSuchBucket');
    }
    return keysThere.get(bucket)!.filter((key) => key.startsWith(prefix));
  };
  return {
    async* list({ bucket, key }, after) {
      const keys = current(bucket, key);
      const first = after === undefined ? 0 : keys.findIndex((each) => byBytes(each, after) > 0);
      for (let from = first; from >= 0 && from < keys.length; from += KEYS_IN_PAGE) {
        yield keys.slice(from, from + KEYS_IN_PAGE);
      }
    },
    async folders({ bucket, key }) {
      const parts = current(bucket, key).map((each) => each.slice(key.length).split('/'));
      return [...new Set(parts.filter(({ length }) => length > 1).map(([first]) => first))];
    },
    async open({ bucket, key }, versionId): Promise<OpenedObject> {
      const versions = allowed(bucket)?.get(key) ?? [];
      const object = versionId === undefined ? versions[0] : versions.find((version) => version.versionId === versionId);
      return object === undefined || object.deleteMarker
        ? { kind: 'absent', hidden: object !== undefined }
        : { kind: 'opened', metadata: new Map(Object.entries(object.metadata ?? {})), body: [bodyOf(object)] };
    },
    versions: async ({ bucket, key }) => (allowed(bucket)?.get(key) ?? [])
      .map(({ versionId = 'null', deleteMarker }, index) => ({ versionId, deleteMarker, isLatest: index === 0 }))
      .filter(({ deleteMarker }) => !deleteMarker),
  };
}

function grouped<T extends RecordedObject>(objects: readonly T[]): Map<string, T[]> {
  const byKey = new Map<string, T[]>();
  for (const object of objects) {
    byKey.set(object.key, [...byKey.get(object.key) ?? [], object]);
  }
  return new Map([...byKey].sort(([one], [other]) => byBytes(one, other)));
}

/** S3 sorts keys by their bytes. */
function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
