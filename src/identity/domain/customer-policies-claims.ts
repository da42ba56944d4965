import { fullName } from './customer-policies';
import type { DeployedPolicy } from './permission-set-data';
import { askedRegion } from '../../organization/domain/global-region';
import { STACK_SET_ROLE_PREFIX, stackSetRole } from '../../organization/domain/stack-sets';
import { ACCOUNT, type Claim } from '../../policy/domain/claim';

/** A policy, and the StackSet that makes it. */
export interface StackSetPolicy {
  readonly policy: DeployedPolicy;
  readonly stackSetName: string;
}

export interface PolicyPlace {
  readonly partition: string;
  readonly globalRegion: string;
  /** Where the stacks of StackSets are made. */
  readonly workRegion: string;
  /** Ids of the member accounts in which the policy is made. */
  readonly members: readonly string[];
}

/** StackSets must be let through in every account, or the whole deployment fails. */
export function policyClaims({ policy, stackSetName }: StackSetPolicy, place: PolicyPlace): Claim[] {
  const { partition, workRegion, members } = place;
  const arn = `arn:${partition}:iam::${ACCOUNT}:policy${fullName(policy)}`;
  const calls = [
    { does: 'makes the stack of', action: 'cloudformation:CreateStack', resource: `arn:${partition}:cloudformation:${workRegion}:${ACCOUNT}:stack/StackSet-${stackSetName}-1/1` },
    { does: 'makes', action: 'iam:CreatePolicy', resource: arn },
    { does: 'changes', action: 'iam:CreatePolicyVersion', resource: arn },
  ];
  return calls.map(({ does, action, resource }) => ({
    claim: `StackSets ${does} the policy ${policy.name}`,
    expected: 'allowed',
    source: 'Identity Center',
    principal: stackSetRole(place),
    action,
    resource,
    regions: [askedRegion(action, place)],
    accountIds: members,
    notCovered: [],
    evenWhereClosed: true,
    fix: `let '${STACK_SET_ROLE_PREFIX}*' do this in the policy that denies it (ProtectedRolesSCP: \`deployedPolicies\`), `
      + 'or leave the account out with `accounts` of the policy',
  }));
}
