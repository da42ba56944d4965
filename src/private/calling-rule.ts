import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface CallingRuleProps {
  readonly name: string;
  readonly description: string;
  readonly scheduleExpression?: string;
  readonly eventPattern?: object;
  /** The function that it calls, and what it calls it with, where that is not the event. */
  readonly target: { readonly id: string; readonly arn: string; readonly input?: string };
  /** ARN of the queue for events that it cannot deliver; without it they are lost. */
  readonly undeliveredQueueArn?: string;
}

/** A rule that calls a function, and the permission to. */
export function callingRule(scope: Construct, id: string, { target, undeliveredQueueArn, ...rule }: CallingRuleProps): CfnRule {
  const undelivered = undeliveredQueueArn === undefined ? {} : { deadLetterConfig: { arn: undeliveredQueueArn } };
  const made = new CfnRule(scope, id, { ...rule, targets: [{ ...target, ...undelivered }] });
  new CfnPermission(scope, `${id}Permission`, {
    action: 'lambda:InvokeFunction', functionName: target.arn, principal: 'events.amazonaws.com', sourceArn: made.attrArn,
  });
  return made;
}
