import { CATALOG_TAG } from './adoption-names';
import { adoptionObstacles } from './adoption-obstacles';
import type { RecordedAccess, RecordedAssignment, RecordedPermissionSet } from '../../organization/domain/snapshot-access';

/** A declared permission set, by its resource in the template. */
export interface AdoptableSet {
  readonly logicalId: string;
  /** The name it carries in Identity Center, '-mgmt' included where it is a twin. */
  readonly name: string;
  /** What the template says of it. */
  readonly properties: { readonly Tags?: readonly object[]; readonly [property: string]: unknown };
}

/** A declared assignment, by its resource in a nested stack. */
export interface AdoptableAssignment {
  /** Missing where no resource makes it. */
  readonly logicalId?: string;
  /** Name or id. */
  readonly group: string;
  /** The name that the set carries. */
  readonly permissionSet: string;
  readonly accountId: string;
}

/** The nested stack of one target account, by its resource in the stack around. */
export interface AdoptableNestedStack {
  readonly logicalId: string;
  readonly accountId: string;
}

/** What one stack declares, and where it is deployed. */
export interface AdoptableStack {
  readonly stackName: string;
  /** How the CDK command line calls it. */
  readonly path: string;
  readonly accountId: string;
  readonly region: string;
  /** A bucket of its account that CloudFormation reads templates from. */
  readonly bucket: string;
  readonly engine: 'native' | 'reconciled';
  readonly sets: readonly AdoptableSet[];
  readonly assignments: readonly AdoptableAssignment[];
  readonly nestedStacks: readonly AdoptableNestedStack[];
}

export interface AdoptionPlace {
  readonly instanceArn: string;
  readonly partition: string;
  readonly managementAccountId: string;
}

export interface SetToAdopt extends AdoptableSet {
  readonly arn: string;
}

export interface AssignmentToAdopt extends AdoptableAssignment {
  readonly permissionSetArn: string;
  readonly groupId: string;
}

/** What of one stack exists already. */
export interface StackAdoption {
  readonly stack: AdoptableStack;
  readonly sets: readonly SetToAdopt[];
  readonly assignments: readonly AssignmentToAdopt[];
}

export interface Adoption {
  readonly stacks: readonly StackAdoption[];
  /** What has to be put right first, in full sentences. */
  readonly obstacles: readonly string[];
  /** Assignments of declared sets that no rule gives. */
  readonly undeclaredAssignments: readonly UndeclaredAssignment[];
  /** Sets that nobody declares, with how much they are used. */
  readonly undeclaredSets: readonly { readonly name: string; readonly arn: string; readonly assignments: number; readonly accounts: number }[];
}

export interface UndeclaredAssignment extends RecordedAssignment {
  readonly permissionSet: string;
  /** Display name of the group; missing for users, and for principals that are gone. */
  readonly group?: string;
}

/** Declared sets and assignments × those that exist → what can be taken over, what stands in the way, and what is left over. */
export function adoption(stacks: readonly AdoptableStack[], access: RecordedAccess, place: AdoptionPlace): Adoption {
  const existing = new Map(access.permissionSets.map((set) => [set.name.toLowerCase(), set]));
  const obstacles = adoptionObstacles(stacks, access, place);
  const adoptable = (name: string) => (obstacles.some((obstacle) => obstacle.permissionSet === name) ? undefined : existing.get(name.toLowerCase()));
  const ids = new Map(access.groups.flatMap(({ id, name }) => (name === undefined ? [] : [[name.toLowerCase(), id]])));
  const held = new Map(access.assignments.filter(({ principalType }) => principalType === 'GROUP').map((assignment) => [keyOf(assignment), assignment]));
  const declared = new Set<string>();

  const found = stacks.map((stack): StackAdoption => ({
    stack,
    sets: stack.sets.flatMap((one) => {
      const set = adoptable(one.name);
      return set && set.tags[CATALOG_TAG] === undefined ? [{ ...one, arn: set.arn }] : [];
    }),
    assignments: stack.assignments.flatMap((one) => {
      const set = existing.get(one.permissionSet.toLowerCase());
      const principalId = ids.get(one.group.toLowerCase()) ?? one.group;
      const key = set && keyOf({ accountId: one.accountId, permissionSetArn: set.arn, principalType: 'GROUP', principalId });
      if (!set || key === undefined || declared.has(key)) {
        return [];
      }
      declared.add(key);
      const there = held.get(key);
      return there && adoptable(one.permissionSet) && set.tags[CATALOG_TAG] !== stack.engine
        ? [{ ...one, permissionSetArn: set.arn, groupId: there.principalId }] : [];
    }),
  }));
  return { stacks: found, obstacles: obstacles.map(({ message }) => message), ...leftOver(stacks, access, declared) };
}

function leftOver(
  stacks: readonly AdoptableStack[], access: RecordedAccess, declared: ReadonlySet<string>,
): Pick<Adoption, 'undeclaredAssignments' | 'undeclaredSets'> {
  const names = new Set(stacks.flatMap(({ sets }) => sets.map(({ name }) => name.toLowerCase())));
  const isDeclared = ({ name }: RecordedPermissionSet) => names.has(name.toLowerCase());
  const groups = new Map(access.groups.map(({ id, name }) => [id, name]));
  const knownSets = new Map(access.permissionSets.filter(isDeclared).map((set) => [set.arn, set]));
  const uses = new Map<string, RecordedAssignment[]>();
  for (const assignment of access.assignments) {
    const ofSet = uses.get(assignment.permissionSetArn) ?? [];
    ofSet.push(assignment);
    uses.set(assignment.permissionSetArn, ofSet);
  }
  return {
    undeclaredAssignments: access.assignments
      .filter((assignment) => knownSets.has(assignment.permissionSetArn) && !declared.has(keyOf(assignment)))
      .map((assignment) => (
        { ...assignment, permissionSet: knownSets.get(assignment.permissionSetArn)!.name, group: groups.get(assignment.principalId) })),
    undeclaredSets: access.permissionSets.filter((set) => !isDeclared(set)).map(({ name, arn }) => {
      const assignments = uses.get(arn) ?? [];
      return { name, arn, assignments: assignments.length, accounts: new Set(assignments.map(({ accountId }) => accountId)).size };
    }),
  };
}

function keyOf({ accountId, permissionSetArn, principalType, principalId }: RecordedAssignment): string {
  return `${accountId} ${permissionSetArn} ${principalType} ${principalId.toLowerCase()}`;
}
