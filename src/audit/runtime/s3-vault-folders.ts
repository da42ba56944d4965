import type { VaultFolders } from './activity-ports';
import { s3TrailObjects, trailS3Client } from './s3-trail-objects';

export function s3VaultFolders(bucket: string, region: string): VaultFolders {
  const objects = s3TrailObjects(trailS3Client(region));
  return { below: async (key) => objects.folders({ bucket, key }) };
}
