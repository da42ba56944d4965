/** What changes the rules of a bucket, or with it the fate of the logs in it; 'PutBucket*' also takes what is harmless, and nobody needs that either. Read 2026-11-01 in the service authorization reference. */
export const BUCKET_RULES = [
  's3:DeleteBucket*', 's3:PutBucket*', 's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration', 's3:PutReplicationConfiguration',
];

/** What takes objects away, opens them, or encrypts them with a key that may go away; nobody needs it, deployers included. */
export const OBJECT_FATE = [
  's3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectAcl', 's3:PutObjectVersionAcl', 's3:ReplicateDelete', 's3:UpdateObjectEncryption',
];

/** What adds objects as copies; S3 does with the one role that it copies with. */
export const COPYING = ['s3:ReplicateObject', 's3:ReplicateTags'];

/** What changes how long a single object is locked. */
export const LOCKS = ['s3:PutObjectLegalHold', 's3:PutObjectRetention'];

export const KEY_RULES = [
  'kms:CreateGrant', 'kms:DeleteI*', 'kms:Disable*', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:UpdateP*',
];

export const ALIAS_RULES = ['kms:DeleteAlias', 'kms:UpdateAlias'];

/** Whatever makes a role, or changes what it may do and who may take it: every call of IAM that changes a role begins with one of these letters. Taking it is not among them. */
export const ROLE_RULES = ['iam:A*', 'iam:C*', 'iam:D*', 'iam:P*', 'iam:T*', 'iam:U*'];
