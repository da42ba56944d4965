import { gzipSync } from 'node:zlib';
import { PutObjectCommand, type S3Client, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { statusOf } from './aws-failures';
import type { OktaSource, OktaVault } from './okta-ports';
import { type OktaEvent, eventKey, hourFolder, uuidOfKey } from '../domain/okta-event';

/**
 * One object for each event. S3 writes it only if nothing stands there, which makes it once and no more, whoever comes how often.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export class S3OktaVault implements OktaVault {
  public constructor(private readonly client: S3Client, private readonly bucket: string, private readonly prefix: string) {}

  public async uuids(hourMs: number): Promise<Set<string>> {
    const found = new Set<string>();
    const folder = { Bucket: this.bucket, Prefix: hourFolder(this.prefix, hourMs) };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.client }, folder)) {
      Contents.forEach(({ Key }) => {
        const uuid = uuidOfKey(Key!);
        if (uuid !== undefined) {
          found.add(uuid);
        }
      });
    }
    return found;
  }

  public async keep(event: OktaEvent, source: OktaSource): Promise<'kept' | 'known'> {
    try {
      await this.client.send(new PutObjectCommand({
        Bucket: this.bucket,
        Key: eventKey(this.prefix, event),
        Body: gzipSync(`${event.line}\n`),
        ContentType: 'application/gzip',
        Metadata: { source },
        IfNoneMatch: '*',
        // a bucket with a default retention takes no object without one.
        ChecksumAlgorithm: 'SHA256',
      }));
      return 'kept';
    } catch (error) {
      // 412: it stands there. 409 means that somebody writes it at this moment, and is a failure to try again.
      if (statusOf(error) === 412) {
        return 'known';
      }
      throw error;
    }
  }
}
