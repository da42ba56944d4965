import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { alarm, anyOf, waitingIn } from '../private/alarm';
import { madeName } from '../private/made-name';

/** The alarm over a queue of events that did not get through. */
export function unheardAlarm(scope: Construct, queueName: string, actions: string[] = []): CfnAlarm {
  return alarm(scope, 'Alarm', {
    name: madeName(scope, 'detections-unheard'),
    description: 'Something was detected and nobody was told. The event is in the queue.',
    rule: anyOf(waitingIn(queueName)),
    actions,
  });
}
