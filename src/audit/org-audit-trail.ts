import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';
import { TRAIL_NAME, VAULT_KEY_ALIAS, vaultBucketName } from '../private/naming';
import { inManagementAccount, placementProblems } from '../private/placement';

/** Which organization is recorded, and into which account. */
export interface OrgAuditTrailProps {
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
 * It records management events, of the management account too; data events (such as reads of objects) are not recorded. The trail stays when the stack goes,
 * except when the stack's first deployment fails.
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
    const { organization } = props;
    const { region } = Stack.of(this);
    const archive = organization._find(props.logArchiveAccount);
    refuse([
      ...('problem' in archive ? [archive.problem] : []),
      ...('account' in archive && !archive.account.active ? [{
        code: 'RoleAccountNotActive',
        problem: `'logArchiveAccount' is '${archive.account.name}' (${archive.account.id}), which is ${archive.account.status}; it must be ACTIVE`,
        fix: 'name an active account, or reopen this one and take the snapshot again',
      }] : []),
      ...('account' in archive && archive.account.management ? [{
        code: 'RoleAccountIsManagement',
        problem: `'logArchiveAccount' is the management account '${archive.account.name}' (${archive.account.id}), where no guardrail protects logs and findings`,
        fix: 'name a member account',
      }] : []),
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
      kmsKeyId: `arn:${organization.partition}:kms:${region}:${this.bucketAccountId}:${this.keyAlias}`,
    });
    this.trail.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }

  /** @internal The trail as the template has it, for the report. */
  public _settings(): CfnTrail {
    return this.trail;
  }
}
