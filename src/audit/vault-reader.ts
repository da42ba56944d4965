import { Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AUDIT_READER_ROLE, ROLE_PATH } from '../private/naming';
import { explainWildcards } from '../private/wildcard-reason';
import { bucketArnOf } from './domain/bucket-statements';
import { type ReaderReference, readerStatements, readerTrust } from './domain/reader-statements';

/** What the reader reads, and who becomes it. */
export interface VaultReaderProps extends ReaderReference {
  readonly auditAccountId: string;
}

/** The one role by which people of the audit account read the vault and who touched it, for an hour at a time. */
export class VaultReader extends Construct {
  public readonly roleArn: string;

  public constructor(scope: Construct, id: string, props: VaultReaderProps) {
    super(scope, id);
    const { partition, auditAccountId, bucketNames } = props;
    new CfnRole(this, 'Role', {
      path: ROLE_PATH,
      roleName: AUDIT_READER_ROLE,
      description: 'People of the audit account read the vault of the audit trail, and who read or changed it',
      maxSessionDuration: 3600,
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: readerTrust(partition, auditAccountId) },
      policies: [{ policyName: 'Read', policyDocument: { Version: '2012-10-17', Statement: readerStatements(props) } }],
    });
    explainWildcards(this, bucketNames.map((name) => ({
      resource: `${bucketArnOf(partition, name)}/*`, reason: 'whoever audits reads every log; the names of logs are not known beforehand',
    })));
    this.roleArn = `arn:${partition}:iam::${Stack.of(this).account}:role${ROLE_PATH}${AUDIT_READER_ROLE}`;
  }
}
