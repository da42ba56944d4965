import { createHash } from 'node:crypto';
import { CfnStackSet, RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PlannedPolicy } from './domain/customer-policies';
import type { DeployedPolicy } from './domain/permission-set-data';
import type { Organization } from '../organization/organization';
import { policyDocument } from '../policy/domain/document';
import { POLICY_STACK_SET_PREFIX } from '../private/naming';

/**
 * The StackSet that makes one policy in member accounts. Its id in the tree and its name are the policy's, so that no other policy, set, rule or account changes them.
 *
 * Kept when it leaves the template: roles may have the policy still, and CloudFormation would fail to take it away from them.
 */
export function policyStackSet(scope: Construct, { policy, memberIds }: PlannedPolicy, organization: Organization): CfnStackSet {
  const resource = new CfnStackSet(scope, `Policy-${policy.name}`, {
    stackSetName: stackSetName(policy),
    description: policy.description ?? `Zero Trust landing zone: the policy ${policy.name} of permission sets`,
    permissionModel: 'SERVICE_MANAGED',
    capabilities: ['CAPABILITY_NAMED_IAM'],
    // automatic deployment knows no filter: it would reach accounts that are left out.
    autoDeployment: memberIds ? { enabled: false } : { enabled: true, retainStacksOnAccountRemoval: false },
    managedExecution: { Active: true },
    // no account may keep an old version; strict tolerance would mean one account after the other.
    operationPreferences: { failureToleranceCount: 0, maxConcurrentPercentage: 100, concurrencyMode: 'SOFT_FAILURE_TOLERANCE' },
    stackInstancesGroup: [{
      regions: [organization.homeRegion!],
      deploymentTargets: {
        organizationalUnitIds: [organization.rootId],
        ...(memberIds && { accountFilterType: 'INTERSECTION', accounts: [...memberIds] }),
      },
    }],
    templateBody: templateBody(policy),
  });
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return resource;
}

/** Names of StackSets take letters, digits and dashes; what else a policy's name has goes into a hash. */
export function stackSetName({ name }: DeployedPolicy): string {
  const plain = name.replace(/[^A-Za-z0-9-]/g, '-').slice(0, 90);
  return `${POLICY_STACK_SET_PREFIX}${plain}${plain === name ? '' : `-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`}`;
}

/** No description of the policy's own: IAM could never change it, so that a new one would need a policy of another name. */
function templateBody({ name, path, statements }: DeployedPolicy): string {
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: name, Path: path, PolicyDocument: policyDocument(statements) } } },
  });
}
