import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct, type IDependable } from 'constructs';
import type { AccessRecords } from './access-records';
import { AccountArrivals } from './account-arrivals';
import { modelledSeconds, waiters } from './domain/convergence';
import type { BrakeLimits } from './domain/removal-brake';
import { ReconciliationAlarms } from './reconciliation-alarms';
import { ReconciliationFunctions } from './reconciliation-functions';
import { ReconciliationRun } from './reconciliation-run';
import { reconciliationStates } from './reconciliation-states';
import type { Organization } from '../organization/organization';
import { LoggedStateMachine } from '../private/logged-state-machine';
import { madeName } from '../private/made-name';

export interface ReconciledAssignmentsProps {
  readonly organization: Organization;
  readonly records: AccessRecords;
  /** What `AccessRecords._declare` made: its attribute 'Version', and what has to be there before a run. */
  readonly document: IDependable & { getAttString(name: string): string };
  readonly limits: BrakeLimits;
  /** Assignments of each account that has any: how long the deployment waits. */
  readonly assignmentsByAccount: readonly number[];
  readonly setsPerAccount: number;
  /** ARNs of what the alarms tell. */
  readonly alarmActions?: string[];
}

/**
 * Assignments made by a state machine: what the last run left and what is declared now are compared, and only the difference is done.
 *
 * Nothing is taken away when this leaves the template: whoever moves to the other engine keeps his access, and whoever deletes the stack
 * leaves assignments behind, which somebody has to delete who means it.
 */
export class ReconciledAssignments extends Construct {
  public readonly stateMachineArn: string;
  /** What the reconciler remembers of accounts: what it applied there, and where it saw them. */
  public readonly table: CfnTable;
  public readonly alarms: CfnAlarm[];

  public constructor(scope: Construct, id: string, props: ReconciledAssignmentsProps) {
    super(scope, id);
    const { organization, records, limits, document } = props;
    const inFlight = organization._quotas().assignmentsInFlight;
    this.table = this.makeTable();
    // given, because functions that the machine calls must know it.
    const name = madeName(this, 'reconciled-access');
    const { region, account } = Stack.of(this);
    this.stateMachineArn = `arn:${organization.partition}:states:${region}:${account}:stateMachine:${name}`;
    const functions = new ReconciliationFunctions(this, 'Functions', {
      organization, records, limits, inFlight, tableName: this.table.ref, tableArn: this.table.attrArn, stateMachineArn: this.stateMachineArn,
    });
    const machine = new LoggedStateMachine(this, 'States', {
      name,
      definition: reconciliationStates({ ...functions.arns, bucketName: records.bucketName, inFlight }),
      functionArns: Object.values(functions.arns),
      map: { arn: this.stateMachineArn, bucketArn: records.bucketArn, wildcards: functions.runFolders },
    });
    const run = new ReconciliationRun(this, 'Deployment', {
      organization, stateMachineArn: this.stateMachineArn, version: document.getAttString('Version'), after: machine,
      waiters: waiters(modelledSeconds({ operationsByAccount: props.assignmentsByAccount, setsPerAccount: props.setsPerAccount })),
    });
    run.node.addDependency(document);
    const arrivals = new AccountArrivals(this, 'Arrivals', { organization, stateMachineArn: this.stateMachineArn });
    // what comes before the first run has a document to go by.
    arrivals.node.addDependency(run);
    this.alarms = new ReconciliationAlarms(this, 'Alarms', {
      stateMachineArn: this.stateMachineArn, undeliveredQueue: arrivals.undelivered, actions: props.alarmActions ?? [],
    }).all;
  }

  private makeTable(): CfnTable {
    const table = new CfnTable(this, 'Accounts', {
      tableName: madeName(this, 'reconciled-access'),
      attributeDefinitions: [{ attributeName: 'kind', attributeType: 'S' }, { attributeName: 'id', attributeType: 'S' }],
      keySchema: [{ attributeName: 'kind', keyType: 'HASH' }, { attributeName: 'id', keyType: 'RANGE' }],
      billingMode: 'PAY_PER_REQUEST',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      sseSpecification: { sseEnabled: true },
    });
    // it goes with the stack: a catalogue that is made anew finds by listing what exists, and its table has the same name.
    table.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return table;
  }
}
