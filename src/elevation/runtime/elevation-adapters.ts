import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';
import { assignmentBackend } from './assignment-backend';
import { DynamoElevations } from './dynamo-elevations';
import { DynamoEvidence } from './dynamo-evidence';
import { DynamoLeases } from './dynamo-leases';
import { DynamoRuleBook } from './dynamo-rule-book';
import { DynamoUnexplained } from './dynamo-unexplained';
import { IdentityStorePeople } from './identity-store-people';
import { LambdaEndWorkers } from './lambda-end-workers';
import { SchedulerSchedules } from './scheduler-schedules';
import { SnsNotices } from './sns-notices';
import { StepFunctionsElevations } from './step-functions-elevations';
import { lambdaSessionDenials } from '../../containment/runtime/lambda-session-denials';
import { ssoAdminIdentityCenter } from '../../identity/runtime/sso-admin-identity-center';
import { assumedCredentials } from '../../private/runtime/assumed-credentials';
import { embeddedMetrics } from '../../private/runtime/embedded-metrics';
import { systemClock } from '../../private/runtime/system-clock';
import { noticeText } from '../domain/notice-text';
import { ELEVATION_ENVIRONMENT, givenBy } from '../elevation-environment';

/** What every function of elevation has. Each makes what else it uses, so that it needs to be told of nothing more. */
export function elevationAdapters(env: NodeJS.ProcessEnv) {
  const given = givenBy(env);
  const [dynamo, table, clock] = [new DynamoDBClient({}), given('elevationsTable'), systemClock];
  const rules = new DynamoRuleBook(dynamo, table);
  const lambda = () => new LambdaClient({});
  // one attempt: whoever calls decides when to ask again, and looks again before it does.
  const sso = (credentials?: ReturnType<typeof assumedCredentials>) =>
    ssoAdminIdentityCenter(new SSOAdminClient({ maxAttempts: 1, credentials }), given('instanceArn'));
  return {
    clock,
    rules,
    pinnedRules: rules,
    elevations: new DynamoElevations(dynamo, table),
    evidence: new DynamoEvidence(dynamo, table),
    unexplained: new DynamoUnexplained(dynamo, table),
    leases: () => new DynamoLeases(dynamo, given('leasesTable')),
    people: () => new IdentityStorePeople(new IdentitystoreClient({}), given('identityStoreId')),
    notices: () => new SnsNotices(new SNSClient({}), given('topicArn'), noticeText),
    executions: () => new StepFunctionsElevations(new SFNClient({}), given('stateMachineArn')),
    schedules: () => new SchedulerSchedules(new SchedulerClient({}), {
      group: given('scheduleGroup'), functionArn: given('endFunctionArn'), roleArn: given('scheduleRoleArn'),
    }),
    enders: () => new LambdaEndWorkers(lambda(), given('endFunction')),
    denials: () => lambdaSessionDenials(lambda(), given('denialsFunction')),
    backend: () => {
      const [accountId, role] = [env[ELEVATION_ENVIRONMENT.managementAccountId], env[ELEVATION_ENVIRONMENT.managementRoleArn]];
      return assignmentBackend(sso(), accountId === undefined ? undefined : {
        accountId, identityCenter: role ? sso(assumedCredentials(new STSClient({}), role, 'elevation')) : undefined,
      });
    },
    metrics: () => embeddedMetrics(
      { namespace: 'ZeroTrust/Elevation', dimension: 'Elevation', value: given('stateMachineArn').split(':').at(-1)! }, clock),
  };
}
