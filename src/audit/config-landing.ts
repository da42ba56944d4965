import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { closedBucket, encryptedWith } from './closed-bucket';
import { landingLifecycle } from './domain/bucket-lifecycles';
import { CONFIG_PREFIX, configLandingStatements, copyStatements } from './domain/config-landing';
import { LANDING_LOG_PREFIX } from './domain/vault-policies';
import { anyOf } from '../private/alarm';
import { madeName } from '../private/made-name';
import { CONFIG_COPY_ROLE, ROLE_PATH, configLandingBucketName } from '../private/naming';
import { explainWildcards } from '../private/wildcard-reason';

/** Where copies go, and what encrypts them. */
export interface ConfigLandingProps {
  readonly partition: string;
  readonly organizationId: string;
  readonly vault: CfnBucket;
  readonly vaultName: string;
  readonly accessLogBucket: CfnBucket;
  readonly keyArn: string;
  readonly removalPolicy: RemovalPolicy;
  readonly alarmActions: string[];
}

const RULE = 'config-into-vault';

/** Where AWS Config delivers, because it refuses a locked bucket. S3 copies what arrives into the vault, where the default retention locks it. */
export class ConfigLanding extends Construct {
  public readonly bucket: CfnBucket;

  public constructor(scope: Construct, id: string, private readonly props: ConfigLandingProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const { partition, organizationId, keyArn, vault } = props;
    const bucketName = configLandingBucketName(account, region);
    this.bucket = closedBucket(this, 'Bucket', {
      bucket: {
        bucketName,
        bucketEncryption: encryptedWith(keyArn),
        loggingConfiguration: { destinationBucketName: props.accessLogBucket.ref, logFilePrefix: LANDING_LOG_PREFIX },
        replicationConfiguration: { role: this.copyRole(bucketName).attrArn, rules: [{
          id: RULE,
          status: 'Enabled',
          priority: 1,
          filter: { prefix: CONFIG_PREFIX },
          // what ends here stays in the vault.
          deleteMarkerReplication: { status: 'Disabled' },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
          destination: { bucket: vault.attrArn, encryptionConfiguration: { replicaKmsKeyId: keyArn }, metrics: { status: 'Enabled' } },
        }] },
      },
      lifecycle: landingLifecycle(),
      statements: configLandingStatements({ partition, organizationId, bucketName }),
      removalPolicy: props.removalPolicy,
    });
    this.alarm(bucketName);
  }

  /**
   * S3 takes it for this bucket only as long as nobody else may pass it, which `ProtectedRolesSCP` says; its trust has no source condition,
   * because S3 does not document one for replication.
   */
  private copyRole(from: string): CfnRole {
    const { partition, vaultName: to, keyArn } = this.props;
    const Statement = copyStatements({ partition, region: Stack.of(this).region, from, to, keyArn });
    const role = new CfnRole(this, 'CopyRole', {
      path: ROLE_PATH,
      roleName: CONFIG_COPY_ROLE,
      description: 'Copies what AWS Config delivered into the vault of the audit trail',
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      policies: [{ policyName: 'Copy', policyDocument: { Version: '2012-10-17', Statement } }],
    });
    explainWildcards(role, [from, to].map((name) => ({
      resource: `arn:${partition}:s3:::${name}/${CONFIG_PREFIX}*`, reason: 'the objects that AWS Config delivers are known only when they arrive',
    })));
    // a role that goes before its bucket would leave deliveries that nobody copies.
    role.applyRemovalPolicy(this.props.removalPolicy);
    return role;
  }

  private alarm(bucketName: string): void {
    new CfnAlarm(this, 'Alarm', {
      alarmName: madeName(this, 'config-copies'),
      alarmDescription: 'What AWS Config delivered was not copied into the vault. It stays in the landing bucket for 90 days: mend the cause, then copy again with S3 Batch Replication.',
      ...anyOf({
        namespace: 'AWS/S3', metricName: 'OperationsFailedReplication', statistic: 'Sum',
        dimensions: { SourceBucket: bucketName, DestinationBucket: this.props.vaultName, RuleId: RULE },
      }),
      alarmActions: this.props.alarmActions,
    });
  }
}
