import type { PolicyChange, PolicyTarget } from './rollback-change';

/** A target that a policy is attached to again. */
export interface Reattachment {
  readonly change: PolicyChange;
  readonly target: PolicyTarget;
}

/** The undoing of one change, in its turn. */
export interface RollbackStep {
  readonly change: PolicyChange;
  /** What the policy itself gets back in this step. */
  readonly own: readonly Reattachment[];
  /** What policies of earlier steps get back, now that this one has freed the slot. */
  readonly late: readonly Reattachment[];
}

/**
 * Changes in the order in which they are undone: what the deployment binds is taken away first, which ends a lock-out
 * and frees slots; then documents are restored; then policies are attached again.
 *
 * A target may have had no free slot before, so nothing is attached to it while a policy that the deployment put there
 * still hangs on it. Where two policies changed places, the attachment of the first waits for the step of the second.
 * It is assumed that no target hangs on ours alone: Organizations refuses to detach the last service control policy, and
 * FullAWSAccess or what took its place is never ours, since policies that only deny would leave nothing allowed.
 */
export function rollbackSteps(changes: readonly PolicyChange[]): RollbackStep[] {
  const taking = changes.filter(({ attached }) => attached.length > 0);
  const staying = changes.filter(({ attached }) => attached.length === 0);
  const isDocumentOnly = ({ next, detached }: PolicyChange) => next !== undefined && detached.length === 0;
  const ordered = [...freeingFirst(taking), ...staying.filter(isDocumentOnly), ...staying.filter((change) => !isDocumentOnly(change))];
  const reattachments = ordered.flatMap((change, place) => change.detached.map((target) => ({
    change, target, place: Math.max(place, ...ordered.map((other, at) => (occupies(other, change, target) ? at : -1))),
  })));
  return ordered.map((change, at) => {
    const now = reattachments.filter(({ place }) => place === at);
    return { change, own: now.filter((one) => one.change === change), late: now.filter((one) => one.change !== change) };
  });
}

/** Policies that only take away come first; of the others, one that wants a slot back comes after those that hold it, where that is possible. */
function freeingFirst(changes: readonly PolicyChange[]): PolicyChange[] {
  const left = [...changes.filter(({ detached }) => detached.length === 0), ...changes.filter(({ detached }) => detached.length > 0)];
  const ordered: PolicyChange[] = [];
  while (left.length > 0) {
    const free = left.findIndex((change) => !left.some((other) => change.detached.some((target) => occupies(other, change, target))));
    ordered.push(...left.splice(Math.max(free, 0), 1));
  }
  return ordered;
}

/** Whether the deployment attaches a policy to the target that another one leaves, where both count against the same slots. */
function occupies(other: PolicyChange, { type }: PolicyChange, { id }: PolicyTarget): boolean {
  return other.type === type && other.attached.some((target) => target.id === id);
}
