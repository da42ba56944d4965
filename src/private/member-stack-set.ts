import { CfnStackSet, RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export interface MemberStackSetProps {
  readonly name: string;
  /** What it brings, for whoever reads the list of StackSets. */
  readonly description: string;
  readonly rootId: string;
  /** Where. Without accounts, every member account has it, those that come later as they come. */
  readonly groups: readonly { readonly regions: readonly string[]; readonly accountIds?: readonly string[] }[];
  readonly template: object;
  /** Whether Regions go at the same time; else one after the other. */
  readonly regionsAtOnce?: boolean;
  /** ARN of one that must be in an account before. */
  readonly after?: string;
}

/**
 * A service-managed StackSet: the same stack in member accounts. It reaches no management account.
 *
 * Kept when it leaves the template: what it made is taken away by somebody who looked whether it may go.
 */
export function memberStackSet(scope: Construct, id: string, props: MemberStackSetProps): CfnStackSet {
  const { name, description, rootId, groups, template, regionsAtOnce, after } = props;
  const everywhere = groups.every(({ accountIds }) => accountIds === undefined);
  const resource = new CfnStackSet(scope, id, {
    stackSetName: name,
    description,
    permissionModel: 'SERVICE_MANAGED',
    capabilities: ['CAPABILITY_NAMED_IAM'],
    // automatic deployment knows no filter: it would reach accounts that are left out.
    autoDeployment: everywhere
      ? { enabled: true, retainStacksOnAccountRemoval: false, ...(after ? { dependsOn: [after] } : {}) } : { enabled: false },
    managedExecution: { Active: true },
    // an account that is not reached must be heard of, so no failure is tolerated; strict tolerance would mean one account after the other.
    operationPreferences: {
      failureToleranceCount: 0, maxConcurrentPercentage: 100, concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      ...(regionsAtOnce ? { regionConcurrencyType: 'PARALLEL' } : {}),
    },
    stackInstancesGroup: groups.map(({ regions, accountIds }) => ({
      regions: [...regions],
      deploymentTargets: { organizationalUnitIds: [rootId], ...(accountIds ? { accountFilterType: 'INTERSECTION', accounts: [...accountIds] } : {}) },
    })),
    templateBody: JSON.stringify(template),
  });
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return resource;
}
