import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';
import { EVIDENCE_PREFIX, OKTA_PREFIX, TRAIL_NAME, VAULT_KEY_ALIAS, vaultBucketName } from '../private/naming';
import { inManagementAccount, placementProblems } from '../private/placement';
import { eventSelectors, networkServiceProblems } from './domain/event-selectors';
import { memberAccountProblems } from './domain/member-account';

/** What the trail records besides management events, which it always records. */
export interface OrgAuditTrailOptions {
  /**
   * Whether reads of the vault's objects are recorded, and changes to them ($0.10 for 100,000 events). Of additions, only those below 'evidence/' and 'okta/' are:
   * each log that CloudTrail adds would be an event in the next one, without end.
   *
   * @default false: the access logs of the vault tell of them, best effort and hours later
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
   */
  readonly vaultDataEvents?: boolean;

  /**
   * Whether CloudTrail Insights looks for unusual numbers of calls and of errors ($0.35 for 100,000 events that it looks at, for each of the two).
   *
   * @default false
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
   */
  readonly insights?: boolean;

  /**
   * Services of whose calls through VPC endpoints, also those with credentials of other organizations, the endpoints' owner hears, such as 's3.amazonaws.com'
   * ($0.10 for 100,000 events). Raises `NetworkActivityService`, `NetworkActivityServiceTwice`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
   */
  readonly networkActivityServices?: string[];
}

/** Which organization is recorded, and into which account. */
export interface OrgAuditTrailProps extends OrgAuditTrailOptions {
  /** The organization. */
  readonly organization: Organization;

  /** Name or id of the log archive account, which holds the `AuditVault` in the same Region. Raises `AccountUnknown`, `AccountAmbiguous`, `RoleAccountNotActive`, `RoleAccountIsManagement`. */
  readonly logArchiveAccount: string;
}

/**
 * One trail for every account and Region of the organization, with validation of its log files. For a stack in the
 * management account, in the home Region: from a delegated administrator CloudFormation cannot create it (`StackAccount`, `StackRegion`).
 *
 * CloudTrail must be trusted by the organization and the `AuditVault` must exist first.
 * It records management events, of the management account too, and what else it is told to. The trail stays when the stack goes, except when the stack's
 * first deployment fails. A delegated administrator of CloudTrail can change the trail as well: there `SecurityServicesDenySCP` lets only deployers do so.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class OrgAuditTrail extends Construct {
  /** Name of the trail. */
  public readonly trailName: string;

  /** Name of the vault's bucket in the log archive account. */
  public readonly bucketName: string;

  /** Id of the log archive account. */
  public readonly bucketAccountId: string;

  /** Alias of the vault's key in the log archive account. */
  public readonly keyAlias: string;

  private readonly trail: CfnTrail;

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props what is recorded where
   */
  public constructor(scope: Construct, id: string, props: OrgAuditTrailProps) {
    super(scope, id);
    const { organization, networkActivityServices = [] } = props;
    const { region } = Stack.of(this);
    const archive = organization._find(props.logArchiveAccount);
    refuse([
      ...memberAccountProblems('logArchiveAccount', archive),
      ...networkServiceProblems(networkActivityServices),
      ...placementProblems(this, {
        ...inManagementAccount('an organization trail', organization),
        region: organization.homeRegion === undefined ? undefined : { name: organization.homeRegion, because: 'it is the home Region, which the vault expects it in' },
      }),
    ], this);
    this.bucketAccountId = 'account' in archive ? archive.account.id : '';
    this.trailName = TRAIL_NAME;
    this.bucketName = vaultBucketName(this.bucketAccountId, region);
    this.keyAlias = VAULT_KEY_ALIAS;
    this.trail = new CfnTrail(this, 'Trail', {
      trailName: this.trailName,
      isLogging: true,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: this.bucketName,
      advancedEventSelectors: eventSelectors({
        vaultArn: props.vaultDataEvents ? `arn:${organization.partition}:s3:::${this.bucketName}` : undefined,
        addedBelow: [EVIDENCE_PREFIX, OKTA_PREFIX],
        networkServices: networkActivityServices,
      }),
      insightSelectors: props.insights ? [{ insightType: 'ApiCallRateInsight' }, { insightType: 'ApiErrorRateInsight' }] : undefined,
      kmsKeyId: `arn:${organization.partition}:kms:${region}:${this.bucketAccountId}:${this.keyAlias}`,
    });
    this.trail.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }

  /** @internal The trail as the template has it, for the report. */
  public _settings(): CfnTrail {
    return this.trail;
  }
}
