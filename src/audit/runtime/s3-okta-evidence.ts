import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { OktaEvidence } from './okta-ports';
import { type HourEvidence, evidenceKey } from '../domain/okta-evidence';

/** Evidence as objects of the vault: each version stays as long as the lock. */
export class S3OktaEvidence implements OktaEvidence {
  public constructor(private readonly client: S3Client, private readonly bucket: string, private readonly prefix: string) {}

  public async read(hourMs: number): Promise<HourEvidence | undefined> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: evidenceKey(this.prefix, hourMs) }));
      return JSON.parse(await Body!.transformToString()) as HourEvidence;
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      throw error;
    }
  }

  public async write(hourMs: number, evidence: HourEvidence): Promise<void> {
    await this.client.send(new PutObjectCommand({
      Bucket: this.bucket, Key: evidenceKey(this.prefix, hourMs), Body: JSON.stringify(evidence), ContentType: 'application/json', ChecksumAlgorithm: 'SHA256',
    }));
  }
}
