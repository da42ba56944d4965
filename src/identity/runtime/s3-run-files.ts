import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { RunFiles, RunResult } from './run-files';

/** Files of runs below 'runs/'. The list of accounts has the form that the distributed map reads. */
export class S3RunFiles implements RunFiles {
  public constructor(private readonly client: S3Client, private readonly bucket: string) {}

  public async writeAccounts(run: string, accountIds: readonly string[]): Promise<void> {
    await this.write(`runs/${run}/accounts.json`, accountIds.map((accountId) => ({ accountId })));
  }

  public async readAccounts(run: string): Promise<readonly string[]> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: `runs/${run}/accounts.json` }));
      return (JSON.parse(await Body!.transformToString()) as { accountId: string }[]).map(({ accountId }) => accountId);
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return [];
      }
      throw error;
    }
  }

  public async writeResult(result: RunResult): Promise<void> {
    await this.write(`runs/${result.run}/result.json`, result);
  }

  private async write(Key: string, content: unknown): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body: JSON.stringify(content), ContentType: 'application/json' }));
  }
}
