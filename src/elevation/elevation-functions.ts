import { Duration, Stack } from 'aws-cdk-lib';
import type { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { directoryAccess } from './directory-permissions';
import { type BackendFacts, lendingPermissions, listingPermissions, removalPermissions } from './elevation-backend-permissions';
import { ELEVATION_ENVIRONMENT as TOLD } from './elevation-environment';
import type { ElevationSchedules } from './elevation-schedules';
import type { ElevationTopic } from './elevation-topic';
import type { Organization } from '../organization/organization';
import { BundledFunction, type BundledFunctionProps } from '../private/bundled-function';
import type { Permission } from '../private/handler-claims';
import {
  ELEVATION_ROLE_PATH, LENDING_ROLE_PATH, MANAGEMENT_ACCESS_ROLE, MANAGEMENT_LISTING_ROLE, MANAGEMENT_REMOVAL_ROLE, REMOVAL_ROLE_PATH,
  SWEEP_ROLE_PATH,
} from '../private/naming';

export interface ElevationFunctionsProps {
  readonly organization: Organization;
  readonly elevations: CfnTable;
  readonly leases: CfnTable;
  readonly topic: ElevationTopic;
  readonly schedules: ElevationSchedules;
  readonly stateMachineArn: string;
  /** Name and ARN of the function that ends elevations, known before it is made: schedules call it, and it deletes them. */
  readonly endFunctionName: string;
  readonly endFunctionArn: string;
  readonly denialFunction: { readonly functionArn: string; readonly functionName: string };
  /** What is lent here: not in a management account that is not this one. */
  readonly lent: BackendFacts;
  /** What can be taken back here: also what policies that are gone lent. */
  readonly removable: BackendFacts;
  /** Whether something is lent in a management account that is not this one. */
  readonly lendsInManagement: boolean;
  readonly quarantine: boolean;
}

/** What a function is made of besides what all of them have. */
interface Part {
  readonly allowed: readonly Pick<BundledFunctionProps, 'permissions' | 'wildcards'>[];
  readonly told: readonly (keyof typeof TOLD)[];
  readonly managementRole?: string;
  readonly rolePath: string;
  readonly timeout: Duration;
  readonly functionName?: string;
}

const FIVE_MINUTES = Duration.minutes(5);

/** The functions that lend access and take it back, each with a role for its own part: one makes assignments, another takes them away, the others do neither. */
export class ElevationFunctions extends Construct {
  public readonly begin: BundledFunction;
  public readonly lend: BundledFunction;
  public readonly end: BundledFunction;
  public readonly sweep: BundledFunction;
  public readonly digest: BundledFunction;

  public constructor(scope: Construct, id: string, private readonly props: ElevationFunctionsProps) {
    super(scope, id);
    const { organization, elevations, leases, schedules, stateMachineArn, endFunctionArn, denialFunction, lent, removable } = props;
    const directory = directoryAccess(organization);
    const asked = (wildcards: BundledFunctionProps['wildcards'], ...permissions: Permission[]) => ({ permissions, wildcards });
    const plain = (...permissions: Permission[]) => asked([], ...permissions);
    const reads = (table: CfnTable) => ({ actions: ['dynamodb:GetItem'], resources: [table.attrArn] });
    const ends = { resource: schedules.scheduleArns, reason: 'a schedule for each elevation, in a group of their own' };
    const wakes = asked([{ resource: '*', reason: 'a task is known by its token alone; the action takes no resource' }], { actions: ['states:SendTaskSuccess'], resources: ['*'] });

    this.begin = this.function('Begin', 'begin-elevation', {
      allowed: [
        plain(reads(elevations), this.writes('elevation/*', 'token/*')), wakes, this.publishes(),
        asked([ends], { actions: ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule'], resources: [schedules.scheduleArns] }, {
          actions: ['iam:PassRole'], resources: [schedules.roleArn], conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
        }),
      ],
      told: ['elevationsTable', 'stateMachineArn', 'scheduleGroup', 'scheduleRoleArn', 'endFunctionArn', 'topicArn'],
      rolePath: ELEVATION_ROLE_PATH, timeout: Duration.seconds(30),
    });
    this.lend = this.function('Lend', 'lend-access', {
      allowed: [
        plain(reads(elevations), this.writes('elevation/*'), { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [leases.attrArn] }),
        asked([directory.people, ...directory.groups], directory.person, directory.groupsOfPerson),
        lendingPermissions(lent), this.publishes(),
      ],
      told: ['elevationsTable', 'leasesTable', 'instanceArn', 'identityStoreId', 'topicArn'],
      managementRole: MANAGEMENT_ACCESS_ROLE, rolePath: LENDING_ROLE_PATH, timeout: FIVE_MINUTES,
    });
    this.end = this.function('End', 'end-elevation', {
      allowed: [
        plain(
          reads(elevations), this.writes('elevation/*', 'evidence/*'), { actions: ['dynamodb:Query'], resources: [`${elevations.attrArn}/index/requester`] },
          { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], resources: [leases.attrArn] },
          { actions: ['lambda:InvokeFunction'], resources: [denialFunction.functionArn] },
        ),
        asked([ends], { actions: ['scheduler:DeleteSchedule'], resources: [schedules.scheduleArns] }),
        asked([directory.people, ...directory.groups], directory.person, directory.groupsOfPerson), removalPermissions(removable), this.publishes(),
      ],
      told: [
        'elevationsTable', 'leasesTable', 'instanceArn', 'identityStoreId', 'denialsFunction', 'scheduleGroup', 'scheduleRoleArn', 'endFunctionArn', 'topicArn',
      ],
      functionName: props.endFunctionName, managementRole: MANAGEMENT_REMOVAL_ROLE, rolePath: REMOVAL_ROLE_PATH, timeout: FIVE_MINUTES,
    });
    const executions = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:*`;
    this.sweep = this.function('Sweep', 'sweep-elevations', {
      allowed: [
        plain(
          reads(elevations), this.writes('elevation/*', 'unexplained/*'),
          { actions: ['dynamodb:DeleteItem'], resources: [elevations.attrArn], conditions: leading('unexplained/*') },
          { actions: ['dynamodb:Query'], resources: [`${elevations.attrArn}/index/open`] },
          { actions: ['dynamodb:GetItem', 'dynamodb:Scan'], resources: [leases.attrArn] },
          { actions: ['states:ListExecutions', 'states:StartExecution'], resources: [stateMachineArn] },
          { actions: ['lambda:InvokeFunction'], resources: [endFunctionArn] },
        ),
        asked([{ resource: executions, reason: 'executions of its own state machine' }], { actions: ['states:StopExecution'], resources: [executions] }),
        wakes, asked([directory.people], directory.person), listingPermissions(lent), this.publishes(),
      ],
      told: ['elevationsTable', 'leasesTable', 'instanceArn', 'identityStoreId', 'stateMachineArn', 'endFunction', 'topicArn', 'quarantine'],
      managementRole: MANAGEMENT_LISTING_ROLE, rolePath: SWEEP_ROLE_PATH, timeout: Duration.seconds(55),
    });
    this.digest = this.function('Digest', 'daily-digest', {
      allowed: [
        plain({ actions: ['dynamodb:Scan'], resources: [elevations.attrArn] }, { actions: ['dynamodb:Query'], resources: [`${elevations.attrArn}/index/open`] }),
        this.publishes(),
      ],
      told: ['elevationsTable', 'topicArn'],
      rolePath: ELEVATION_ROLE_PATH, timeout: FIVE_MINUTES,
    });
  }

  private function(id: string, bundle: string, { allowed, told, managementRole, ...part }: Part): BundledFunction {
    const { organization: { partition, managementAccount: { accountId } }, lendsInManagement, lent } = this.props;
    const roleArn = managementRole && lendsInManagement ? `arn:${partition}:iam::${accountId}:role/${managementRole}` : undefined;
    const wildcards = new Map(allowed.flatMap((one) => one.wildcards).map((wildcard) => [wildcard.resource, wildcard]));
    return new BundledFunction(this, id, {
      bundle: `elevation/runtime/${bundle}.lambda`,
      permissions: [...allowed.flatMap(({ permissions }) => permissions), ...(roleArn ? [{ actions: ['sts:AssumeRole'], resources: [roleArn] }] : [])],
      wildcards: [...wildcards.values()],
      memoryMegabytes: 512,
      ...part,
      environment: {
        ...Object.fromEntries(told.map((name) => [TOLD[name], this.values()[name]!])),
        ...(managementRole && Stack.of(this).account !== accountId ? { [TOLD.managementAccountId]: accountId } : {}),
        ...(roleArn ? { [TOLD.managementRoleArn]: roleArn } : {}),
        ...(managementRole && lent.choice.kind === 'account-access' ? { [TOLD.applicationArn]: lent.choice.applicationArn } : {}),
      },
    });
  }

  private values(): Partial<Record<keyof typeof TOLD, string>> {
    const { organization: { identityCenter }, elevations, leases, topic, schedules, ...given } = this.props;
    return {
      elevationsTable: elevations.ref,
      leasesTable: leases.ref,
      stateMachineArn: given.stateMachineArn,
      scheduleGroup: schedules.groupName,
      scheduleRoleArn: schedules.roleArn,
      endFunctionArn: given.endFunctionArn,
      endFunction: given.endFunctionName,
      denialsFunction: given.denialFunction.functionName,
      topicArn: topic.topic.ref,
      instanceArn: identityCenter!.instanceArn,
      identityStoreId: identityCenter!.identityStoreId,
      quarantine: String(given.quarantine),
    };
  }

  /** Rules stand in the same table, and no function of elevation writes them. */
  private writes(...keys: string[]): Permission {
    return { actions: ['dynamodb:PutItem'], resources: [this.props.elevations.attrArn], conditions: leading(...keys) };
  }

  private publishes(): Pick<BundledFunctionProps, 'permissions' | 'wildcards'> {
    const { topic } = this.props;
    return { wildcards: [], permissions: [
      { actions: ['sns:Publish'], resources: [topic.topic.ref] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [topic.keyArn] },
    ] };
  }
}

function leading(...keys: string[]) {
  return { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } };
}
