import {
  DescribeOrganizationCommand, DescribePolicyCommand, ListAccountsCommand, ListAccountsForParentCommand, ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand, ListDelegatedServicesForAccountCommand, ListOrganizationalUnitsForParentCommand, ListPoliciesCommand,
  ListRootsCommand, ListTagsForResourceCommand, ListTargetsForPolicyCommand, OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { readFailure } from './organizations-errors';
import { SNAPSHOT_CALLS, type SnapshotCall, type SnapshotItems } from './snapshot-calls';
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
};

/** What the clients of both services can do with a command of theirs. */
interface Sender {
  send(command: never): Promise<object>;
}

/** Reads through the AWS SDK with the credentials of its default chain. */
export function organizationsReader(region: string = ANY_REGION): OrganizationReader {
  const organizations = new OrganizationsClient({ region, ...RETRIES });
  const identityCenters = new Map<string, SSOAdminClient>();
  const clientFor = (call: SnapshotCall, about: string = region): Sender => {
    if (SNAPSHOT_CALLS[call].service === 'organizations') {
      return organizations;
    }
    const client = identityCenters.get(about) ?? new SSOAdminClient({ region: about, ...RETRIES });
    identityCenters.set(about, client);
    return client;
  };

  return {
    async page<C extends SnapshotCall>(call: C, about?: string, next?: string) {
      const { items: member, about: parameter } = SNAPSHOT_CALLS[call];
      const subject = parameter === undefined || parameter === 'Region' ? {} : { [parameter]: about };
      try {
        const command = new COMMANDS[call]({ ...subject, NextToken: next } as never);
        const answer = await clientFor(call, about).send(command as never) as Record<string, unknown>;
        return { items: asJson([answer[member] ?? []].flat()) as SnapshotItems[C][], next: (answer.NextToken as string | undefined) || undefined };
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
