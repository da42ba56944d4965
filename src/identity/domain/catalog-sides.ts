import type { AccessMatrix, Assignment } from './access-matrix';
import type { PermissionSetData } from './permission-set-data';
import type { Problem } from '../../organization/domain/problem';

/** Appended to the name of every set that is used in the management account. */
export const MANAGEMENT_SUFFIX = '-mgmt';

/** What one account deploys: sets under the names they carry there, and the assignments that use them. */
export interface SidePlan {
  readonly sets: readonly { readonly logicalName: string; readonly set: PermissionSetData }[];
  readonly assignments: readonly Assignment[];
}

export interface CatalogSides {
  readonly members: SidePlan;
  readonly management: SidePlan;
  readonly problems: readonly Problem[];
}

/**
 * The catalogue as the delegated administrator can serve it, and the rest.
 *
 * A delegated administrator can neither change a set that is provisioned in the management account nor assign there,
 * so what the management account uses is a set of its own. It always carries the suffix, also when no member account
 * uses the set, and the member side has every declared set, used or not: otherwise a rule that comes or goes would
 * rename, replace or remove a set that people hold by another rule.
 *
 * @param lent names of sets that people are given in the management account for a time, without a rule
 */
export function catalogSides(sets: readonly PermissionSetData[], { assignments }: AccessMatrix, lent: readonly string[] = []): CatalogSides {
  const inMembers = assignments.filter(({ account }) => !account.management);
  const inManagement = assignments.filter(({ account }) => account.management);
  const used = (cells: readonly Assignment[]) => new Set(cells.map(({ permissionSet }) => permissionSet));
  const usedInManagement = new Set([...used(inManagement), ...lent]);
  const twins = sets.filter(({ name }) => usedInManagement.has(name));
  return {
    members: {
      sets: sets.map((set) => ({ logicalName: set.name, set })),
      assignments: inMembers,
    },
    management: {
      sets: twins.map((set) => ({ logicalName: set.name, set: { ...set, name: `${set.name}${MANAGEMENT_SUFFIX}` } })),
      assignments: inManagement,
    },
    problems: twinProblems(sets, twins),
  };
}

function twinProblems(sets: readonly PermissionSetData[], twins: readonly PermissionSetData[]): Problem[] {
  const taken = new Set(sets.map(({ name }) => name.toLowerCase()));
  return twins.flatMap(({ name }) => {
    const twin = `${name}${MANAGEMENT_SUFFIX}`;
    if (twin.length > 32) {
      return [{
        code: 'PermissionSetTwinName',
        problem: `'${name}' is used in the management account, where it is called '${twin}': ${twin.length} characters; 32 fit`,
        fix: `shorten the name to ${32 - MANAGEMENT_SUFFIX.length} characters`,
      }];
    }
    return taken.has(twin.toLowerCase()) ? [{
      code: 'PermissionSetTwinName',
      problem: `'${name}' is used in the management account, where it is called '${twin}', and another set has that name`,
      fix: `rename '${twin}'`,
    }] : [];
  });
}
