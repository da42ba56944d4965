/** A policy that a construct attaches by itself, and that no deployment detaches: no guardrail, but it takes a slot wherever it hangs. */
export interface KeptPolicy {
  readonly name: string;
  readonly type: string;
  /** Size of the document that it is made with. */
  readonly bytes: number;
  readonly targetIds: readonly string[];
}

/** A construct that attaches policies which are no guardrails. */
export interface PolicyAttacher {
  /** What it attaches in one organization; nothing when it belongs to another. */
  _attachedPolicies(organizationId: string): readonly KeptPolicy[];
}

export function isPolicyAttacher(value: unknown): value is PolicyAttacher {
  return typeof (value as Partial<PolicyAttacher>)._attachedPolicies === 'function';
}
