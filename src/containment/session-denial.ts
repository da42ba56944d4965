import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { denialAlarms } from './denial-alarms';
import { DENIAL_POLICY_PATH, MANAGEMENT_POLICY_BYTES, denialPolicyNames } from './denial-policy-names';
import type { SessionDenialOptions } from './session-denial-policies';
import type { Organization } from '../organization/organization';
import { BundledFunction } from '../private/bundled-function';
import { callingRule } from '../private/calling-rule';
import { refuse } from '../private/errors';
import { madeName } from '../private/made-name';
import { CONTAINMENT_ROLE_PATH, DENY_WRITER_ROLE, MANAGEMENT_DENIAL_POLICY } from '../private/naming';
import { identityCenterProblems } from '../private/placement';

/** Whose sessions are denied. */
export interface SessionDenialProps extends SessionDenialOptions {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no Identity Center instance. */
  readonly organization: Organization;
}

/**
 * Ends sessions of Identity Center that are already open: AWS has no call for it, but a deny on the person's id in a service control policy does.
 *
 * Who is denied stands in a table, which is the truth; the policies of `SessionDenialPolicies`, deployed before, say the same. One function writes them, one at a time,
 * and answers only after it has read them back; each minute it drops what is over and writes again what somebody edited. For a stack in the account that
 * administers Identity Center (`StackAccount`, `StackEnvironment`), in its Region (`StackRegion`).
 *
 * What it does not reach: roles that a session has taken, which lose the key (up to an hour); sessions of applications (up to 30 minutes); roles outside
 * Identity Center. How long a changed policy takes to arrive everywhere is AWS's, and not promised.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/prereqs-revoking-user-permissions.html
 */
export class SessionDenial extends Construct {
  /** ARN of the function: it is called with denials, or with ids of denials to lift (docs/session-denial.md). */
  public readonly functionArn: string;

  /** Name of the function. */
  public readonly functionName: string;

  /** Who is denied, and until when. Point-in-time recovery; it outlives its stack. */
  public readonly ledger: CfnTable;

  /** Alarms: policies nearly full, a denial without room, the function fails or does not run. */
  public readonly alarms: CfnAlarm[];

  /**
   * @param scope a scope in a stack of the account that administers Identity Center
   * @param id of the construct
   * @param props whose sessions are denied; `policies` must be the same as that of `SessionDenialPolicies`
   */
  public constructor(scope: Construct, id: string, props: SessionDenialProps) {
    super(scope, id);
    const { organization, policies = 2, alarmActions = [] } = props;
    refuse(identityCenterProblems(this, organization, { what: 'the denial of sessions', nothing: 'there are no sessions to deny', concrete: true }), this);
    this.ledger = new CfnTable(this, 'Ledger', {
      tableName: madeName(this, 'session-denials'),
      attributeDefinitions: [{ attributeName: 'kind', attributeType: 'S' }, { attributeName: 'id', attributeType: 'S' }],
      keySchema: [{ attributeName: 'kind', keyType: 'HASH' }, { attributeName: 'id', keyType: 'RANGE' }],
      billingMode: 'PAY_PER_REQUEST',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      sseSpecification: { sseEnabled: true },
    });
    this.ledger.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const worker = this.worker(organization, policies);
    this.functionArn = worker.functionArn;
    this.functionName = worker.functionName;
    this.eachMinute();
    this.alarms = denialAlarms(this, { functionName: this.functionName, ledgerName: this.ledger.ref, actions: alarmActions });
  }

  private worker(organization: Organization, policies: number): BundledFunction {
    const { partition, managementAccount } = organization;
    const writer = `arn:${partition}:iam::${managementAccount.accountId}:role/${DENY_WRITER_ROLE}`;
    const split = Stack.of(this).account !== managementAccount.accountId;
    return new BundledFunction(this, 'Worker', {
      bundle: 'containment/runtime/session-denial.lambda',
      permissions: [
        { actions: ['sts:AssumeRole'], resources: [writer] },
        {
          actions: ['dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
          resources: [this.ledger.attrArn],
        },
      ],
      wildcards: [],
      timeout: Duration.minutes(1),
      memoryMegabytes: 512,
      rolePath: CONTAINMENT_ROLE_PATH,
      environment: {
        LEDGER_TABLE: this.ledger.ref,
        WRITER_ROLE_ARN: writer,
        POLICY_NAMES: denialPolicyNames(policies).join(' '),
        POLICY_BYTES: String(organization._quotas().scpBytes),
        MANAGEMENT_ACCOUNT_ID: managementAccount.accountId,
        AWS_PARTITION: partition,
        // a catalogue of the management account itself has the same sets everywhere, and those of member accounts have no such policy.
        ...(split ? {
          MANAGEMENT_POLICY_ARN: `arn:${partition}:iam::${managementAccount.accountId}:policy${DENIAL_POLICY_PATH}${MANAGEMENT_DENIAL_POLICY}`,
          MANAGEMENT_POLICY_BYTES: String(MANAGEMENT_POLICY_BYTES),
        } : {}),
      },
    });
  }

  private eachMinute(): void {
    callingRule(this, 'EachMinute', {
      name: madeName(this, 'session-denial-each-minute'), description: 'Policies say what the ledger of denied sessions holds', scheduleExpression: 'rate(1 minute)',
      target: { id: 'Keep', arn: this.functionArn, input: JSON.stringify({ kind: 'keep' }) },
    });
  }
}
