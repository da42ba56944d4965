import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { keepDenialPolicies } from './keep-denial-policies';
import { organizationsDenialPolicyAdmin } from './organizations-denial-policy-admin';
import { customResource } from '../../private/runtime/custom-resource';

// Organizations takes one or two writes a second, and none beside another: adaptive retries wait that out.
const patient = { retryMode: 'adaptive', maxAttempts: 15 };
const admin = organizationsDenialPolicyAdmin(new OrganizationsClient(patient), new IAMClient(patient), process.env.IAM_ARN_PREFIX!);

export const handler = customResource(async (event) => {
  const physicalResourceId = 'session-denial-policies';
  if (event.RequestType === 'Delete') {
    return { physicalResourceId };
  }
  const { Partition, PolicyNames, RootId, Description, ManagementPolicyName, ManagementPolicyPath } = event.ResourceProperties;
  const { policyArns } = await keepDenialPolicies({
    partition: Partition, names: PolicyNames, rootId: RootId, description: Description,
    managementPolicy: { name: ManagementPolicyName, path: ManagementPolicyPath },
  }, admin);
  return { physicalResourceId, data: Object.fromEntries(policyArns.map((arn, index) => [`PolicyArn${index + 1}`, arn])) };
});
