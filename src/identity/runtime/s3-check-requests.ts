import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { CheckRequests, PendingRequests } from './drift-ports';
import type { CheckRequest } from '../domain/drift-scope';

const PREFIX = 'drift-requests/';
/** Those that ask for everything come first in the order of keys, so that they are never among those that are not read. */
const ORDER: Readonly<Record<CheckRequest['kind'], number>> = { schedule: 0, deployment: 0, assignment: 1, set: 1 };
/** So many are read. */
const READ = 200;
const DELETED_AT_ONCE = 25;

/** Requests as objects of their own: two that come at once never write over one another. */
export class S3CheckRequests implements CheckRequests {
  public constructor(private readonly client: S3Client, private readonly bucket: string) {}

  public async add(id: string, request: CheckRequest): Promise<void> {
    const Key = `${PREFIX}${ORDER[request.kind]}-${id}.json`;
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body: JSON.stringify(request), ContentType: 'application/json' }));
  }

  public async pending(): Promise<PendingRequests> {
    const ids = await this.keys();
    const requests: CheckRequest[] = [];
    for (const key of ids.slice(0, READ)) {
      const request = await this.read(key);
      if (request) {
        requests.push(request);
      }
    }
    return { ids, requests, more: ids.length > READ };
  }

  public async done(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += DELETED_AT_ONCE) {
      const slice = ids.slice(start, start + DELETED_AT_ONCE);
      await Promise.all(slice.map(async (Key) => this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key }))));
    }
  }

  private async keys(): Promise<string[]> {
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await this.client.send(new ListObjectsV2Command({ Bucket: this.bucket, Prefix: PREFIX, ContinuationToken }));
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return keys;
  }

  private async read(Key: string): Promise<CheckRequest | undefined> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key }));
      return JSON.parse(await Body!.transformToString()) as CheckRequest;
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      throw error;
    }
  }
}
