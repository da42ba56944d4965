import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';
import { TRAIL_NAME, VAULT_KEY_ALIAS, vaultBucketName } from '../private/naming';

/** Which organization is recorded, and into which account. */
export interface OrgAuditTrailProps {
  /** The organization. */
  readonly organization: Organization;

  /** Name or id of the log archive account, which holds the `AuditVault`. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly logArchiveAccount: string;

  /**
   * Region of the vault.
   *
   * @default - the Region of the stack
   */
  readonly vaultRegion?: string;
}

/**
 * One trail for every account and Region of the organization, with validation of its log files. For a stack in the
 * management account, in the home Region: from a delegated administrator CloudFormation cannot create it (`TrailAccount`).
 *
 * CloudTrail must be trusted by the organization and the `AuditVault` must exist first.
 * It records the management account too. The trail stays when the stack goes.
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
    const { account, region } = Stack.of(this);
    const archive = organization._find(props.logArchiveAccount);
    refuse([
      ...('problem' in archive ? [archive.problem] : []),
      ...(Token.isUnresolved(account) || account === organization.managementAccount.accountId ? [] : [{
        code: 'TrailAccount',
        problem: `the stack is in account ${account}; CloudFormation creates an organization trail only in the management account ${organization.managementAccount.accountId}`,
        fix: `give the stack env.account '${organization.managementAccount.accountId}'`,
      }]),
    ], this);
    const vaultRegion = props.vaultRegion ?? region;
    this.bucketAccountId = 'account' in archive ? archive.account.id : '';
    this.trailName = TRAIL_NAME;
    this.bucketName = vaultBucketName(this.bucketAccountId, vaultRegion);
    this.keyAlias = VAULT_KEY_ALIAS;
    this.trail = new CfnTrail(this, 'Trail', {
      trailName: this.trailName,
      isLogging: true,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: this.bucketName,
      kmsKeyId: `arn:${organization.partition}:kms:${vaultRegion}:${this.bucketAccountId}:${this.keyAlias}`,
    });
    this.trail.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  /** @internal The trail as the template has it, for the report. */
  public _settings(): CfnTrail {
    return this.trail;
  }
}
