import { Annotations, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { memberAccountProblems } from './domain/member-account';
import { VerificationAlarms } from './verification-alarms';
import { VerificationFiles } from './verification-files';
import { VerificationFunctions } from './verification-functions';
import { VerificationSchedules } from './verification-schedules';
import { verificationStates } from './verification-states';
import { regionProblems } from '../guardrails/domain/region-problems';
import { alwaysOnRegions } from '../organization/domain/always-on-regions';
import type { Organization } from '../organization/organization';
import { ACCOUNT, type Claim } from '../policy/domain/claim';
import { refuse } from '../private/errors';
import { knownRegions } from '../private/known-regions';
import { LoggedStateMachine } from '../private/logged-state-machine';
import { madeName } from '../private/made-name';
import { AUDIT_ROLE_PATH, vaultBucketName } from '../private/naming';
import { placementProblems } from '../private/placement';

/** What is expected of the trail besides the default, and who is told. */
export interface TrailVerificationOptions {
  /**
   * Regions in which every account must have digests, such as opt-in Regions that are on everywhere. Always-on Regions are among them, named or not.
   * Other Regions are expected of an account from its first digest there. Raises `RegionUnknown`, `RegionTwice`.
   *
   * @default - the Regions that no account can switch off
   */
  readonly regions?: string[];

  /**
   * ARNs of what the alarms tell, such as SNS topics. Without it findings are written down and nobody hears of them, unless `Detections`
   * or a rule of your own takes the events (source 'zero-trust.audit') to somebody.
   *
   * @default - the alarms tell nobody; they are in CloudWatch
   */
  readonly alarmActions?: string[];
}

/** Which trail is verified. */
export interface TrailVerificationProps extends TrailVerificationOptions {
  /** The organization whose trail it is. */
  readonly organization: Organization;

  /** Name or id of the log archive account, which holds the `AuditVault`. Raises `AccountUnknown`, `AccountAmbiguous`, `RoleAccountNotActive`, `RoleAccountIsManagement`. */
  readonly logArchiveAccount: string;
}

/**
 * Verifies the audit trail: every day, at 04:30 UTC, all digests and logs of the day before; every hour, that each account and Region has had a digest
 * of the last two hours. For a stack in the audit account, in the home Region (`StackAccount`, `StackRegion`).
 *
 * Evidence stands in the vault below 'evidence/', findings go to alarms and to the default bus. It needs the `AuditVault` and the `OrgAuditTrail`, and
 * an account that is a delegated administrator of any service, because only those may list the accounts of an organization. In the log archive it works, with a warning.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
 */
export class TrailVerification extends Construct {
  /** ARN of the state machine. Started with the input `{"date":"2026-03-17"}` it verifies that day, with `{}` yesterday. */
  public readonly stateMachineArn: string;

  /** Name of the bucket of plans and half-done days; evidence stands in the vault. */
  public readonly bucketName: string;

  /** Alarms over findings, and over verification that does not come or fails. */
  public readonly alarms: CfnAlarm[];

  /** Regions in which every account must have digests. */
  public readonly regions: string[];

  private readonly organizationId: string;
  private readonly partition: string;

  /**
   * @param scope a scope in a stack of the audit account
   * @param id of the construct
   * @param props which trail is verified
   */
  public constructor(scope: Construct, id: string, props: TrailVerificationProps) {
    super(scope, id);
    const { organization, regions = [] } = props;
    this.partition = organization.partition;
    this.organizationId = organization.organizationId;
    const archiveAccountId = this.archiveAccount(props);
    const stack = Stack.of(this);
    const always = alwaysOnRegions(this.partition);
    this.regions = [...new Set([...always, ...regions])].sort();

    const files = new VerificationFiles(this, 'Files', this.partition);
    this.bucketName = files.bucketName;
    // given, because alarms and functions must know it.
    const name = madeName(this, 'trail-verification');
    this.stateMachineArn = stack.formatArn({
      partition: this.partition, service: 'states', resource: 'stateMachine', resourceName: name, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const { plan, verify, finish, completeness } = new VerificationFunctions(this, 'Functions', {
      partition: this.partition, organizationId: this.organizationId, archiveAccountId,
      region: stack.region, vaultName: vaultBucketName(archiveAccountId, stack.region), regions: this.regions, verification: name, files,
    });
    new LoggedStateMachine(this, 'States', {
      name,
      definition: verificationStates({
        plan: plan.functionArn, verify: verify.functionArn, finish: finish.functionArn, bucketName: files.bucketName,
      }),
      functionArns: [plan, verify, finish].map(({ functionArn }) => functionArn),
      map: {
        arn: this.stateMachineArn, bucketArn: files.bucketArn,
        wildcards: [{ resource: files.shown('runs/*'), reason: 'the folder of whichever run this is' }],
      },
    });
    new VerificationSchedules(this, 'Schedules', {
      partition: this.partition, stateMachineArn: this.stateMachineArn, completenessArn: completeness.functionArn,
    });
    if (stack.account === archiveAccountId) {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:verification-beside-vault',
        'The trail is verified in the account that keeps it: whoever administers it changes both. An account of its own for verification separates these duties.');
    }
    this.alarms = new VerificationAlarms(this, 'Alarms', { verification: name, stateMachineArn: this.stateMachineArn, actions: props.alarmActions ?? [] }).all;
  }

  /** @internal Each Region lists its own public keys, and no other Region's: a guardrail must leave that call alone everywhere. */
  public _claims(organizationId: string): readonly Claim[] {
    const { account, stackName } = Stack.of(this);
    return organizationId !== this.organizationId || Token.isUnresolved(account) ? [] : [{
      claim: `a function of ${stackName} asks CloudTrail for its public keys`,
      expected: 'allowed',
      source: 'trail verification',
      principal: `arn:${this.partition}:iam::${ACCOUNT}:role${AUDIT_ROLE_PATH}${stackName}`,
      action: 'cloudtrail:ListPublicKeys',
      resource: '*',
      regions: this.regions,
      accountIds: [account],
      notCovered: [],
      fix: `exempt the roles under '${AUDIT_ROLE_PATH}' from the guardrail that denies it, or 'cloudtrail:ListPublicKeys' as a whole`,
    }];
  }

  private archiveAccount({ organization, logArchiveAccount, regions = [] }: TrailVerificationProps): string {
    const archive = organization._find(logArchiveAccount);
    const archiveId = 'account' in archive ? archive.account.id : '';
    const { homeRegion, accounts } = organization;
    const fit = accounts.filter(({ active, management }) => active && !management);
    refuse([
      ...memberAccountProblems('logArchiveAccount', archive),
      ...regionProblems('regions', regions, knownRegions(organization.partition, regions)),
      ...placementProblems(this, {
        what: 'trail verification',
        accounts: { ids: fit.map(({ accountId }) => accountId), role: 'an active member account' },
        region: homeRegion === undefined ? undefined : { name: homeRegion, because: 'it is the home Region, where the vault is' },
      }),
    ], this);
    return archiveId;
  }
}
