import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { accountEvents } from './domain/account-events';
import { globalServicesRegion } from '../organization/domain/global-region';
import type { Organization } from '../organization/organization';
import { alarm, anyOf, waitingIn } from '../private/alarm';
import { refuse } from '../private/errors';
import { madeName } from '../private/made-name';
import { ORGANIZATION_EVENTS_ROLE, ROLE_PATH } from '../private/naming';
import { inManagementAccount, placementProblems } from '../private/placement';
import { UndeliveredEvents } from '../private/undelivered-events';

/** Which organization's events go where. */
export interface OrganizationEventForwardingProps {
  /** The organization. */
  readonly organization: Organization;

  /**
   * Name or id of the account that administers Identity Center, for the reconciler. Raises `AccountUnknown`, `AccountAmbiguous`.
   *
   * @default - it is not told
   */
  readonly identityAccount?: string;

  /**
   * Name or id of the account with the `ActivityView`, whose tables then know an account before its first log. Raises `AccountUnknown`, `AccountAmbiguous`.
   *
   * @default - it is not told; its tables follow within the hour
   */
  readonly auditAccount?: string;

  /**
   * ARNs of what the alarm over events that could not be sent tells, such as SNS topics of this Region.
   *
   * @default - the alarm tells nobody; it is in CloudWatch
   */
  readonly alarmActions?: string[];
}

/**
 * Tells the account that administers Identity Center, and the audit account, that an account came or moved.
 *
 * For a stack in the management account (`StackAccount`), in the Region of global services (`StackRegion`), which is us-east-1 in most partitions:
 * only there CloudTrail tells what happens to accounts. The events go to the default event buses of those accounts, in the home Region.
 * What receives them lets in this construct's role and nothing else. Where that bus is the one the events arrive on anyway, nothing is made.
 * Events that could not be sent stay in a queue for two weeks, and an alarm watches it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 */
export class OrganizationEventForwarding extends Construct {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props from where to where
   */
  public constructor(scope: Construct, id: string, props: OrganizationEventForwardingProps) {
    super(scope, id);
    const { organization } = props;
    const { partition, homeRegion, managementAccount } = organization;
    const wanted = [['Identity', props.identityAccount], ['Audit', props.auditAccount]] as const;
    const found = wanted.flatMap(([name, account]) => (account === undefined ? [] : [{ name, account: organization._find(account) }]));
    const region = globalServicesRegion(partition);
    refuse([
      ...found.flatMap(({ account }) => ('problem' in account ? [account.problem] : [])),
      ...placementProblems(this, { ...inManagementAccount('forwarding of organization events', organization), region: { name: region, because: 'CloudTrail tells there what happens to accounts' } }),
    ], this);
    const stack = Stack.of(this);
    const busOf = (accountId: string) => `arn:${partition}:events:${homeRegion ?? region}:${accountId}:event-bus/default`;
    const told = found.flatMap(({ name, account }) => ('account' in account ? [{ name, arn: busOf(account.account.id) }] : []));
    // once where one account is both, and not where the events arrive on that bus anyway.
    const targets = told.filter(({ arn }, index) => told.findIndex((other) => other.arn === arn) === index && arn !== this.arrival(partition));
    if (targets.length === 0) {
      return;
    }
    const role = new CfnRole(this, 'Role', {
      path: ROLE_PATH,
      roleName: ORGANIZATION_EVENTS_ROLE,
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }] },
      policies: [{ policyName: 'Forward', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: targets.map(({ arn }) => arn) }] } }],
    });
    const undelivered = new UndeliveredEvents(this, 'Undelivered', 'organization-events');
    undelivered.from(accountEvents(managementAccount.accountId).map(({ name, pattern }) => new CfnRule(this, name, {
      description: 'Tells other accounts of the landing zone that an account came or moved',
      eventPattern: pattern,
      targets: targets.map(({ name: target, arn }) => ({ id: target, arn, roleArn: role.attrArn, deadLetterConfig: { arn: undelivered.queueArn } })),
    })));
    alarm(this, 'Alarm', {
      name: madeName(this, 'organization-events'),
      description: 'An account came or moved, and the account that administers Identity Center was not told. The event is in the queue.',
      rule: anyOf(waitingIn(undelivered.queueName)),
      actions: props.alarmActions ?? [],
    });
  }

  /** The bus on which the events arrive by themselves. */
  private arrival(partition: string): string {
    const { account, region } = Stack.of(this);
    return `arn:${partition}:events:${region}:${account}:event-bus/default`;
  }
}

/** The role that the receiving side lets in. */
export function forwardingRoleArn(partition: string, managementAccountId: string): string {
  return `arn:${partition}:iam::${managementAccountId}:role${ROLE_PATH}${ORGANIZATION_EVENTS_ROLE}`;
}
