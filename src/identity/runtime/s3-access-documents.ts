import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ACCESS_DOCUMENT_KEY, type VersionedAccess } from './access-documents';
import type { KeptAccessDocuments } from './keep-access-document';
import type { DeployedAccess } from '../domain/desired-access';

/** The document as one object of a bucket with versions. */
export class S3AccessDocuments implements KeptAccessDocuments {
  public constructor(private readonly client: S3Client, private readonly bucket: string) {}

  public async read(version?: string): Promise<VersionedAccess> {
    const { Body, VersionId } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: ACCESS_DOCUMENT_KEY, VersionId: version }));
    return { version: VersionId!, access: JSON.parse(await Body!.transformToString()) as DeployedAccess };
  }

  public async newest(): Promise<VersionedAccess | undefined> {
    try {
      return await this.read();
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      throw error;
    }
  }

  public async write(access: DeployedAccess): Promise<string> {
    const { VersionId } = await this.client.send(new PutObjectCommand({
      Bucket: this.bucket, Key: ACCESS_DOCUMENT_KEY, Body: JSON.stringify(access), ContentType: 'application/json',
    }));
    return VersionId!;
  }
}
