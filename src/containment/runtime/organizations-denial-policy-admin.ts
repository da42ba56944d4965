import { CreatePolicyCommand as CreateIamPolicyCommand, GetPolicyCommand, type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand, CreatePolicyCommand, type OrganizationsClient, paginateListPolicies, paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';
import type { DenialPolicyAdmin } from './denial-policy-admin';

const SCP = 'SERVICE_CONTROL_POLICY';

export function organizationsDenialPolicyAdmin(organizations: OrganizationsClient, iam: IAMClient, iamArnPrefix: string): DenialPolicyAdmin {
  return {
    find: async (name) => {
      for await (const { Policies = [] } of paginateListPolicies({ client: organizations }, { Filter: SCP })) {
        const found = Policies.find(({ Name }) => Name === name);
        if (found) {
          return { id: found.Id!, arn: found.Arn! };
        }
      }
      return undefined;
    },
    create: async ({ name, description, content }) => {
      const { Policy } = await organizations.send(new CreatePolicyCommand({ Name: name, Description: description, Content: content, Type: SCP }));
      return { id: Policy!.PolicySummary!.Id!, arn: Policy!.PolicySummary!.Arn! };
    },
    targets: async (policyId) => {
      const ids: string[] = [];
      for await (const { Targets = [] } of paginateListTargetsForPolicy({ client: organizations }, { PolicyId: policyId })) {
        ids.push(...Targets.map(({ TargetId }) => TargetId!));
      }
      return ids;
    },
    attach: async (policyId, targetId) => {
      try {
        await organizations.send(new AttachPolicyCommand({ PolicyId: policyId, TargetId: targetId }));
      } catch (error) {
        if ((error as Error).name !== 'DuplicatePolicyAttachmentException') {
          throw error;
        }
      }
    },
    managementPolicyExists: async ({ name, path }) => {
      try {
        await iam.send(new GetPolicyCommand({ PolicyArn: `${iamArnPrefix}:policy${path}${name}` }));
        return true;
      } catch (error) {
        if (error instanceof NoSuchEntityException) {
          return false;
        }
        throw error;
      }
    },
    createManagementPolicy: async ({ name, path, description, content }) => {
      await iam.send(new CreateIamPolicyCommand({ PolicyName: name, Path: path, Description: description, PolicyDocument: content }));
    },
  };
}
