import { GlueClient } from '@aws-sdk/client-glue';
import { GlueActivityCatalog } from './glue-activity-catalog';
import { keepActivityTables } from './keep-activity-tables';
import { s3VaultFolders } from './s3-vault-folders';
import { customResource } from '../../private/runtime/custom-resource';

const { VAULT_BUCKET, DATABASE, ORGANIZATION_ID, AWS_REGION } = process.env as Record<string, string>;
const ports = { catalog: new GlueActivityCatalog(new GlueClient({ maxAttempts: 10 }), DATABASE), vault: s3VaultFolders(VAULT_BUCKET, AWS_REGION) };

export const handler = customResource(async (event) => {
  const { Tables, Accounts, Regions } = event.ResourceProperties;
  // what the tables are about outlives them, and they go with their database.
  if (event.RequestType !== 'Delete') {
    await keepActivityTables({ organizationId: ORGANIZATION_ID, tables: Tables, known: { accounts: Accounts, regions: Regions } }, ports);
  }
  return { physicalResourceId: 'activity-tables' };
});
