import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { dailyDigest } from './daily-digest';
import { DynamoRecentElevations } from './dynamo-recent-elevations';
import { DynamoUnexplained } from './dynamo-unexplained';
import { SnsDigests } from './sns-digests';
import { systemClock } from '../../private/runtime/system-clock';
import { givenBy } from '../elevation-environment';

const given = givenBy(process.env);
const [dynamo, table] = [new DynamoDBClient({}), given('elevationsTable')];
const ports = {
  recent: new DynamoRecentElevations(dynamo, table), unexplained: new DynamoUnexplained(dynamo, table),
  digests: new SnsDigests(new SNSClient({}), given('topicArn')), clock: systemClock,
};

export async function handler(): Promise<object> {
  return dailyDigest(ports);
}
