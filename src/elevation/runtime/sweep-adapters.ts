import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoUnexplained } from './dynamo-unexplained';
import { LambdaEndWorkers } from './lambda-end-workers';
import { StepFunctionsElevations } from './step-functions-elevations';
import { embeddedMetrics } from '../../private/runtime/embedded-metrics';
import { systemClock } from '../../private/runtime/system-clock';
import { givenBy } from '../elevation-environment';

/** What only the sweeper has. */
export function sweepAdapters(env: NodeJS.ProcessEnv) {
  const given = givenBy(env);
  return {
    unexplained: new DynamoUnexplained(new DynamoDBClient({}), given('elevationsTable')),
    executions: new StepFunctionsElevations(new SFNClient({}), given('stateMachineArn')),
    enders: new LambdaEndWorkers(new LambdaClient({}), given('endFunction')),
    metrics: embeddedMetrics(
      { namespace: 'ZeroTrust/Elevation', dimension: 'Elevation', value: given('stateMachineArn').split(':').at(-1)! }, systemClock),
  };
}
