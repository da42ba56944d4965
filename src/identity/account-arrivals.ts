import { Stack, Validations } from 'aws-cdk-lib';
import { CfnEventBusPolicy, CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accountEvents } from './domain/account-events';
import { forwardingRoleArn } from './organization-event-forwarding';
import type { Organization } from '../organization/organization';
import { madeName } from '../private/made-name';
import { ROLE_PATH } from '../private/naming';

export interface AccountArrivalsProps {
  readonly organization: Organization;
  readonly stateMachineArn: string;
}

const TWO_WEEKS_SECONDS = 14 * 86_400;

/** A run for each account that came or moved, as the management account tells it on the default event bus. */
export class AccountArrivals extends Construct {
  /** Name of the queue of events that started nothing. */
  public readonly undelivered: string;

  public constructor(scope: Construct, id: string, { organization, stateMachineArn }: AccountArrivalsProps) {
    super(scope, id);
    const { managementAccount: { accountId } } = organization;
    const queue = new CfnQueue(this, 'Undelivered', { queueName: madeName(this, 'account-events'), messageRetentionPeriod: TWO_WEEKS_SECONDS, sqsManagedSseEnabled: true });
    queue.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { 'AwsSolutions-SQS3': 'it is itself what catches the events that started nothing, and an alarm watches it' });
    this.undelivered = queue.attrQueueName;
    const role = this.starterRole(stateMachineArn);
    const rules = accountEvents(accountId).map(({ name, pattern, accountIdPath }) => new CfnRule(this, name, {
      name: madeName(this, `account-${name.toLowerCase()}`),
      description: 'An account came or moved: it gets what the rules give it there',
      eventPattern: pattern,
      targets: [{
        id: 'Run', arn: stateMachineArn, roleArn: role.attrArn, deadLetterConfig: { arn: queue.attrArn },
        inputTransformer: { inputPathsMap: { account: accountIdPath }, inputTemplate: '{"accountIds":["<account>"]}' },
      }],
    }));
    this.letIn(queue, rules);
    if (Stack.of(this).account !== accountId) {
      this.listen(organization);
    }
  }

  private starterRole(stateMachineArn: string): CfnRole {
    return new CfnRole(this, 'Role', {
      path: ROLE_PATH,
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }] },
      policies: [{ policyName: 'Start', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: stateMachineArn }] } }],
    });
  }

  private letIn(queue: CfnQueue, rules: readonly CfnRule[]): void {
    new CfnQueuePolicy(this, 'UndeliveredPolicy', { queues: [queue.ref], policyDocument: { Version: '2012-10-17', Statement: [
      {
        Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queue.attrArn,
        Condition: { ArnEquals: { 'aws:SourceArn': rules.map(({ attrArn }) => attrArn) } },
      },
      { Sid: 'OnlyEncrypted', Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: queue.attrArn, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ] } });
  }

  /** The role may not exist yet, and a policy cannot name one that does not: the account is trusted, and narrowed to its role. */
  private listen(organization: Organization): void {
    const stack = Stack.of(this);
    const { partition, managementAccount: { accountId } } = organization;
    new CfnEventBusPolicy(this, 'Listen', {
      statementId: 'ZeroTrustOrganizationEvents',
      statement: {
        Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${accountId}:root` }, Action: 'events:PutEvents',
        Resource: stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
        Condition: { ArnEquals: { 'aws:PrincipalArn': forwardingRoleArn(partition, accountId) } },
      },
    });
  }
}
