import { GetObjectCommand, ListObjectVersionsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { statusOf, trailFailure } from './aws-failures';
import { WHOLE_BYTES } from './inflate-whole';
import { TrailReadFailure } from './trail-failures';
import type { Body, ObjectVersion, OpenedObject, TrailObjects } from './trail-ports';
import type { Place } from '../domain/trail-chain';

/** Versions of one object that are looked through at most. */
const MOST_VERSIONS = 1_000;

/** The SDK tries a few times by itself; `patiently` takes over where it gives up. */
export function trailS3Client(region: string): S3Client {
  return new S3Client({
    region,
    maxAttempts: 3,
    // chains lead into buckets of other Regions.
    followRegionRedirects: true,
    // every content is hashed here; a checksum of the transfer adds nothing.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
  });
}

/** Reads buckets through the AWS SDK. */
export function s3TrailObjects(client: S3Client): TrailObjects {
  return {
    async* list({ bucket, key }, after) {
      for (let next: string | undefined, more = true; more;) {
        const page = await asked('s3:ListBucket', bucket, async () => client.send(new ListObjectsV2Command({
          Bucket: bucket, Prefix: key, StartAfter: after, ContinuationToken: next, EncodingType: 'url',
        })));
        yield (page.Contents ?? []).map(({ Key }) => decoded(Key!));
        next = page.NextContinuationToken;
        more = next !== undefined;
      }
    },

    async folders({ bucket, key }) {
      const folders: string[] = [];
      for (let next: string | undefined, more = true; more;) {
        const page = await asked('s3:ListBucket', bucket, async () => client.send(new ListObjectsV2Command({
          Bucket: bucket, Prefix: key, Delimiter: '/', ContinuationToken: next, EncodingType: 'url',
        })));
        folders.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => decoded(Prefix!).slice(key.length, -1)));
        next = page.NextContinuationToken;
        more = next !== undefined;
      }
      return folders;
    },

    open: async (place, versionId) => open(client, place, versionId),

    async versions({ bucket, key }) {
      const page = await asked('s3:ListBucketVersions', bucket, async () => client.send(new ListObjectVersionsCommand({
        Bucket: bucket, Prefix: key, MaxKeys: MOST_VERSIONS, EncodingType: 'url',
      })));
      return (page.Versions ?? []).filter(({ Key }) => decoded(Key!) === key)
        .map(({ VersionId, IsLatest }): ObjectVersion => ({ versionId: VersionId!, isLatest: IsLatest === true }));
    },
  };
}

async function open(client: S3Client, { bucket, key }: Place, versionId?: string): Promise<OpenedObject> {
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  let answer;
  try {
    answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
  } catch (error) {
    // a version that is a delete marker is answered with 405.
    if ([404, 405].includes(statusOf(error) ?? 0)) {
      return { kind: 'absent', hidden: deleteMarker(error) };
    }
    throw trailFailure(`${action} on ${bucket}/${key}`, error);
  }
  const { Body: body, ContentLength: bytes, Metadata } = answer;
  const pieces = wholeBody(body as AsyncIterable<Uint8Array>, `${action} on ${bucket}/${key}`, bytes);
  // what is inflated in one call is better there in one piece.
  return { kind: 'opened', metadata: new Map(Object.entries(Metadata ?? {})), body: bytes !== undefined && bytes <= WHOLE_BYTES ? [await joined(pieces)] : pieces };
}

async function joined(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) {
    pieces.push(piece);
  }
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
}

/** A connection that ends early must not look like an object that is cut off. */
async function* wholeBody(body: AsyncIterable<Uint8Array>, action: string, bytes?: number): Body & AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const piece of body) {
      received += piece.length;
      yield piece;
    }
  } catch (error) {
    throw trailFailure(action, error);
  }
  if (bytes !== undefined && received !== bytes) {
    throw new TrailReadFailure('unavailable', action, `${received} of ${bytes} bytes arrived`);
  }
}

function deleteMarker(error: unknown): boolean {
  return (error as { $response?: { headers?: Record<string, string> } }).$response?.headers?.['x-amz-delete-marker'] === 'true';
}

async function asked<T>(action: string, bucket: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw trailFailure(`${action} on ${bucket}`, error);
  }
}

/** Keys may hold characters that XML cannot; S3 encodes them as in a form. */
function decoded(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
