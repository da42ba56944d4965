import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { AssignmentLedger } from './assignment-ledger';
import { CloudFormationDeployments } from './cloudformation-deployments';
import { CloudTrailAssignmentHistory } from './cloudtrail-assignment-history';
import { DynamoAccountRecords } from './dynamo-account-records';
import { DynamoAssignmentLedger } from './dynamo-assignment-ledger';
import { EventBridgeAnnouncements } from './event-bridge-announcements';
import { lentSetsLedger } from './lent-sets-ledger';
import { noObservedPlaces } from './observed-places';
import { patientIdentityCenter } from './patient-identity-center';
import { S3AccessDocuments } from './s3-access-documents';
import { S3CheckRequests } from './s3-check-requests';
import { S3DriftRecords } from './s3-drift-records';
import { ssoAdminIdentityCenter } from './sso-admin-identity-center';
import { StepFunctionsCheckRuns } from './step-functions-check-runs';
import { embeddedMetrics } from '../../private/runtime/embedded-metrics';
import { systemClock } from '../../private/runtime/system-clock';

/** Of the 20 a second that the whole organization shares. */
const CALLS_PER_SECOND = 8;

/** Everything of AWS that the steps of a check use, by the environment of their function. */
export function driftAdapters(env: NodeJS.ProcessEnv) {
  const clock = systemClock;
  const [s3, bucket, stateMachineArn] = [new S3Client({}), env.RECORDS_BUCKET!, env.STATE_MACHINE_ARN!];
  // one attempt: our own patience decides when to ask again, and looks again before it removes.
  const impatient = ssoAdminIdentityCenter(new SSOAdminClient({ maxAttempts: 1 }), env.INSTANCE_ARN!);
  // a list as text: with none in it nobody answers for anything.
  const ofSets: AssignmentLedger = lentSetsLedger((env.LENT_SETS ?? '').split(' ').filter((arn) => arn !== ''));
  return {
    clock,
    impatient,
    identityCenter: patientIdentityCenter(impatient, clock, CALLS_PER_SECOND),
    documents: new S3AccessDocuments(s3, bucket),
    records: new S3DriftRecords(s3, bucket),
    requests: new S3CheckRequests(s3, bucket),
    runs: new StepFunctionsCheckRuns(new SFNClient({}), stateMachineArn),
    deployments: new CloudFormationDeployments(new CloudFormationClient({}), env.STACK_ID!),
    places: env.PLACES_TABLE ? new DynamoAccountRecords(new DynamoDBClient({}), env.PLACES_TABLE) : noObservedPlaces,
    ledger: env.LEDGER_TABLE ? new DynamoAssignmentLedger(new DynamoDBClient({}), env.LEDGER_TABLE, clock) : ofSets,
    history: new CloudTrailAssignmentHistory(new CloudTrailClient({}), clock),
    announcements: new EventBridgeAnnouncements(new EventBridgeClient({})),
    metrics: embeddedMetrics({ namespace: 'ZeroTrust/Identity', dimension: 'Drift', value: stateMachineArn.split(':').at(-1)! }, clock),
  };
}
