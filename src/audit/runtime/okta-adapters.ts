import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoOktaProgress } from './dynamo-okta-progress';
import type { ReconcilerPorts, WriterPorts } from './okta-ports';
import { OktaSystemLog } from './okta-system-log';
import { S3OktaEvidence } from './s3-okta-evidence';
import { S3OktaVault } from './s3-okta-vault';
import { embeddedMetrics } from '../../private/runtime/embedded-metrics';
import { systemClock as clock } from '../../private/runtime/system-clock';

/** What a handler finds in its environment. */
type Environment = Readonly<Record<string, string | undefined>>;

export function oktaWriter(environment: Environment): WriterPorts {
  return writerPorts(environment, new S3Client({}));
}

export function oktaReconciler(environment: Environment): ReconcilerPorts {
  const s3 = new S3Client({});
  const secrets = new SecretsManagerClient({});
  // read for each hour: a token that was replaced is used at once.
  const token = async () => (await secrets.send(new GetSecretValueCommand({ SecretId: environment.TOKEN_SECRET_ARN! }))).SecretString ?? '';
  return {
    ...writerPorts(environment, s3),
    evidence: new S3OktaEvidence(s3, environment.VAULT_BUCKET!, environment.EVIDENCE_PREFIX!),
    systemLog: new OktaSystemLog(environment.OKTA_ORG_URL!, token, clock),
    progress: new DynamoOktaProgress(new DynamoDBClient({}), environment.PROGRESS_TABLE!),
    clock,
  };
}

function writerPorts(environment: Environment, s3: S3Client): WriterPorts {
  return {
    vault: new S3OktaVault(s3, environment.VAULT_BUCKET!, environment.OKTA_PREFIX!),
    metrics: embeddedMetrics({ namespace: 'ZeroTrust/Audit', dimension: 'Okta', value: environment.OKTA_NAME! }, clock),
  };
}
