export interface SnapshotWriter {
  readonly partition: string;
  readonly bucketArn: string;
  readonly identityAccountId: string;
  readonly rolePath: string;
}

interface Statement {
  readonly [member: string]: unknown;
}

export function onlyEncryptedStatement(bucketArn: string): Statement {
  return {
    Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * The one role that writes may not exist yet, and a policy cannot name one that does not: its account is trusted, and narrowed to the role's path.
 * Nobody else writes or deletes objects; whoever must do so by hand takes the last statement out first.
 */
export function snapshotWriterStatements({ partition, bucketArn, identityAccountId, rolePath }: SnapshotWriter): Statement[] {
  const writer = `arn:${partition}:iam::${identityAccountId}:role${rolePath}*`;
  const trusted = { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${identityAccountId}:root` }, Condition: { ArnLike: { 'aws:PrincipalArn': writer } } };
  return [
    { ...trusted, Sid: 'SnapshotsAreWritten', Action: 's3:PutObject', Resource: ['evidence/identities', 'identities', 'state'].map((folder) => `${bucketArn}/${folder}/*`) },
    { ...trusted, Sid: 'SnapshotsGoOn', Action: 's3:GetObject', Resource: `${bucketArn}/state/*` },
    // without it S3 does not say that there is no history yet.
    { ...trusted, Sid: 'SnapshotsBegin', Action: 's3:ListBucket', Resource: bucketArn },
    {
      Sid: 'OnlySnapshotsWrite', Effect: 'Deny', Principal: '*', Action: ['s3:DeleteObject*', 's3:PutObject*', 's3:Replicate*'], Resource: `${bucketArn}/*`,
      Condition: { ArnNotLike: { 'aws:PrincipalArn': writer } },
    },
  ];
}
