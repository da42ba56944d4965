import { IdentitystoreClient, ListGroupsCommand } from '@aws-sdk/client-identitystore';
import {
  DescribeOrganizationCommand, DescribePolicyCommand, ListAccountsCommand, ListAccountsForParentCommand, ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand, ListDelegatedServicesForAccountCommand, ListOrganizationalUnitsForParentCommand, ListPoliciesCommand,
  ListRootsCommand, ListTagsForResourceCommand, ListTargetsForPolicyCommand, OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  DescribePermissionSetCommand, ListAccountAssignmentsCommand, ListAccountsForProvisionedPermissionSetCommand, ListInstancesCommand,
  ListPermissionSetsCommand, ListTagsForResourceCommand as ListPermissionSetTagsCommand, SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { readFailure } from './organizations-errors';
import { SNAPSHOT_CALLS, type SnapshotCall, type SnapshotItems, aboutOf } from './snapshot-calls';
import type { OrganizationReader } from './snapshot-ports';

/** The SDK's own retries slow down with the service; `patientReader` takes over where they give up. */
const RETRIES = { retryMode: 'adaptive', maxAttempts: 3 };

/** Organizations is one endpoint for each partition, and any Region leads to it. */
const ANY_REGION = 'us-east-1';

const COMMANDS: { readonly [call in SnapshotCall]: new (input: never) => object } = {
  DescribeOrganization: DescribeOrganizationCommand,
  ListRoots: ListRootsCommand,
  ListOrganizationalUnitsForParent: ListOrganizationalUnitsForParentCommand,
  ListAccounts: ListAccountsCommand,
  ListAccountsForParent: ListAccountsForParentCommand,
  ListTagsForResource: ListTagsForResourceCommand,
  ListPolicies: ListPoliciesCommand,
  DescribePolicy: DescribePolicyCommand,
  ListTargetsForPolicy: ListTargetsForPolicyCommand,
  ListDelegatedAdministrators: ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccount: ListDelegatedServicesForAccountCommand,
  ListAWSServiceAccessForOrganization: ListAWSServiceAccessForOrganizationCommand,
  ListInstances: ListInstancesCommand,
  ListGroups: ListGroupsCommand,
  ListPermissionSets: ListPermissionSetsCommand,
  DescribePermissionSet: DescribePermissionSetCommand,
  ListPermissionSetTags: ListPermissionSetTagsCommand,
  ListAccountsForProvisionedPermissionSet: ListAccountsForProvisionedPermissionSetCommand,
  ListAccountAssignments: ListAccountAssignmentsCommand,
};

/** What the clients of all services can do with a command of theirs. */
interface Sender {
  send(command: never): Promise<object>;
}

const CLIENTS: { readonly [service: string]: new (options: { region: string; retryMode: string; maxAttempts: number }) => Sender } = {
  organizations: OrganizationsClient,
  sso: SSOAdminClient,
  identitystore: IdentitystoreClient,
};

/** Reads through the AWS SDK with the credentials of its default chain. */
export function organizationsReader(ownRegion: string = ANY_REGION): OrganizationReader {
  const clients = new Map<string, Sender>();
  const clientFor = (call: SnapshotCall, region: string): Sender => {
    const { service } = SNAPSHOT_CALLS[call];
    const key = `${service} ${region}`;
    const client = clients.get(key) ?? new CLIENTS[service]({ region, ...RETRIES });
    clients.set(key, client);
    return client;
  };

  return {
    async page<C extends SnapshotCall>(call: C, about?: string, next?: string) {
      const { Region = ownRegion, ...subject } = aboutOf(call, about);
      try {
        const command = new COMMANDS[call]({ ...subject, NextToken: next } as never);
        const answer = await clientFor(call, Region).send(command as never) as Record<string, unknown>;
        const items = answer[SNAPSHOT_CALLS[call].items];
        return { items: asJson([items ?? []].flat()) as SnapshotItems[C][], next: (answer.NextToken as string | undefined) || undefined };
      } catch (error) {
        throw readFailure(call, error);
      }
    },
  };
}

/** Dates as ISO 8601, and no members that are undefined. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The Region of AWS_REGION or the profile, undefined if there is none. */
export async function configuredRegion(): Promise<string | undefined> {
  try {
    return await new OrganizationsClient({}).config.region();
  } catch {
    return undefined;
  }
}
