import { Annotations, ArnFormat, Stack } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { BackendChoice } from './domain/backend-choice';
import { backendProblems, lentSets } from './domain/backend-problems';
import type { ElevationRules } from './domain/elevation-rules';
import { ElevationAlarms } from './elevation-alarms';
import { ElevationApi } from './elevation-api';
import { ElevationAuthorization } from './elevation-authorization';
import { ElevationBackend } from './elevation-backend';
import { ElevationEvidence } from './elevation-evidence';
import { ElevationFunctions } from './elevation-functions';
import { ElevationRulesInForce } from './elevation-rules-in-force';
import { ElevationSchedules } from './elevation-schedules';
import { elevationStates } from './elevation-states';
import { ElevationTable } from './elevation-table';
import { ElevationTopic } from './elevation-topic';
import type { JitElevationProps } from './jit-elevation-props';
import { LentRules } from './lent-rules';
import { GroupDirectory } from '../identity/group-directory';
import { type Problem, listed } from '../organization/domain/problem';
import { callingRule } from '../private/calling-rule';
import { refuse } from '../private/errors';
import { LoggedStateMachine } from '../private/logged-state-machine';
import { madeName } from '../private/made-name';
import { identityCenterProblems } from '../private/placement';

/**
 * Lends privileged permission sets to people for a limited time: they ask, others consent where a policy says so, the end is scheduled, access is given, and
 * at its end it is taken back and sessions that are open then are denied.
 *
 * For the stack of the catalogue, in the account that administers Identity Center (`StackAccount`, `StackEnvironment`), in its Region (`StackRegion`). What is
 * lent in the management account needs `ManagementAccess` there, deployed before. A sweep each minute ends what is over although a schedule, an execution or a
 * function was lost. What an end does not reach is what a `SessionDenial` does not reach.
 *
 * Legal but unwise is a warning: a policy without consent, a session that lasts longer than the elevation, groups that consent for each other.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/temporary-elevated-access.html
 */
export class JitElevation extends Construct {
  /** Where the API is called, without a slash at the end: docs/elevation-api.json says how. */
  public readonly url: string;

  /** Where people are told: who has to consent, what begins, ends soon, ended or failed. Subscriptions choose by the attribute 'kind'. */
  public readonly topic: CfnTopic;

  /** Requests with their history, rules and evidence. Point-in-time recovery; it outlives its stack. */
  public readonly table: CfnTable;

  /** ARN of the state machine; an execution for each elevation. */
  public readonly stateMachineArn: string;

  /** Name of the function that ends elevations: the runbook calls it. */
  public readonly endFunctionName: string;

  /** Alarms over ends that do not come, access that nobody explains, and whatever fails. */
  public readonly alarms: CfnAlarm[];

  private readonly lent: LentRules;

  /**
   * @param scope a scope in the stack of the catalogue
   * @param id of the construct
   * @param props who may ask for what, and what it rests on
   */
  public constructor(scope: Construct, id: string, private readonly props: JitElevationProps) {
    super(scope, id);
    const { organization, sessionDenial } = props;
    this.lent = new LentRules(props);
    const findings = this.lent.findings();
    const archive = props.logArchiveAccount === undefined ? undefined : organization._find(props.logArchiveAccount);
    refuse([
      ...findings.problems,
      ...backendProblems(this.backend(), this.lent.rules, {
        partition: organization.partition, managementAccountId: organization.managementAccount.accountId, region: organization.homeRegion ?? '',
      }),
      ...(archive && 'problem' in archive ? [archive.problem] : []),
      ...this.undeniableProblems(),
      ...callRateProblems(props.callsPerSecond),
      ...identityCenterProblems(this, organization, { what: 'elevation', nothing: 'there is nothing to lend', concrete: true }),
    ], this);
    const { groups } = this.lent;
    const directory = new GroupDirectory(this, 'Groups', organization, { used: groups, all: groups });
    const kept = this.lent.inForce((group) => directory.groupId(group));
    const inForce = { ...kept, sets: lentSets(this.backend(), kept.sets, organization.partition) };
    this.table = new ElevationTable(this, 'Elevations').table;
    const topic = new ElevationTopic(this, 'Notices', organization.partition);
    this.topic = topic.topic;
    const machine = madeName(this, 'elevation');
    this.stateMachineArn = this.arnOf('states', 'stateMachine', machine);
    this.endFunctionName = madeName(this, 'end-elevation');
    const functions = this.functions(topic, kept);
    const { begin, lend, end, sweep, digest } = functions;
    new LoggedStateMachine(this, 'Lives', {
      name: machine,
      definition: elevationStates({ begin: begin.functionArn, lend: lend.functionArn, end: end.functionArn }),
      functionArns: [begin.functionArn, lend.functionArn, end.functionArn],
    });
    const evidence = archive && 'account' in archive ? new ElevationEvidence(this, 'Evidence', {
      table: this.table, vault: { partition: organization.partition, region: organization.homeRegion!, logArchiveAccountId: archive.account.id },
    }) : undefined;
    const api = this.api(end.functionArn);
    this.url = api.url;
    this.alarms = new ElevationAlarms(this, 'Alarms', {
      elevation: machine, stateMachineArn: this.stateMachineArn, actions: props.alarmActions ?? [],
      functions: {
        begin: begin.functionName, lend: lend.functionName, end: end.functionName, sweep: sweep.functionName, digest: digest.functionName,
        api: api.handler.functionName, record: evidence?.functionName,
      },
    }).all;
    const eachMinute = callingRule(this, 'EachMinute', {
      name: madeName(this, 'elevation-each-minute'), description: 'Whether elevations are over', scheduleExpression: 'rate(1 minute)',
      target: { id: 'Sweep', arn: sweep.functionArn },
    });
    callingRule(this, 'EachDay', {
      name: madeName(this, 'elevation-each-day'), description: 'What became of elevations in a day', scheduleExpression: 'cron(0 6 * * ? *)',
      target: { id: 'Digest', arn: digest.functionArn },
    });
    // what nobody would end is not lent: the rules come into force last.
    const rules = new ElevationRulesInForce(this, 'Rules', { organization, table: this.table, rules: inForce });
    rules.node.addDependency(functions, sessionDenial, eachMinute, ...(evidence ? [evidence] : []));
    for (const { id: warning, message } of findings.warnings) {
      Annotations.of(this).addWarningV2(`cdk-zero-trust-landing-zone:${warning}`, message);
    }
  }

  /** @internal Who may ask for what, with groups as they were written. */
  public _lent(): LentRules {
    return this.lent;
  }

  private functions(topic: ElevationTopic, { sets }: Pick<ElevationRules, 'sets'>): ElevationFunctions {
    const { organization, leases, sessionDenial, quarantine = false } = this.props;
    const { memberAccountIds: accountIds, inManagement } = this.lent;
    const endFunctionArn = this.arnOf('lambda', 'function', this.endFunctionName);
    const lent = {
      organization, choice: this.backend(),
      setArns: sets.map(({ arn }) => arn),
      accountIds: accountIds.length > MOST_ACCOUNTS ? undefined : accountIds,
    };
    return new ElevationFunctions(this, 'Functions', {
      organization, elevations: this.table, leases: leases.table, topic, stateMachineArn: this.stateMachineArn, quarantine,
      schedules: new ElevationSchedules(this, 'Schedules', { partition: organization.partition, endFunctionArn }),
      endFunctionName: this.endFunctionName, endFunctionArn, denialFunction: sessionDenial,
      lent,
      // a policy may go while what it lent is still held: whoever takes back can do so with every set that could have been lent, wherever.
      removable: { ...lent, setArns: this.lent.privilegedSetArns, accountIds: undefined },
      lendsInManagement: inManagement.length > 0,
    });
  }

  /** In the management account only twins can carry what denies, and a catalogue that stands there makes none. */
  private undeniableProblems(): Problem[] {
    const { accountId, name } = this.props.organization.managementAccount;
    const policies = this.lent.rules.filter(({ accountIds }) => accountIds.includes(accountId)).map((rule) => rule.name);
    return Stack.of(this).account !== accountId || policies.length === 0 ? [] : [{
      code: 'ElevationManagementUndenied',
      problem: `${listed(policies)} lends in the management account '${name}', from which Identity Center is administered: sessions there could not be denied at their end`,
      fix: 'administer Identity Center from a member account, or leave the management account out with `.except(…)`',
    }];
  }

  private backend(): BackendChoice {
    return (this.props.backend ?? ElevationBackend.userAssignment())._choice();
  }

  private api(endFunctionArn: string): ElevationApi {
    const { organization, authorization = ElevationAuthorization.iam(), callsPerSecond } = this.props;
    return new ElevationApi(this, 'Api', {
      organization, authorization, table: { tableName: this.table.ref, tableArn: this.table.attrArn }, stateMachineArn: this.stateMachineArn,
      endFunctionArn, callsPerSecond,
    });
  }

  /** ARNs by names that are chosen here: functions, schedules and machine know each other before any of them is made. */
  private arnOf(service: string, resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({
      partition: this.props.organization.partition, service, resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}

/** The policies of a role hold 10,240 characters; each account takes some forty of them. */
const MOST_ACCOUNTS = 100;

function callRateProblems(callsPerSecond = 20): Problem[] {
  return Number.isInteger(callsPerSecond) && callsPerSecond >= 1 && callsPerSecond <= 1_000 ? [] : [{
    code: 'ElevationCallRate',
    problem: `'callsPerSecond' is ${callsPerSecond}; it must be a whole number from 1 to 1,000`,
    fix: 'twenty are enough for some thousand people',
  }];
}
