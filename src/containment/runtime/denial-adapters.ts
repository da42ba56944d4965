import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDenialLedger } from './dynamo-denial-ledger';
import { iamManagementPolicy, organizationsDenialPolicies } from './organizations-denial-policies';
import { assumedCredentials } from '../../private/runtime/assumed-credentials';
import { embeddedMetrics } from '../../private/runtime/embedded-metrics';
import { systemClock as clock } from '../../private/runtime/system-clock';
import type { DenialPlaces } from '../domain/denials-in-force';

/** What the function knows of its place; the construct gives it. */
export interface DenialEnvironment {
  readonly LEDGER_TABLE: string;
  readonly WRITER_ROLE_ARN: string;
  /** Names of the service control policies, with a space between them. */
  readonly POLICY_NAMES: string;
  readonly POLICY_BYTES: string;
  readonly MANAGEMENT_ACCOUNT_ID: string;
  /** Missing where permission sets of the management account carry no such policy. */
  readonly MANAGEMENT_POLICY_ARN?: string;
  readonly MANAGEMENT_POLICY_BYTES?: string;
  readonly AWS_PARTITION: string;
}

/** Calls end in seconds: a write that took longer might undo what another worker wrote. */
const QUICK = { maxAttempts: 1, requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000 } };

export function denialAdapters(env: DenialEnvironment) {
  const credentials = assumedCredentials(new STSClient({ maxAttempts: 3 }), env.WRITER_ROLE_ARN, 'session-denial');
  const names = env.POLICY_NAMES.split(' ');
  const management = env.MANAGEMENT_POLICY_ARN === undefined ? undefined
    : iamManagementPolicy(new IAMClient({ ...QUICK, credentials }), env.MANAGEMENT_POLICY_ARN);
  const places: DenialPlaces = {
    partition: env.AWS_PARTITION, count: names.length, bytes: Number(env.POLICY_BYTES), managementAccountId: env.MANAGEMENT_ACCOUNT_ID,
    managementBytes: management && Number(env.MANAGEMENT_POLICY_BYTES),
  };
  return {
    places,
    clock,
    ledger: new DynamoDenialLedger(new DynamoDBClient({ maxAttempts: 3 }), env.LEDGER_TABLE),
    policies: organizationsDenialPolicies(new OrganizationsClient({ ...QUICK, credentials }), names, management),
    metrics: embeddedMetrics({ namespace: 'ZeroTrust/Containment', dimension: 'Ledger', value: env.LEDGER_TABLE }, clock),
  };
}
