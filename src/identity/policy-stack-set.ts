import { createHash } from 'node:crypto';
import type { CfnStackSet } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PlannedPolicy } from './domain/customer-policies';
import type { DeployedPolicy } from './domain/permission-set-data';
import type { Organization } from '../organization/organization';
import { policyDocument } from '../policy/domain/document';
import { memberStackSet } from '../private/member-stack-set';
import { POLICY_STACK_SET_PREFIX } from '../private/naming';

/**
 * The StackSet that makes one policy in member accounts. Its id in the tree and its name are the policy's, so that no other policy, set, rule or account changes them.
 *
 * Kept when it leaves the template: roles may have the policy still, and CloudFormation would fail to take it away from them.
 */
export function policyStackSet(scope: Construct, { policy, memberIds }: PlannedPolicy, organization: Organization): CfnStackSet {
  return memberStackSet(scope, `Policy-${policy.name}`, {
    name: stackSetName(policy),
    description: policy.description ?? `Zero Trust landing zone: the policy ${policy.name} of permission sets`,
    rootId: organization.rootId,
    groups: [{ regions: [organization.homeRegion!], accountIds: memberIds }],
    template: template(policy),
  });
}

/** Names of StackSets take letters, digits and dashes; what else a policy's name has goes into a hash. */
export function stackSetName({ name }: DeployedPolicy): string {
  const plain = name.replace(/[^A-Za-z0-9-]/g, '-').slice(0, 90);
  return `${POLICY_STACK_SET_PREFIX}${plain}${plain === name ? '' : `-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`}`;
}

/** No description of the policy's own: IAM could never change it, so that a new one would need a policy of another name. */
function template({ name, path, statements }: DeployedPolicy): object {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: name, Path: path, PolicyDocument: policyDocument(statements) } } },
  };
}
