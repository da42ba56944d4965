import { Annotations } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import type { AccessRule } from './access-rule';
import { assumedPolicies, assumptionWarnings } from './domain/assumptions';
import { type GivenSet, type PlannedPolicy, assumedReferences, plannedPolicies, reachOf } from './domain/customer-policies';
import { policyClaims } from './domain/customer-policies-claims';
import { customerPolicyProblems } from './domain/customer-policies-problems';
import type { PermissionSet } from './permission-set';
import { policyStackSet, stackSetName } from './policy-stack-set';
import { globalServicesRegion } from '../organization/domain/global-region';
import { type Problem, listed } from '../organization/domain/problem';
import { STACK_SETS } from '../organization/domain/stack-sets';
import type { Organization } from '../organization/organization';
import { OrganizationFeatures } from '../organization/organization-features';
import type { Claim } from '../policy/domain/claim';
import { policyDocument } from '../policy/domain/document';
import { ValidationError, refuse } from '../private/errors';
import { identityCenterMissing, placementProblems, inManagementAccount } from '../private/placement';

/** Which permission sets, and where they are held. */
export interface PermissionSetPoliciesProps {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no Identity Center instance, in whose Region the stacks are made. */
  readonly organization: Organization;

  /** The permission sets whose `CustomerManagedPolicy.deployed(…)` and `PermissionsBoundary.deployed(…)` are made. */
  readonly permissionSets: PermissionSet[];

  /** Who gets which set where. It decides what the management account needs, and is checked against the `accounts` of each policy. */
  readonly access: AccessRule[];
}

/**
 * The customer managed policies of permission sets, made in every account before a set that names them is provisioned there.
 *
 * For a stack in the management account (`StackAccount`), deployed before the permission sets; a `PermissionSetCatalog` makes one itself.
 * Each policy is one service-managed StackSet, which reaches no management account: what that account needs is a policy of this stack.
 * StackSets must be trusted, as the snapshot shows or by `OrganizationFeatures` made before this (`StackSetsNotTrusted`).
 * Two of an organization that make the same policy raise `ManagedPolicyTwice`.
 *
 * A policy that no set names any more stays in the accounts, because roles may still have it when the stack is deployed: its StackSet is
 * retained, for you to delete (docs/customer-managed-policies.md).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export class PermissionSetPolicies extends Construct {
  /** @internal What is wrong with the policies, for whoever raises it beside other problems. */
  public static _problems({ organization, permissionSets, access }: PermissionSetPoliciesProps): Problem[] {
    return customerPolicyProblems(permissionSets.map((set) => set._data()), givenSets(access), organization._directory());
  }

  /** @internal Whether StackSets are needed. */
  public static _deploys(permissionSets: readonly PermissionSet[]): boolean {
    return permissionSets.some((set) => (set._data().deployed ?? []).length > 0);
  }

  /** Names of the StackSets, by the name of the policy that each makes. */
  public readonly stackSetNames: Record<string, string>;

  private readonly organization: Organization;
  private readonly planned: readonly PlannedPolicy[];
  /** What must be there before a set, by the set's name. */
  private readonly madeFor = new Map<string, IConstruct[]>();

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props the permission sets; raises `ManagedPolicyReach` and what is documented at `DeployedPolicyProps`, all of it at once
   */
  public constructor(scope: Construct, id: string, props: PermissionSetPoliciesProps) {
    super(scope, id);
    this.organization = props.organization;
    const sets = props.permissionSets.map((set) => set._data());
    const rules = givenSets(props.access);
    const directory = this.organization._directory();
    this.planned = plannedPolicies(sets, rules, directory);
    const stackSets = this.planned.filter(({ memberIds }) => memberIds === undefined || memberIds.length > 0);
    refuse([...PermissionSetPolicies._problems(props), ...this.placeProblems(), ...(stackSets.length > 0 ? this.trustProblems() : [])], this);

    this.stackSetNames = Object.fromEntries(stackSets.map((planned) => [planned.policy.name, this.inMembers(planned)]));
    this.planned.filter(({ management }) => management).forEach((planned) => this.inManagement(planned));
    this.node.addValidation({ validate: () => this.namesakes() });
    // of a large model, only the rules about sets that assume something are looked at.
    const assuming = sets.filter((set) => assumedReferences(set).length > 0);
    const holdings = assuming.flatMap(({ name }) => reachOf([name], rules, directory).map((account) => ({ permissionSet: name, account })));
    this.warn(stackSets.length > 0, assumptionWarnings(assumedPolicies(sets, holdings)));
  }

  /** @internal Has a permission set wait for the policies that it names. */
  public _before(permissionSet: string, resource: IConstruct): void {
    resource.node.addDependency(...this.madeFor.get(permissionSet) ?? []);
  }

  /** @internal StackSets must be let through wherever they make a policy. */
  public _claims(organizationId: string): readonly Claim[] {
    const { partition, homeRegion, accounts } = this.organization;
    const members = accounts.filter(({ active, management }) => active && !management).map(({ accountId }) => accountId);
    const place = { partition, globalRegion: globalServicesRegion(partition), workRegion: homeRegion!, members };
    return organizationId !== this.organization.organizationId ? [] : this.planned.flatMap(({ policy, memberIds }) =>
      policyClaims({ policy, stackSetName: stackSetName(policy) }, { ...place, members: memberIds ?? members }));
  }

  private placeProblems(): Problem[] {
    return this.planned.length === 0 ? [] : [
      ...placementProblems(this, inManagementAccount('making policies of permission sets', this.organization)),
      ...(this.organization.homeRegion ? [] : [identityCenterMissing('the policies of permission sets are made from its Region')]),
    ];
  }

  private trustProblems(): Problem[] {
    return this.organization.enabledServicePrincipals.includes(STACK_SETS) || this.trusting().length > 0 ? [] : [{
      code: 'StackSetsNotTrusted',
      problem: 'policies are to be deployed into member accounts, and StackSets have no trusted access to the organization',
      fix: `name '${STACK_SETS}' in \`trustedServices\` of OrganizationFeatures and make that first, or run \`aws cloudformation activate-organizations-access\` and take the snapshot again`,
    }];
  }

  /** Whatever gives StackSets trusted access in this app. */
  private trusting(): OrganizationFeatures[] {
    return this.node.root.node.findAll().filter((other): other is OrganizationFeatures =>
      other instanceof OrganizationFeatures && other._trusts(STACK_SETS, this.organization.organizationId));
  }

  private inMembers(planned: PlannedPolicy): string {
    const resource = policyStackSet(this, planned, this.organization);
    resource.node.addDependency(...this.trusting());
    this.madeBefore(planned.permissionSets, resource);
    return resource.stackSetName;
  }

  private inManagement({ policy, permissionSets }: PlannedPolicy): void {
    this.madeBefore(permissionSets, new CfnManagedPolicy(this, `Management-${policy.name}`, {
      managedPolicyName: policy.name, path: policy.path, policyDocument: policyDocument(policy.statements),
    }));
  }

  private madeBefore(permissionSets: readonly string[], resource: IConstruct): void {
    permissionSets.forEach((set) => this.madeFor.set(set, [...this.madeFor.get(set) ?? [], resource]));
  }

  /** A name is made once in an account, by whichever construct. */
  private namesakes(): string[] {
    const others = this.node.root.node.findAll().filter((other): other is PermissionSetPolicies =>
      other instanceof PermissionSetPolicies && other !== this && other.organization.organizationId === this.organization.organizationId);
    const taken = new Set(others.flatMap(({ planned }) => planned).map(({ policy }) => policy.name.toLowerCase()));
    const twice = this.planned.map(({ policy }) => policy.name).filter((name) => taken.has(name.toLowerCase()));
    return twice.length === 0 ? [] : [new ValidationError([{ where: this.node.path, problems: [{
      code: 'ManagedPolicyTwice',
      problem: `the policies ${listed(twice)} are made elsewhere in this app too; names are unique in an account`,
      fix: 'make them once, and name them with `CustomerManagedPolicy.existing` elsewhere',
    }] }]).message];
  }

  private warn(byStackSets: boolean, warnings: readonly { id: string; message: string }[]): void {
    for (const { id, message } of warnings) {
      Annotations.of(this).addWarningV2(`cdk-zero-trust-landing-zone:${id}`, message);
    }
    const delegate = byStackSets ? this.organization.delegatedAdministrator(STACK_SETS) : undefined;
    if (delegate) {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:stack-sets-delegated',
        `StackSets are delegated to '${delegate.name}' (${delegate.accountId}): whoever administers them there may change the policies of permission sets in every member account.`);
    }
  }
}

function givenSets(access: readonly AccessRule[]): GivenSet[] {
  return access.map(({ permissionSet, accounts }) => ({ permissionSet, accounts: accounts._selection() }));
}
