import type { AdoptableStack, AdoptionPlace } from './adoption';
import { CATALOG_TAG } from './adoption-names';
import type { RecordedAccess } from '../../organization/domain/snapshot-access';

/** Why a set that exists cannot be taken over as it is. */
export interface AdoptionObstacle {
  readonly permissionSet: string;
  readonly message: string;
}

/** What has to be put right before an existing set can be taken over. */
export function adoptionObstacles(
  stacks: readonly AdoptableStack[], { permissionSets, assignments }: RecordedAccess, { managementAccountId }: AdoptionPlace,
): AdoptionObstacle[] {
  const existing = new Map(permissionSets.map((set) => [set.name.toLowerCase(), set]));
  const thereHeld = assignments.filter(({ accountId }) => accountId === managementAccountId);
  const inManagement = new Set(thereHeld.map(({ permissionSetArn }) => permissionSetArn));
  return stacks.flatMap(({ stackName, accountId, sets }) => sets.flatMap(({ name }): AdoptionObstacle[] => {
    const set = existing.get(name.toLowerCase());
    if (set && set.name !== name) {
      return [{
        permissionSet: name,
        message: `the permission set '${name}' exists as '${set.name}'; Identity Center takes these for one name, `
          + `and CloudFormation cannot rename: declare it as '${set.name}'`,
      }];
    }
    const delegated = accountId !== managementAccountId;
    return set && delegated && set.tags[CATALOG_TAG] === undefined && inManagement.has(set.arn) ? [{
      permissionSet: name,
      message: `the permission set '${name}' is assigned in the management account, so that ${accountId}, which deploys ${stackName}, can change nothing about it: `
        + 'take these assignments away first, when somebody holds what replaces them there, and take the snapshot again',
    }] : [];
  }));
}
