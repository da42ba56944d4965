import type { AttachedPolicy } from '../../organization/domain/policy-slots';
import { type Problem, listed } from '../../organization/domain/problem';

export interface SlotUse {
  readonly targetName: string;
  /** Policies that hang there in the snapshot and are none of this landing zone's. */
  readonly foreign: readonly AttachedPolicy[];
  /** Names of the policies this landing zone attaches. */
  readonly ours: readonly string[];
}

/** Whether a target has a slot for each policy: foreign ones and ours together. */
export function slotProblems({ targetName, foreign, ours }: SlotUse, slots: number): Problem[] {
  if (foreign.length + ours.length <= slots) {
    return [];
  }
  const detachable = foreign.filter(({ awsManaged }) => !awsManaged).map(({ name }) => name);
  return [{
    code: 'PolicySlots',
    problem: `'${targetName}' has ${slots} slots for service control policies; ${foreign.length} are taken (${listed(foreign.map(({ name }) => name))}) and ${ours.length} more are wanted (${listed(ours)})`,
    fix: detachable.length > 0 ? `merge or detach some of ${listed(detachable)}, or attach ours higher up` : 'attach fewer policies here, or attach them higher up',
  }];
}

export function sizeProblems(name: string, bytes: number, allowed: number): Problem[] {
  return bytes <= allowed ? [] : [{
    code: 'PolicySize',
    problem: `the policy '${name}' has ${bytes} bytes; ${allowed} fit, ${bytes - allowed} too many`,
    fix: 'name fewer Regions or principals, or use wildcards where they mean the same',
  }];
}
