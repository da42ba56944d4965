import { DescribePolicyCommand, ListParentsCommand, ListPoliciesForTargetCommand, type OrganizationsClient, type PolicyType } from '@aws-sdk/client-organizations';
import type { ChainReader } from './break-glass-ports';
import type { LiveLevel, LivePolicy } from '../domain/break-glass-chain';

const FULL_ACCESS = 'p-RCPFullAWSAccess';

/** Policies as Organizations has them now. What accounts share is asked once; so is nothing longer than this reader lives. */
export function organizationsChainReader(client: OrganizationsClient): ChainReader {
  const parents = new Map<string, string | undefined>();
  const levels = new Map<string, LiveLevel>();
  const documents = new Map<string, unknown>();

  const parentOf = async (id: string): Promise<string | undefined> => {
    if (!parents.has(id)) {
      const { Parents } = await client.send(new ListParentsCommand({ ChildId: id }));
      parents.set(id, Parents?.[0]?.Id);
    }
    return parents.get(id);
  };

  const documentOf = async (PolicyId: string): Promise<unknown> => {
    if (!documents.has(PolicyId)) {
      const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId }));
      documents.set(PolicyId, JSON.parse(Policy!.Content!));
    }
    return documents.get(PolicyId);
  };

  const policiesOn = async (TargetId: string, Filter: PolicyType): Promise<LivePolicy[]> => {
    const found: LivePolicy[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListPoliciesForTargetCommand({ TargetId, Filter, NextToken })).catch((error: Error) => {
        // a partition that has no policies of this type has none that deny.
        if (error.name === 'UnsupportedAPIEndpointException') {
          return { Policies: [], NextToken: undefined };
        }
        throw error;
      });
      for (const { Id, Name } of page.Policies ?? []) {
        if (Id !== FULL_ACCESS) {
          found.push({ name: Name!, document: await documentOf(Id!) });
        }
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  };

  const levelOf = async (id: string): Promise<LiveLevel> => {
    const known = levels.get(id) ?? { id, scps: await policiesOn(id, 'SERVICE_CONTROL_POLICY'), rcps: await policiesOn(id, 'RESOURCE_CONTROL_POLICY') };
    levels.set(id, known);
    return known;
  };

  return {
    levelsAbove: async (accountId) => {
      const chain: LiveLevel[] = [];
      for (let id: string | undefined = accountId; id !== undefined; id = id.startsWith('r-') ? undefined : await parentOf(id)) {
        chain.unshift(await levelOf(id));
      }
      return chain;
    },
  };
}
