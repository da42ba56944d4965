/** Names of what the functions of elevation are told, for whoever deploys them and for what runs inside. */
export const ELEVATION_ENVIRONMENT = {
  elevationsTable: 'ELEVATIONS_TABLE',
  leasesTable: 'LEASES_TABLE',
  stateMachineArn: 'STATE_MACHINE_ARN',
  endFunction: 'END_FUNCTION',
  denialsFunction: 'DENIALS_FUNCTION',
  scheduleGroup: 'SCHEDULE_GROUP',
  scheduleRoleArn: 'SCHEDULE_ROLE_ARN',
  endFunctionArn: 'END_FUNCTION_ARN',
  topicArn: 'TOPIC_ARN',
  instanceArn: 'INSTANCE_ARN',
  identityStoreId: 'IDENTITY_STORE_ID',
  /** Missing where Identity Center is administered in the management account itself. */
  managementAccountId: 'MANAGEMENT_ACCOUNT_ID',
  /** The role of the management account that the function takes: to lend there, to take back, or to look. Missing where nothing is lent there. */
  managementRoleArn: 'MANAGEMENT_ROLE_ARN',
  /** Of account access manager, where roles are lent and not permission sets. */
  applicationArn: 'ACCOUNT_ACCESS_APPLICATION_ARN',
  /** 'true' where sessions of assignments that no lease explains are denied. */
  quarantine: 'QUARANTINE',
  vaultBucket: 'VAULT_BUCKET',
  /** Of the API: whose tokens it takes, and under which issuer the identity store knows people; both missing where callers sign. */
  tokenIssuer: 'TOKEN_ISSUER',
  externalIdIssuer: 'EXTERNAL_ID_ISSUER',
  /** Of the API where callers sign: the account whose sessions it takes. */
  accountId: 'ACCOUNT_ID',
} as const;

type Name = keyof typeof ELEVATION_ENVIRONMENT;

/** What a function was told; throws for what is missing when it is asked for. */
export function givenBy(env: Readonly<Record<string, string | undefined>>): (name: Name) => string {
  return (name) => {
    const value = env[ELEVATION_ENVIRONMENT[name]];
    if (!value) {
      throw new Error(`the environment has no ${ELEVATION_ENVIRONMENT[name]}`);
    }
    return value;
  };
}
