import type { Detection, DetectionFacts } from './detection';

/** What opens, empties or unlocks a bucket; CloudTrail's names, which are not always those of IAM. */
const OF_BUCKETS = [
  'DeleteBucket', 'DeleteBucketEncryption', 'DeleteBucketLifecycle', 'DeleteBucketOwnershipControls', 'DeleteBucketPolicy', 'DeleteBucketPublicAccessBlock',
  'DeleteBucketReplication', 'PutBucketAcl', 'PutBucketEncryption', 'PutBucketLifecycle', 'PutBucketLogging', 'PutBucketObjectLockConfiguration',
  'PutBucketOwnershipControls', 'PutBucketPolicy', 'PutBucketPublicAccessBlock', 'PutBucketReplication', 'PutBucketVersioning', 'PutObjectLockConfiguration',
];
const OF_KEYS = ['DeleteAlias', 'DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion', 'UpdateAlias'];

/** Any key of the log archive account: events name keys by an id that is made at deployment. */
export function vaultTampering({ logArchiveAccountId, vaultBucket, accessLogBucket, landingBucket }: DetectionFacts): Detection {
  return {
    name: 'vault-tampering',
    title: 'Somebody changed the vault of the audit trail or a key of its account, or tried to',
    severity: 'critical',
    reason: 'the lock keeps what is there; the default for what comes, the policy, the lifecycle and the key it does not keep',
    unseen: 'calls about objects, such as deleting a version, unless the trail records data events of the vault; grants that AWS services make for themselves',
    runbook: 'If it was no deployment, deny the caller, compare bucket and key with their template (`cdk diff`), and cancel a deletion of the key within its waiting period.',
    bus: 'detections',
    accounts: 'log archive',
    region: 'home',
    pattern: {
      'detail-type': ['AWS API Call via CloudTrail'],
      'account': [logArchiveAccountId],
      'detail': {
        $or: [
          { eventSource: ['s3.amazonaws.com'], eventName: OF_BUCKETS, requestParameters: { bucketName: [vaultBucket, accessLogBucket, landingBucket] } },
          { eventSource: ['kms.amazonaws.com'], eventName: OF_KEYS },
          { eventSource: ['kms.amazonaws.com'], eventName: ['CreateGrant'], userIdentity: { invokedBy: [{ exists: false }] } },
        ],
      },
    },
  };
}
