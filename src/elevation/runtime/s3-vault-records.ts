import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { VaultRecords } from './record-elevations';
import { ELEVATION_EVIDENCE_PREFIX } from '../../private/naming';

/** Objects of the vault; its lock keeps every version that was ever written. */
export class S3VaultRecords implements VaultRecords {
  public constructor(private readonly client: S3Client, private readonly bucket: string) {}

  public async add(name: string, json: string): Promise<void> {
    await this.client.send(new PutObjectCommand({
      Bucket: this.bucket, Key: `${ELEVATION_EVIDENCE_PREFIX}${name}`, Body: json, ContentType: 'application/json', ChecksumAlgorithm: 'SHA256',
    }));
  }
}
