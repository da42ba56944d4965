import { compare } from './order';
import type { Snapshot, SnapshotPolicy } from './snapshot';
import { utf8Bytes } from '../../policy/domain/document';

export const SCP = 'SERVICE_CONTROL_POLICY';
export const RCP = 'RESOURCE_CONTROL_POLICY';

/** A policy that hangs on a target, with its size as Organizations counts it: the stored document, white space included. */
export interface AttachedPolicy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly awsManaged: boolean;
  readonly bytes: number;
  readonly content: string;
}

/** Policies by the id of the root, unit or account they are attached to, in the order of their names. */
export function policiesByTarget(snapshot: Snapshot): Map<string, AttachedPolicy[]> {
  const attached = new Map<string, AttachedPolicy[]>();
  const byName = [...snapshot.Policies].sort((a, b) =>
    compare(a.PolicySummary.Name, b.PolicySummary.Name) || compare(a.PolicySummary.Id, b.PolicySummary.Id));
  for (const policy of byName) {
    const value = attachedPolicy(policy);
    for (const { TargetId } of policy.Targets) {
      const others = attached.get(TargetId);
      if (others) {
        others.push(value);
      } else {
        attached.set(TargetId, [value]);
      }
    }
  }
  return attached;
}

/** A policy with the places it hangs on. */
export interface SnapshotPolicyPlaces extends AttachedPolicy {
  readonly targetIds: readonly string[];
}

/** Every policy of a snapshot, attached or not. */
export function policiesWithTargets({ Policies }: Snapshot): SnapshotPolicyPlaces[] {
  return Policies.map((policy) => ({ ...attachedPolicy(policy), targetIds: policy.Targets.map(({ TargetId }) => TargetId) }));
}

function attachedPolicy({ PolicySummary: { Id, Name, Description, Type, AwsManaged }, Content }: SnapshotPolicy): AttachedPolicy {
  return { id: Id, name: Name, description: Description ?? '', type: Type, awsManaged: AwsManaged, bytes: utf8Bytes(Content), content: Content };
}
