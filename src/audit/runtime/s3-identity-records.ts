import { gunzipSync, gzipSync } from 'node:zlib';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { IdentityRecords } from './take-identity-snapshot';
import { type IdentityHistory, identityLines } from '../domain/identity-history';

const STATE = 'state/identities.json.gz';

/** The history stands in one object that is replaced only by whoever read it; its ETag is the version. */
export function s3IdentityRecords(client: S3Client, bucket: string, owner: string): IdentityRecords {
  const put = async (Key: string, content: string, condition: { IfMatch?: string; IfNoneMatch?: string } = {}) => {
    await client.send(new PutObjectCommand({
      Bucket: bucket, ExpectedBucketOwner: owner, Key, Body: gzipSync(content), ContentType: 'application/gzip', ...condition,
    }));
  };
  return {
    async read() {
      try {
        const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, ExpectedBucketOwner: owner, Key: STATE }));
        return { history: JSON.parse(gunzipSync(await Body!.transformToByteArray()).toString()) as IdentityHistory, version: ETag };
      } catch (error) {
        if (error instanceof NoSuchKey) {
          return { history: { rows: [] } };
        }
        throw error;
      }
    },
    write: async (history, version) => put(STATE, JSON.stringify(history), version === undefined ? { IfNoneMatch: '*' } : { IfMatch: version }),
    publish: async ({ rows }) => put('identities/identities.json.gz', identityLines(rows)),
    keepEvidence: async (at, people) => put(`evidence/identities/${at.slice(0, 10)}.json.gz`, JSON.stringify({ at, people })),
  };
}
