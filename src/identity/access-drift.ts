import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { aws_dynamodb } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import type { AccessRecords } from './access-records';
import { driftProblems } from './domain/drift-problems';
import type { RemovalRules } from './domain/undeclared-removal';
import { DriftAlarms } from './drift-alarms';
import { DriftFunctions } from './drift-functions';
import { driftStates } from './drift-states';
import { DriftTriggers } from './drift-triggers';
import { UndeclaredAssignments } from './undeclared-assignments';
import { selectAccounts } from '../organization/domain/account-selection';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';
import { LoggedStateMachine } from '../private/logged-state-machine';
import { madeName } from '../private/made-name';
import { identityCenterProblems } from '../private/placement';

/** When what is there is compared with what is declared, and what becomes of it. */
export interface AccessDriftOptions {
  /**
   * How often everything is read, from 1 hour to 6 days, in whole hours. Raises `DriftInterval`.
   *
   * Besides, everything is read after each deployment of the stack, and what somebody changes is read some minutes after the change.
   *
   * @default Duration.days(1)
   */
  readonly every?: Duration;

  /**
   * What becomes of assignments of declared sets that no rule declares.
   *
   * @default UndeclaredAssignments.report()
   */
  readonly undeclared?: UndeclaredAssignments;

  /**
   * A table of assignments that somebody answers for, such as elevation: what is in it is no drift.
   *
   * Its only key is the string 'assignment': ARN of the set, id of the account, GROUP or USER, and id of the principal, with '|' between them.
   * An item must be there before its assignment is made and until it is gone. The table stands in the account and Region of the check,
   * encrypted with a key of AWS.
   *
   * @default - nobody makes assignments besides the catalogue
   */
  readonly ledgerTable?: aws_dynamodb.ITableRef;

  /**
   * ARNs of what the alarms tell, such as SNS topics. Without it drift is found and nobody hears of it, unless a rule of your own
   * takes the events of the check (source 'zero-trust.identity') to somebody.
   *
   * @default - the alarms tell nobody; they are in CloudWatch
   */
  readonly alarmActions?: string[];
}

/** What is compared with what. */
export interface AccessDriftProps extends AccessDriftOptions {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no Identity Center instance. */
  readonly organization: Organization;

  /** Where the catalogue's deployments write down what they declare; lists of findings are kept there, too. */
  readonly records: AccessRecords;

  /**
   * The table in which the reconciler notes accounts that came or moved after the snapshot.
   *
   * @default - what is declared for an account is what the snapshot's place gives it
   */
  readonly placesTable?: aws_dynamodb.ITableRef;

  /**
   * ARNs of sets whose assignments to users are answered for where no `ledgerTable` can be read: by elevation from another account, which looks for those
   * that nobody made. Assignments of these sets to groups are compared like all others. Without effect beside a `ledgerTable`.
   *
   * @default - none
   */
  readonly lentSetArns?: string[];
}

/**
 * Compares who holds what in Identity Center with what the catalogue declares, and says what is missing, what nobody declared and where
 * the last change of a permission set has not arrived.
 *
 * For the stack of the catalogue: in the account that administers Identity Center (`StackAccount`, `StackEnvironment`), in its Region (`StackRegion`).
 * Each finding is read twice before it is told: as an event of the default bus (source 'zero-trust.identity', detail-type 'Access Drift'),
 * in metrics of the namespace 'ZeroTrust/Identity', and as a list in the bucket. Permission sets of others are counted and left alone;
 * a set that left the catalogue and still exists is not one of them, and whoever holds it holds what was left over;
 * in the management account nothing is ever changed; what stands inside a permission set is not compared.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListAccountAssignments.html
 */
export class AccessDrift extends Construct {
  /** ARN of the state machine. Starting it with the input `{}` reads everything. */
  public readonly stateMachineArn: string;

  /** Alarms over findings, over checks that do not come or fail, and over events that asked for none. */
  public readonly alarms: CfnAlarm[];

  /**
   * @param scope a scope in the stack of the catalogue
   * @param id of the construct
   * @param props what to compare
   */
  public constructor(scope: Construct, id: string, props: AccessDriftProps) {
    super(scope, id);
    const { organization, records, every = Duration.days(1), ledgerTable, placesTable } = props;
    const removal = (props.undeclared ?? UndeclaredAssignments.report())._removal();
    const protectedAccounts = removal?.protectedAccounts && selectAccounts(removal.protectedAccounts._selection(), organization._directory());
    const rules: RemovalRules | undefined = removal && {
      atMost: removal.atMost ?? 10,
      protectedPrincipals: removal.protectedPrincipalIds ?? [],
      protectedAccounts: protectedAccounts?.kind === 'selected' ? protectedAccounts.accounts.map((account) => account.id) : [],
      protectedSets: removal.protectedSets ?? [],
    };
    const everyHours = every.toHours({ integral: false });
    refuse([
      ...identityCenterProblems(this, organization, { what: 'the drift check', nothing: 'there is nothing to compare', concrete: true }),
      ...driftProblems(everyHours, rules),
      ...(protectedAccounts?.kind === 'refused' ? protectedAccounts.problems : []),
    ], this);

    const stack = Stack.of(this);
    // given, because functions that the machine calls must know it.
    const name = madeName(this, 'access-drift');
    this.stateMachineArn = stack.formatArn({ service: 'states', resource: 'stateMachine', resourceName: name, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    const { request, check, provision, remove } = new DriftFunctions(this, 'Functions', {
      instanceArn: organization.identityCenter!.instanceArn,
      partition: organization.partition,
      bucketName: records.bucketName,
      bucketArn: records.bucketArn,
      stateMachineArn: this.stateMachineArn,
      ledger: ledgerTable?.tableRef,
      places: placesTable?.tableRef,
      lentSetArns: props.lentSetArns ?? [],
      removes: rules !== undefined,
    });
    new LoggedStateMachine(this, 'States', {
      name,
      definition: driftStates({
        check: check.functionArn, provision: provision.functionArn,
        remove: rules && { functionArn: remove!.functionArn, rules },
      }),
      functionArns: [check, provision, ...(remove ? [remove] : [])].map(({ functionArn }) => functionArn),
    });
    const { undeliveredQueue } = new DriftTriggers(this, 'Triggers', { requestArn: request.functionArn, everyHours });
    this.alarms = new DriftAlarms(this, 'Alarms', {
      drift: name, stateMachineArn: this.stateMachineArn, everyHours, removes: rules !== undefined, actions: props.alarmActions ?? [],
      requestName: request.functionName, undeliveredQueue,
    }).all;
  }
}
