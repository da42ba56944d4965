import { Duration } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { JobAlarms } from './job-alarms';
import type { Organization } from '../organization/organization';
import { alarm, untilNoneOf } from '../private/alarm';
import { BundledFunction } from '../private/bundled-function';
import { callingRule } from '../private/calling-rule';
import { refuse } from '../private/errors';
import { madeName } from '../private/made-name';
import { IDENTITY_SNAPSHOT_ROLE_PATH, activityBucketName } from '../private/naming';
import { identityCenterProblems } from '../private/placement';

/** Who is told when people were not written down. */
export interface IdentityDirectorySnapshotsOptions {
  /**
   * ARNs of what the alarms tell, such as SNS topics.
   *
   * @default - the alarms tell nobody; they are in CloudWatch
   */
  readonly alarmActions?: string[];
}

/** Whose people are written down, and where. */
export interface IdentityDirectorySnapshotsProps extends IdentityDirectorySnapshotsOptions {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no Identity Center instance. */
  readonly organization: Organization;

  /** Name or id of the account with the `ActivityView`, which must exist first. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly auditAccount: string;
}

/**
 * Writes down every night who is in the identity store, so that later a user id can be read as a person, with the e-mail of that time, also when the
 * person has left. For a stack in the account that administers Identity Center (`StackAccount`, `StackEnvironment`), in its Region (`StackRegion`):
 * no other account can list people. It writes into the bucket of the `ActivityView`, and into nothing else.
 *
 * A listing that fails or is not complete changes nothing. When more than five people and more than a tenth are missing at once,
 * it takes a second listing to believe it, and an alarm asks somebody to look.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_ListUsers.html
 */
export class IdentityDirectorySnapshots extends Construct {
  /** Name of the function; calling it takes a snapshot. */
  public readonly functionName: string;

  /** Alarms: that the snapshot fails, that it does not run, and that too many people are missing. */
  public readonly alarms: CfnAlarm[];

  /**
   * @param scope a scope in a stack of the account that administers Identity Center
   * @param id of the construct
   * @param props whose people are written down
   */
  public constructor(scope: Construct, id: string, props: IdentityDirectorySnapshotsProps) {
    super(scope, id);
    const { organization, alarmActions = [] } = props;
    const { identityCenter, managementAccount, partition } = organization;
    const audit = organization._find(props.auditAccount);
    refuse([
      ...('problem' in audit ? [audit.problem] : []),
      ...identityCenterProblems(this, organization, { what: 'the snapshot of identities', nothing: 'there is nobody to write down', concrete: true }),
    ], this);
    const auditId = 'account' in audit ? audit.account.id : '';
    const { identityStoreId, region } = identityCenter!;
    const job = madeName(this, 'identity-snapshot');
    const bucket = activityBucketName(auditId, region);
    const objects = (folder: string) => `arn:${partition}:s3:::${bucket}/${folder}/*`;
    const people = `arn:${partition}:identitystore:::user/*`;
    const snapshot = new BundledFunction(this, 'Snapshot', {
      bundle: 'audit/runtime/take-identity-snapshot.lambda',
      permissions: [
        { actions: ['identitystore:ListUsers'], resources: [`arn:${partition}:identitystore::${managementAccount.accountId}:identitystore/${identityStoreId}`, people] },
        { actions: ['s3:GetObject'], resources: [`arn:${partition}:s3:::${bucket}/state/identities.json.gz`] },
        { actions: ['s3:PutObject'], resources: [`arn:${partition}:s3:::${bucket}/state/identities.json.gz`, `arn:${partition}:s3:::${bucket}/identities/identities.json.gz`, objects('evidence/identities')] },
        // without it S3 does not say that there is no history yet.
        { actions: ['s3:ListBucket'], resources: [`arn:${partition}:s3:::${bucket}`] },
      ],
      wildcards: [
        { resource: people, reason: 'everybody of the one store, which stands beside it' },
        { resource: objects('evidence/identities'), reason: 'an object for each day' },
      ],
      timeout: Duration.minutes(15),
      // everybody of 100,000, with their history.
      memoryMegabytes: 512,
      environment: { IDENTITY_STORE_ID: identityStoreId, RECORDS_BUCKET: bucket, RECORDS_OWNER: auditId, JOB: job },
      rolePath: IDENTITY_SNAPSHOT_ROLE_PATH,
    });
    this.functionName = snapshot.functionName;
    this.schedule(snapshot.functionArn);
    this.alarms = [...new JobAlarms(this, 'Alarms', {
      job: 'identity-snapshot', functionName: snapshot.functionName, actions: alarmActions,
      failed: 'The people of the identity store were not written down. What was known stays; start the function again when the cause is gone.',
      silent: { because: 'The people of the identity store were not written down for more than a day.', hours: 26 },
    }).all, this.disappeared(job, alarmActions)];
  }

  private schedule(functionArn: string): void {
    callingRule(this, 'Nightly', {
      name: madeName(this, 'identity-snapshot-nightly'), description: 'Writes down who is in the identity store', scheduleExpression: 'cron(0 2 * * ? *)',
      target: { id: 'Snapshot', arn: functionArn },
    });
  }

  private disappeared(job: string, actions: string[]): CfnAlarm {
    return alarm(this, 'Disappeared', {
      name: madeName(this, 'identity-snapshot-disappeared'),
      description: 'So many people are missing from the identity store at once that one listing is not believed. The next one, twelve hours later or more, is.',
      rule: untilNoneOf({ namespace: 'ZeroTrust/Audit', metricName: 'Suspected', dimensions: { Job: job }, statistic: 'Maximum' }),
      actions,
    });
  }
}
