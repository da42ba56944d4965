import { Annotations, Stack } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ActivityBuckets } from './activity-buckets';
import { ActivityQueries } from './activity-queries';
import { ActivityReader } from './activity-reader';
import { ActivityTables } from './activity-tables';
import { memberAccountProblems } from './domain/member-account';
import { JobAlarms } from './job-alarms';
import type { Organization } from '../organization/organization';
import { DATABASE } from './domain/activity/activity-sql';
import { activityReaderClaims } from './domain/activity-reader-claims';
import { viewProblems } from './domain/view-problems';
import type { Claim } from '../policy/domain/claim';
import { refuse } from '../private/errors';
import { ACTIVITY_READER_ROLE, VAULT_KEY_ALIAS, activityBucketName, answersBucketName, vaultBucketName } from '../private/naming';
import { placementProblems } from '../private/placement';

/** Who asks the activity view, and how much a question may read. */
export interface ActivityViewOptions {
  /**
   * Names of permission sets whose sessions in this account may take the role that asks. A name that is none raises `ActivityReaderSet`.
   *
   * @default - no such role is made, and nobody can ask
   */
  readonly readerPermissionSets?: string[];

  /**
   * Gigabytes that one question may read, from 1 to 10,000, whole numbers. Athena stops a query that reads more. Raises `ActivityScanLimit`.
   *
   * @default 100
   */
  readonly scanLimitGigabytes?: number;

  /**
   * ARNs of what the alarms tell, such as SNS topics.
   *
   * @default - the alarms tell nobody; they are in CloudWatch
   */
  readonly alarmActions?: string[];
}

/** Whose activity is looked at, and by whom. */
export interface ActivityViewProps extends ActivityViewOptions {
  /** The organization. */
  readonly organization: Organization;

  /** Name or id of the account with the `AuditVault`. Raises `AccountUnknown`, `AccountAmbiguous`, `RoleAccountNotActive`, `RoleAccountIsManagement`. */
  readonly logArchiveAccount: string;

  /** Name or id of the account that administers Identity Center, where `IdentityDirectorySnapshots` stands. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly identityAccount: string;
}

const WORK_GROUP = 'zero-trust-audit';
const BYTES_PER_GIGABYTE = 1_000_000_000;

/**
 * One view over CloudTrail, AWS Config and Okta that says who did what, where, when and with which outcome, with people instead of ids,
 * and the questions that are asked of it again and again. For a stack in a member account
 * (`StackAccount`), with an account of its own (`StackEnvironment`), in the home Region (`StackRegion`). One in each account: its names are fixed.
 *
 * Lists of accounts and Regions follow the organization by themselves, within the hour, and never get shorter: accounts that left can be asked about.
 * Nothing here writes into the vault.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export class ActivityView extends Construct {
  /** Name of the database in the Glue catalog. */
  public readonly databaseName: string;

  /** Name of the Athena workgroup to ask in. */
  public readonly workGroupName: string;

  /** Name of the bucket in which people of the identity store stand; `IdentityDirectorySnapshots` writes it. */
  public readonly peopleBucketName: string;

  /** ARN of the role that asks; missing without `readerPermissionSets`. */
  public readonly readerRoleArn?: string;

  /** Alarms over the function that follows the organization: that it fails, and that it does not run. */
  public readonly alarms: CfnAlarm[];

  private readonly organization: Organization;
  private readonly readers: readonly string[];
  private readonly logArchiveId: string;

  /**
   * @param scope a scope in a stack of the audit account
   * @param id of the construct
   * @param props whose activity is looked at
   */
  public constructor(scope: Construct, id: string, props: ActivityViewProps) {
    super(scope, id);
    const { organization, readerPermissionSets = [], scanLimitGigabytes = 100 } = props;
    const archive = organization._find(props.logArchiveAccount);
    const identity = organization._find(props.identityAccount);
    const logArchiveId = 'account' in archive ? archive.account.id : '';
    refuse([
      ...memberAccountProblems('logArchiveAccount', archive),
      ...('problem' in identity ? [identity.problem] : []),
      ...placementProblems(this, {
        what: 'the activity view',
        accounts: {
          ids: organization.accounts.filter(({ management, active }) => active && !management).map(({ accountId }) => accountId),
          role: 'the audit account',
        },
        region: organization.homeRegion === undefined ? undefined : { name: organization.homeRegion, because: 'it is the home Region, where the vault is' },
        concrete: true,
      }),
      ...viewProblems({ scanLimitGigabytes, readerPermissionSets }),
    ], this);
    const { account, region } = Stack.of(this);
    [this.organization, this.readers, this.logArchiveId] = [organization, readerPermissionSets, logArchiveId];
    const vaultName = vaultBucketName(logArchiveId, region);
    this.databaseName = DATABASE;
    this.workGroupName = WORK_GROUP;
    this.peopleBucketName = activityBucketName(account, region);

    const identityAccountId = 'account' in identity ? identity.account.id : '';
    const { results } = new ActivityBuckets(this, 'Buckets', { partition: organization.partition, identityAccountId });
    const tables = new ActivityTables(this, 'Tables', { organization, vaultName, peopleName: this.peopleBucketName });
    new ActivityQueries(this, 'Queries', { workGroupName: WORK_GROUP, resultsName: results.ref, scanLimitBytes: scanLimitGigabytes * BYTES_PER_GIGABYTE });
    if (readerPermissionSets.length > 0) {
      this.readerRoleArn = new ActivityReader(this, 'Reader', {
        organization, logArchiveAccountId: logArchiveId, vaultName, peopleName: this.peopleBucketName, resultsArn: results.attrArn,
        workGroupName: WORK_GROUP, permissionSets: readerPermissionSets,
      }).roleArn;
    } else {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:activity-unread',
        'Nobody can ask the activity view; name the permission sets of your auditors in `readerPermissionSets`.');
    }
    this.alarms = new JobAlarms(this, 'Alarms', {
      job: 'activity-follow', functionName: tables.follower.functionName, actions: props.alarmActions ?? [],
      failed: 'Accounts and Regions that are new cannot be asked about: the function that follows the organization failed.',
      silent: { because: 'The function that follows the organization did not run: what is new cannot be asked about.', hours: 3 },
    }).all;
  }

  /** @internal Whoever was named must be able to take the role that asks, and that role to ask and to read. */
  public _claims(organizationId: string): readonly Claim[] {
    const { account, region } = Stack.of(this);
    const { partition } = this.organization;
    return organizationId !== this.organization.organizationId || this.readers.length === 0 ? [] : activityReaderClaims({
      partition, homeRegion: region, accountId: account, vaultName: vaultBucketName(this.logArchiveId, region),
      answersName: answersBucketName(account, region),
      vaultKeyArn: `arn:${partition}:kms:${region}:${this.logArchiveId}:key/vault`, keyAlias: VAULT_KEY_ALIAS,
      workGroupArn: `arn:${partition}:athena:${region}:${account}:workgroup/${WORK_GROUP}`, roleName: ACTIVITY_READER_ROLE, permissionSets: this.readers,
    });
  }
}
