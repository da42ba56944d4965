import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoElevations } from './dynamo-elevations';
import { DynamoEvidence } from './dynamo-evidence';
import { DynamoLeases } from './dynamo-leases';
import { DynamoRuleBook } from './dynamo-rule-book';
import { IdentityStorePeople } from './identity-store-people';
import { SchedulerSchedules } from './scheduler-schedules';
import { SnsNotices } from './sns-notices';
import { lambdaSessionDenials } from '../../containment/runtime/lambda-session-denials';
import { systemClock } from '../../private/runtime/system-clock';
import { noticeText } from '../domain/notice-text';
import { givenBy } from '../elevation-environment';

/** What every function of elevation has. Each makes what else it uses, so that it needs to be told of nothing more. */
export function elevationAdapters(env: NodeJS.ProcessEnv) {
  const given = givenBy(env);
  const [dynamo, table, clock] = [new DynamoDBClient({}), given('elevationsTable'), systemClock];
  const rules = new DynamoRuleBook(dynamo, table);
  return {
    clock,
    rules,
    pinnedRules: rules,
    elevations: new DynamoElevations(dynamo, table),
    evidence: new DynamoEvidence(dynamo, table),
    leases: () => new DynamoLeases(dynamo, given('leasesTable')),
    people: () => new IdentityStorePeople(new IdentitystoreClient({}), given('identityStoreId')),
    notices: () => new SnsNotices(new SNSClient({}), given('topicArn'), noticeText),
    schedules: () => new SchedulerSchedules(new SchedulerClient({}), {
      group: given('scheduleGroup'), functionArn: given('endFunctionArn'), roleArn: given('scheduleRoleArn'),
    }),
    denials: () => lambdaSessionDenials(new LambdaClient({}), given('denialsFunction')),
  };
}
