/** Every way to read what is in a bucket, with what proves that it could not be changed; nothing here writes. */
export const READ_OBJECTS: string[] = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectRetention'];
export const READ_BUCKET: string[] = [
  's3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation', 's3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration',
];
