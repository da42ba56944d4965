import { GlueClient } from '@aws-sdk/client-glue';
import { accountsNamedBy, followOrganization } from './follow-organization';
import { GlueActivityCatalog } from './glue-activity-catalog';
import { s3VaultFolders } from './s3-vault-folders';

const { VAULT_BUCKET, DATABASE, ORGANIZATION_ID, TABLES, AWS_REGION } = process.env as Record<string, string>;
const ports = { catalog: new GlueActivityCatalog(new GlueClient({ maxAttempts: 10 }), DATABASE), vault: s3VaultFolders(VAULT_BUCKET, AWS_REGION) };

export async function handler(event: unknown): Promise<{ changed: number }> {
  return { changed: await followOrganization({ organizationId: ORGANIZATION_ID, tables: TABLES.split(','), arrived: accountsNamedBy(event) }, ports) };
}
