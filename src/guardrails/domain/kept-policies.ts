import type { KeptPolicy } from '../../organization/domain/policy-attacher';
import type { SnapshotPolicyPlaces } from '../../organization/domain/policy-slots';

/**
 * Each kept policy once, as it will be after a deployment. One that the snapshot has is that same one: it is adopted where it hangs, and what it says is
 * left alone.
 */
export function keptPolicies(declared: readonly KeptPolicy[], snapshot: readonly SnapshotPolicyPlaces[]): KeptPolicy[] {
  const byName = new Map(declared.map((policy) => [`${policy.type} ${policy.name}`, policy]));
  return [...byName.values()].map((policy) => {
    const live = snapshot.find(({ name, type }) => name === policy.name && type === policy.type);
    return live === undefined ? policy : { ...policy, bytes: live.bytes, targetIds: [...new Set([...policy.targetIds, ...live.targetIds])] };
  });
}

/**
 * Whether each statement of a document denies single people of Identity Center by their ids. Only their sessions carry the key, so that no such statement
 * reaches a role that deploys, and it ends by itself.
 */
export function deniesPeopleOnly(content: string): boolean {
  const statements = [JSON.parse(content).Statement ?? []].flat() as { Effect?: string; Condition?: Record<string, Record<string, unknown>> }[];
  return statements.every(({ Effect, Condition = {} }) => Effect === 'Deny'
    && Object.keys(Condition.StringEquals ?? {}).some((key) => key.toLowerCase() === 'identitystore:userid'));
}
