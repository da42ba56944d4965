import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { WorkFiles } from './integrity-ports';

/** Files as objects of the bucket that verification works in. */
export function s3WorkFiles(client: S3Client, bucket: string): WorkFiles {
  return {
    async read<T>(key: string) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return JSON.parse(await Body!.transformToString()) as T;
      } catch (error) {
        if (error instanceof NoSuchKey) {
          return undefined;
        }
        throw error;
      }
    },

    async write(key, content) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify(content), ContentType: 'application/json' }));
    },
  };
}
