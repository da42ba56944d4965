import { compare } from './order';
import type { Snapshot, SnapshotPolicy } from './snapshot';
import { utf8Bytes } from '../../policy/domain/document';

export const SCP = 'SERVICE_CONTROL_POLICY';
export const RCP = 'RESOURCE_CONTROL_POLICY';

/** A policy that hangs on a target, with its size as Organizations counts it: the stored document, white space included. */
export interface AttachedPolicy {
  readonly id: string;
  readonly name: string;
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

function attachedPolicy({ PolicySummary: { Id, Name, Type, AwsManaged }, Content }: SnapshotPolicy): AttachedPolicy {
  return { id: Id, name: Name, type: Type, awsManaged: AwsManaged, bytes: utf8Bytes(Content), content: Content };
}
