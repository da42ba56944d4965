import { Duration, Stack } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { BreakGlassAlarms } from './break-glass-alarms';
import { type CallingRuleProps, callingRule } from '../private/calling-rule';
import { type BreakGlassFacts, LOOKING_AT_ROLE, breakGlassReaderArn, breakGlassRoleArn } from './domain/break-glass';
import { breakGlassUsePattern } from './domain/break-glass-use';
import { SETTLED_STATUSES } from '../identity/domain/check-request';
import { BundledFunction } from '../private/bundled-function';
import type { Permission } from '../private/handler-claims';
import { madeName } from '../private/made-name';
import { BREAK_GLASS_ROLE_PATH } from '../private/naming';
import { UndeliveredEvents } from '../private/undelivered-events';

export interface BreakGlassCheckProps {
  readonly facts: BreakGlassFacts;
  readonly alarmOnUse: boolean;
  readonly alarmActions: string[];
}

/** The function that looks whether the way in is open, what calls it, and the alarms. It may read, and nothing else. */
export class BreakGlassCheck extends Construct {
  public readonly functionName: string;
  public readonly alarms: CfnAlarm[];

  public constructor(scope: Construct, id: string, props: BreakGlassCheckProps) {
    super(scope, id);
    const { facts, alarmOnUse, alarmActions } = props;
    const check = madeName(this, 'break-glass');
    const { accounts, users, ...declared } = facts;
    const readers = breakGlassReaderArn(facts, '*');
    const handler = new BundledFunction(this, 'Handler', {
      bundle: 'elevation/runtime/check-break-glass.lambda',
      permissions: this.permissions(facts, readers),
      wildcards: [
        { resource: readers, reason: 'the reader of one name in each chosen account; it trusts this function only' },
        { resource: '*', reason: 'the account, the units above it and the policies on them are found while it looks' },
      ],
      rolePath: BREAK_GLASS_ROLE_PATH,
      // two hundred accounts, one after the other.
      timeout: Duration.minutes(15),
      environment: { DECLARED: JSON.stringify(declared), ACCOUNTS: accounts.map((account) => account.id).join(), USERS: users.join(' '), CHECK: check },
    });
    this.functionName = handler.functionName;
    const undelivered = new UndeliveredEvents(this, 'Undelivered', 'break-glass-events');
    const rule = (name: string, description: string, when: Pick<CallingRuleProps, 'scheduleExpression' | 'eventPattern'>) => callingRule(this, name, {
      name: madeName(this, `break-glass-${name.toLowerCase()}`), description, ...when, target: { id: 'Check', arn: handler.functionArn },
      undeliveredQueueArn: undelivered.queueArn,
    });
    undelivered.from([
      rule('Schedule', 'Whether the way in for emergencies is open', { scheduleExpression: 'rate(1 day)' }),
      rule('Deployed', 'Whether the way in for emergencies is open after a deployment', { eventPattern: {
        'source': ['aws.cloudformation'],
        'detail-type': ['CloudFormation Stack Status Change'],
        'detail': { 'stack-id': [Stack.of(this).stackId], 'status-details': { status: SETTLED_STATUSES } },
      } }),
      ...(alarmOnUse ? [rule('Used', 'Somebody took a role for emergencies', { eventPattern: breakGlassUsePattern(facts) })] : []),
    ]);
    this.alarms = new BreakGlassAlarms(this, 'Alarms', {
      check, functionName: handler.functionName, undeliveredQueue: undelivered.queueName, alarmOnUse, actions: alarmActions,
    }).all;
  }

  private permissions(facts: BreakGlassFacts, readers: string): Permission[] {
    const { accounts, users, managementAccountId } = facts;
    const has = (management: boolean) => accounts.some(({ id }) => (id === managementAccountId) === management);
    return [
      { actions: ['iam:ListMFADevices'], resources: [...users] },
      ...(has(true) ? [{ actions: LOOKING_AT_ROLE, resources: [breakGlassRoleArn(facts, managementAccountId)] }] : []),
      ...(has(false) ? [
        { actions: ['sts:AssumeRole'], resources: [readers] },
        { actions: ['organizations:DescribePolicy', 'organizations:ListParents', 'organizations:ListPoliciesForTarget'], resources: ['*'] },
      ] : []),
    ];
  }
}
