import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { statusOf } from './aws-failures';
import type { Evidence } from './integrity-ports';
import { patiently } from './patience';
import { TrailReadFailure } from './trail-failures';
import type { TrailClock } from './trail-ports';

/** Evidence as objects of the vault, whose own settings encrypt and lock them. */
export function s3Evidence(client: S3Client, bucket: string, clock: TrailClock): Evidence {
  const put = (key: string, text: string) => ({ Bucket: bucket, Key: key, Body: text, ContentType: 'application/json' });
  return {
    async read(key) {
      try {
        const { Body, VersionId } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return { text: await Body!.transformToString(), versionId: VersionId! };
      } catch (error) {
        if (error instanceof NoSuchKey) {
          return undefined;
        }
        throw error;
      }
    },

    async write(key, text) {
      await client.send(new PutObjectCommand(put(key, text)));
    },

    async writeOnce(key, text) {
      return patiently(clock, async () => {
        try {
          await client.send(new PutObjectCommand({ ...put(key, text), IfNoneMatch: '*' }));
          return true;
        } catch (error) {
          if (statusOf(error) === 412) {
            return false;
          }
          // somebody else is writing it this moment: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
          throw statusOf(error) === 409 ? new TrailReadFailure('unavailable', `s3:PutObject on ${bucket}/${key}`, 'ConditionalRequestConflict') : error;
        }
      });
    },

    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
