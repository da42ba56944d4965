import { Stack } from 'aws-cdk-lib';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { type CallingRuleProps, callingRule } from '../private/calling-rule';
import { madeName } from '../private/made-name';
import { UndeliveredEvents } from '../private/undelivered-events';
import { ASSIGNMENT_CHANGES, SETTLED_STATUSES, SET_CHANGES } from './domain/check-request';

export interface DriftTriggersProps {
  /** ARN of the function that asks for a check. */
  readonly requestArn: string;
  readonly everyHours: number;
}

/** What asks for a check: time, changes of assignments and of sets, and the end of each deployment of this stack. */
export class DriftTriggers extends Construct {
  /** Name of the queue of events that did not reach the function. */
  public readonly undeliveredQueue: string;
  private readonly undelivered: UndeliveredEvents;

  public constructor(scope: Construct, id: string, private readonly props: DriftTriggersProps) {
    super(scope, id);
    const { everyHours } = props;
    this.undelivered = new UndeliveredEvents(this, 'Undelivered', 'access-drift-events');
    this.undeliveredQueue = this.undelivered.queueName;
    const schedule = this.rule('Schedule', 'Who holds what is compared with what is declared', {
      scheduleExpression: everyHours === 1 ? 'rate(1 hour)' : `rate(${everyHours} hours)`,
    });
    const changes = this.rule('Changes', 'Somebody changed an assignment or a permission set', { eventPattern: {
      'source': ['aws.sso'],
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': { eventSource: ['sso.amazonaws.com'], eventName: [...ASSIGNMENT_CHANGES, ...SET_CHANGES] },
    } });
    const deployed = this.rule('Deployed', 'A deployment of the catalogue ended', { eventPattern: {
      'source': ['aws.cloudformation'],
      'detail-type': ['CloudFormation Stack Status Change'],
      'detail': { 'stack-id': [Stack.of(this).stackId], 'status-details': { status: SETTLED_STATUSES } },
    } });
    this.undelivered.from([schedule, changes, deployed]);
  }

  private rule(id: string, description: string, when: Pick<CallingRuleProps, 'scheduleExpression' | 'eventPattern'>): CfnRule {
    const name = madeName(this, `access-drift-${id.toLowerCase()}`);
    return callingRule(this, id, {
      name, description, ...when, target: { id: 'Request', arn: this.props.requestArn }, undeliveredQueueArn: this.undelivered.queueArn,
    });
  }
}
