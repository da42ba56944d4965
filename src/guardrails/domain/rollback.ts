import { type PolicyChange, type PolicyState, policyChanges } from './rollback-change';
import { rollbackCommands } from './rollback-commands';
import { type RollbackStep, rollbackSteps } from './rollback-order';

export type { PolicyState };

/** What a deployment does to a policy. */
type RollbackReason = 'created' | 'attached' | 'changed' | 'detached' | 'removed';

/** The way back of one policy to its state before a deployment. */
export interface Rollback {
  readonly policyName: string;
  readonly type: string;
  /** Its place among all rollbacks of a synth, from 1; an earlier one may free the slot that a later one needs. */
  readonly order: number;
  readonly changes: readonly RollbackReason[];
  /** Missing for a policy that the deployment creates. */
  readonly previous?: PolicyState;
  /** Missing for a policy that the deployment removes. */
  readonly next?: PolicyState;
  /** Command lines of the AWS CLI for a POSIX shell, in order. */
  readonly commands: readonly string[];
  /** What this step does for another policy, or leaves to a later step; sentences in plain text. */
  readonly notes: readonly string[];
}

/** The way back for every policy that a deployment attaches, changes or removes, in the order in which the ways are to be gone. */
export function rollbacks(before: readonly PolicyState[], after: readonly PolicyState[]): Rollback[] {
  const steps = rollbackSteps(policyChanges(before, after));
  return steps.map((step, place) => ({
    policyName: step.change.name,
    type: step.change.type,
    order: place + 1,
    changes: reasons(step.change),
    previous: step.change.previous,
    next: step.change.next,
    commands: rollbackCommands(step),
    notes: notes(step, steps),
  }));
}

function reasons({ previous, next, attached, changed, detached }: PolicyChange): RollbackReason[] {
  const all: [RollbackReason, boolean][] = [
    ['created', !previous], ['attached', attached.length > 0], ['changed', changed], ['detached', detached.length > 0], ['removed', !next],
  ];
  return all.filter(([, applies]) => applies).map(([reason]) => reason);
}

function notes({ change, late }: RollbackStep, steps: readonly RollbackStep[]): string[] {
  const waiting = steps.flatMap((step, place) => step.late.filter((one) => one.change === change).map(({ target }) =>
    `It is attached to ${target.name} (${target.id}) again in step ${place + 1}, which frees the slot there.`));
  return [...waiting, ...late.map((one) => `This step also attaches ${one.change.name} to ${one.target.name} (${one.target.id}) again, which had to wait for it.`)];
}
