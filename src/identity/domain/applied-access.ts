/** An assignment with the names that people know it by. */
export interface NamedCell {
  readonly permissionSetArn: string;
  readonly permissionSet: string;
  readonly groupId: string;
  readonly group: string;
}

/** An assignment that the reconciler answers for. */
export interface AppliedCell extends NamedCell {
  /** False from the moment its creation is about to be asked for until it was read back: it may exist or not. */
  readonly confirmed: boolean;
}

/** Names and ids are written once and then counted: the most an account can hold takes 10 bytes a cell. */
interface Compact {
  readonly sets: readonly (readonly [arn: string, name: string])[];
  readonly groups: readonly (readonly [id: string, name: string])[];
  readonly cells: readonly (readonly [set: number, group: number, confirmed: 0 | 1])[];
}

/** What an item of a table may take of its 400 KB; the rest is room for failures. */
export const MOST_APPLIED_BYTES = 350_000;

/** Equal for cells that are the same assignment of an account, whatever they are called. */
export function cellKey({ permissionSetArn, groupId }: Pick<NamedCell, 'permissionSetArn' | 'groupId'>): string {
  return `${permissionSetArn}|${groupId}`;
}

export function writeApplied(cells: readonly AppliedCell[]): string {
  const sets = new Map<string, [number, string]>();
  const groups = new Map<string, [number, string]>();
  const numberOf = (known: Map<string, [number, string]>, id: string, name: string) => {
    const found = known.get(id) ?? [known.size, name] as [number, string];
    known.set(id, found);
    return found[0];
  };
  const compact: Compact = {
    cells: cells.map(({ permissionSetArn, permissionSet, groupId, group, confirmed }) => [
      numberOf(sets, permissionSetArn, permissionSet), numberOf(groups, groupId, group), confirmed ? 1 : 0,
    ]),
    sets: [...sets].map(([arn, [, name]]) => [arn, name]),
    groups: [...groups].map(([id, [, name]]) => [id, name]),
  };
  return JSON.stringify(compact);
}

export function readApplied(text: string): AppliedCell[] {
  const { sets, groups, cells } = JSON.parse(text) as Compact;
  return cells.map(([set, group, confirmed]) => ({
    permissionSetArn: sets[set][0], permissionSet: sets[set][1], groupId: groups[group][0], group: groups[group][1], confirmed: confirmed === 1,
  }));
}
