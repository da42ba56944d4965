import { GetRoleCommand, type IAMClient, ListAttachedRolePoliciesCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import type { RoleReader } from './break-glass-ports';

/** Roles of one name, each asked of IAM in its own account. */
export function iamRoleReader(roleName: string, clientFor: (accountId: string) => Promise<IAMClient>): RoleReader {
  return {
    read: async (accountId) => {
      const client = await clientFor(accountId);
      const found = await client.send(new GetRoleCommand({ RoleName: roleName })).catch((error: Error) => {
        if (error.name === 'NoSuchEntityException' || error.name === 'NoSuchEntity') {
          return undefined;
        }
        throw error;
      });
      if (!found?.Role) {
        return undefined;
      }
      const { Path = '/', AssumeRolePolicyDocument = '', MaxSessionDuration = 3600, PermissionsBoundary } = found.Role;
      return {
        path: Path,
        // IAM encodes documents as parts of a URL.
        trust: JSON.parse(decodeURIComponent(AssumeRolePolicyDocument)),
        maxSessionSeconds: MaxSessionDuration,
        managedPolicies: await attached(client, roleName),
        inlinePolicies: await inline(client, roleName),
        ...(PermissionsBoundary?.PermissionsBoundaryArn === undefined ? {} : { boundary: PermissionsBoundary.PermissionsBoundaryArn }),
      };
    },
  };
}

async function attached(client: IAMClient, RoleName: string): Promise<string[]> {
  const found: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await client.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }));
    found.push(...(page.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker !== undefined);
  return found;
}

async function inline(client: IAMClient, RoleName: string): Promise<string[]> {
  const found: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await client.send(new ListRolePoliciesCommand({ RoleName, Marker }));
    found.push(...page.PolicyNames ?? []);
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker !== undefined);
  return found;
}
