import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DriftRecords } from './drift-ports';

/** Records of checks as objects below 'drift/'. */
export class S3DriftRecords implements DriftRecords {
  public constructor(private readonly client: S3Client, private readonly bucket: string) {}

  public async write(run: string, name: string, content: unknown): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: this.keyOf(run, name), Body: JSON.stringify(content), ContentType: 'application/json' }));
  }

  public async read<T>(run: string, name: string): Promise<T | undefined> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: this.keyOf(run, name) }));
      return JSON.parse(await Body!.transformToString()) as T;
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      throw error;
    }
  }

  public keyOf(run: string, name: string): string {
    return `drift/${run}/${name}.json`;
  }
}
