import { AccessReport, TargetSlots } from './report-model';
import { compare } from '../../organization/domain/order';

export interface SlotChange {
  readonly id: string;
  readonly before: TargetSlots;
  readonly after: TargetSlots;
}

/** Targets that the synth leaves alone and that look alike, told in one row. */
export interface UnchangedSlots {
  readonly slots: TargetSlots;
  readonly names: readonly string[];
}

const NOTHING = { scpAttached: 0, scpBytes: 0, rcpAttached: 0 };

/** Which targets gain or lose policies, and which stay as they are. */
export function slotChanges(report: AccessReport): { readonly changed: readonly SlotChange[]; readonly unchanged: readonly UnchangedSlots[] } {
  const before = new Map(Object.entries(report.policySlots.before.targets));
  const after = new Map(Object.entries(report.policySlots.after.targets));
  const changed: SlotChange[] = [];
  const alike = new Map<string, { slots: TargetSlots; names: string[] }>();
  const targets = [...new Map([...before, ...after])].map(([id, { name }]) => ({ id, name }));
  // by name, whatever order the record was filled in.
  targets.sort((left, right) => compare(left.name + left.id, right.name + right.id));
  for (const { id, name } of targets) {
    const change = { id, before: before.get(id) ?? { name, ...NOTHING }, after: after.get(id) ?? { name, ...NOTHING } };
    const numbers = figures(change.after);
    if (figures(change.before) !== numbers) {
      changed.push(change);
      continue;
    }
    const group = alike.get(numbers) ?? { slots: change.after, names: [] };
    group.names.push(name);
    alike.set(numbers, group);
  }
  return { changed, unchanged: [...alike.values()] };
}

function figures({ scpAttached, scpBytes, rcpAttached }: TargetSlots): string {
  return `${scpAttached}/${scpBytes}/${rcpAttached}`;
}
