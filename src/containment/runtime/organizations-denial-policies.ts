import {
  CreatePolicyVersionCommand, DeletePolicyVersionCommand, GetPolicyCommand, GetPolicyVersionCommand, type IAMClient, ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import { DescribePolicyCommand, type OrganizationsClient, UpdatePolicyCommand, paginateListPolicies } from '@aws-sdk/client-organizations';
import { type DenialPolicies, type ManagementPolicy, PolicyBusy, type StoredPolicy } from './ports';

const BUSY = ['ConcurrentModificationException', 'TooManyRequestsException', 'ThrottlingException', 'PolicyChangesInProgressException'];
/** IAM keeps no more versions of a policy. */
const MOST_VERSIONS = 5;

/** The service control policies of these names, in their order. Names of policies are unique in an organization. */
export function organizationsDenialPolicies(
  client: OrganizationsClient, names: readonly string[], management?: ManagementPolicy,
): DenialPolicies {
  let ids: Promise<readonly string[]> | undefined;
  const idsOf = async () => {
    ids ??= idsByName(client, names);
    try {
      return await ids;
    } catch (error) {
      ids = undefined;
      throw error;
    }
  };
  return {
    management,
    slots: async () => {
      const slots: StoredPolicy[] = [];
      for (const [index, id] of (await idsOf()).entries()) {
        const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: id }));
        slots.push({ id, name: names[index], content: Policy!.Content! });
      }
      return slots;
    },
    write: async ({ id }, content) => {
      try {
        await client.send(new UpdatePolicyCommand({ PolicyId: id, Content: content }));
      } catch (error) {
        const { name, message } = error as Error;
        throw BUSY.includes(name) ? new PolicyBusy(message) : error;
      }
    },
  };
}

async function idsByName(client: OrganizationsClient, names: readonly string[]): Promise<readonly string[]> {
  const found = new Map<string, string>();
  for await (const { Policies = [] } of paginateListPolicies({ client }, { Filter: 'SERVICE_CONTROL_POLICY' })) {
    Policies.forEach(({ Name, Id }) => found.set(Name!, Id!));
  }
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) {
    throw new Error(`there is no service control policy named ${missing.join(', ')}: deploy the stack of the management account first`);
  }
  return names.map((name) => found.get(name)!);
}

/** The policy of IAM, of which the default version is in force. */
export function iamManagementPolicy(client: IAMClient, arn: string): ManagementPolicy {
  return {
    read: async () => {
      const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: arn }));
      const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy!.DefaultVersionId! }));
      // IAM answers with an encoded document.
      return { id: arn, name: Policy!.PolicyName!, content: decodeURIComponent(PolicyVersion!.Document!) };
    },
    write: async ({ id }, content) => {
      const { Versions = [] } = await client.send(new ListPolicyVersionsCommand({ PolicyArn: id }));
      if (Versions.length >= MOST_VERSIONS) {
        const [oldest] = Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion)
          .sort((a, b) => a.CreateDate!.getTime() - b.CreateDate!.getTime());
        await client.send(new DeletePolicyVersionCommand({ PolicyArn: id, VersionId: oldest.VersionId! }));
      }
      await client.send(new CreatePolicyVersionCommand({ PolicyArn: id, PolicyDocument: content, SetAsDefault: true }));
    },
  };
}
