/** A policy that is not there yet. */
export interface NewPolicy {
  readonly name: string;
  readonly description: string;
  readonly content: string;
}

export interface FoundPolicy {
  readonly id: string;
  readonly arn: string;
}

export interface ManagementPolicyName {
  readonly name: string;
  readonly path: string;
}

/** Policies of the organization, and the one of IAM, as far as they are made, found and attached. */
export interface DenialPolicyAdmin {
  find(name: string): Promise<FoundPolicy | undefined>;
  create(policy: NewPolicy): Promise<FoundPolicy>;
  /** Ids of roots, units and accounts that it is attached to. */
  targets(policyId: string): Promise<readonly string[]>;
  /** Attached before is attached. */
  attach(policyId: string, targetId: string): Promise<void>;
  managementPolicyExists(policy: ManagementPolicyName): Promise<boolean>;
  createManagementPolicy(policy: NewPolicy & ManagementPolicyName): Promise<void>;
}
