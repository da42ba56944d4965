import { type Problem, listed } from './problem';
import type { Snapshot } from './snapshot';
import { accessProblems } from './snapshot-access-problems';
import { readable } from './snapshot-readable';
import { snapshotShapeProblems } from './snapshot-shape';

/** Units nest at most five levels below the root: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const DEEPEST_UNIT = 5;

/** Everything wrong with a snapshot, at once: first the shape of each member, then how they hang together. */
export function snapshotProblems(raw: unknown): Problem[] {
  const problems = snapshotShapeProblems(raw);
  const snapshot = readable(raw);
  return [
    ...problems,
    ...rootProblems(snapshot),
    ...duplicateProblems(snapshot),
    ...treeProblems(snapshot),
    ...policyProblems(snapshot),
    ...memberProblems(snapshot),
    ...accessProblems(snapshot.IdentityCenter),
  ];
}

function rootProblems({ Roots }: Snapshot): Problem[] {
  if (Roots.length === 1) {
    return [];
  }
  return [{
    code: 'SnapshotRoots',
    problem: `the snapshot has ${Roots.length} roots (${listed(Roots.map((root) => root.Id))}); an organization has exactly one`,
    fix: 'take one snapshot for each organization and do not join them',
  }];
}

function duplicateProblems({ Roots, OrganizationalUnits, Accounts, Policies, IdentityCenter }: Snapshot): Problem[] {
  const ids = [...Roots, ...OrganizationalUnits, ...Accounts].map(({ Id }) => Id).concat(
    Policies.map((policy) => policy.PolicySummary.Id),
    (IdentityCenter?.Groups ?? []).map(({ GroupId }) => GroupId),
    (IdentityCenter?.PermissionSets ?? []).map(({ PermissionSetArn }) => PermissionSetArn),
  );
  const siblings = OrganizationalUnits.map((unit) => `${unit.ParentId}/${unit.Name}`);
  return [
    ...repeated(ids).map((id) => ({
      code: 'SnapshotDuplicateId',
      problem: `the id '${id}' stands for ${ids.filter((other) => other === id).length} things; ids are unique`,
      fix: 'remove the copy, or take the snapshot again',
    })),
    ...repeated(siblings).map((sibling) => ({
      code: 'SnapshotDuplicateUnit',
      problem: `two units are called '${sibling.slice(sibling.indexOf('/') + 1)}' under '${sibling.slice(0, sibling.indexOf('/'))}'; siblings have different names`,
      fix: 'remove the copy, or take the snapshot again',
    })),
  ];
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => name !== undefined && (seen.has(name) || !seen.add(name))))];
}

function treeProblems({ Roots, OrganizationalUnits, Accounts }: Snapshot): Problem[] {
  const parents = new Map(OrganizationalUnits.map((unit) => [unit.Id, unit.ParentId]));
  const roots = new Set(Roots.map((root) => root.Id));
  const problems: Problem[] = [];
  for (const { Id, Name, ParentId } of [...OrganizationalUnits, ...Accounts]) {
    if (ParentId !== undefined && !parents.has(ParentId) && !roots.has(ParentId)) {
      problems.push({
        code: 'SnapshotOrphan',
        problem: `the parent of '${Name}' (${Id}) is '${ParentId}', which is neither the root nor a unit of this snapshot`,
        fix: 'add the missing unit, or take the snapshot again',
      });
    }
  }
  const looping: string[] = [];
  for (const unit of OrganizationalUnits) {
    const depth = depthOf(unit.Id, parents);
    if (depth === Infinity) {
      looping.push(unit.Id);
    } else if (depth > DEEPEST_UNIT) {
      problems.push({
        code: 'SnapshotDepth',
        problem: `the unit '${unit.Name}' (${unit.Id}) is ${depth} levels below the root; AWS allows ${DEEPEST_UNIT}`,
        fix: 'correct the parents, or take the snapshot again',
      });
    }
  }
  if (looping.length > 0) {
    problems.push({
      code: 'SnapshotCycle',
      problem: `the units ${listed(looping)} are their own ancestors or hang below such units; every unit must lead up to the root`,
      fix: 'correct the parents, or take the snapshot again',
    });
  }
  return problems;
}

function depthOf(id: string, parents: ReadonlyMap<string, string>): number {
  let depth = 1;
  for (let above = parents.get(id); above !== undefined && parents.has(above); above = parents.get(above)) {
    depth++;
    if (depth > parents.size) {
      return Infinity;
    }
  }
  return depth;
}

function policyProblems({ Roots, OrganizationalUnits, Accounts, Policies }: Snapshot): Problem[] {
  const targets = new Set([...Roots, ...OrganizationalUnits, ...Accounts].map(({ Id }) => Id));
  return Policies.flatMap(({ PolicySummary: { Id, Name }, Content, Targets }) => {
    const unknown = Targets.map(({ TargetId }) => TargetId).filter((target) => target !== undefined && !targets.has(target));
    const problems: Problem[] = unknown.length === 0 ? [] : [{
      code: 'SnapshotPolicyTarget',
      problem: `the policy '${Name}' (${Id}) is attached to ${listed(unknown)}, which this snapshot does not contain`,
      fix: 'add the missing targets, or take the snapshot again',
    }];
    const broken = typeof Content === 'string' ? jsonProblem(Content) : undefined;
    return broken === undefined ? problems : [...problems, {
      code: 'SnapshotPolicyContent',
      problem: `the content of the policy '${Name}' (${Id}) is not a JSON object: ${broken}`,
      fix: "copy the policy's content exactly as DescribePolicy returns it",
    }];
  });
}

function jsonProblem(content: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(content);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? undefined : `it is ${Array.isArray(parsed) ? 'a list' : JSON.stringify(parsed)}`;
  } catch (error) {
    return (error as Error).message;
  }
}

function memberProblems({ Organization, Accounts, DelegatedAdministrators }: Snapshot): Problem[] {
  const stateless = Accounts.filter(({ State, Status }) => State === undefined && Status === undefined).map(({ Id }) => String(Id));
  const known = new Set(Accounts.map((account) => account.Id));
  const management = Organization?.MasterAccountId;
  const problems: Problem[] = stateless.length === 0 ? [] : [{
    code: 'SnapshotShape',
    problem: `the accounts ${listed(stateless)} have neither State nor Status; whether they are active must be known`,
    fix: 'take the snapshot again with `zero-trust snapshot`',
  }];
  if (management !== undefined && !known.has(management)) {
    problems.push({
      code: 'SnapshotManagementAccount',
      problem: `the management account '${management}' is not among the ${Accounts.length} accounts of the snapshot`,
      fix: 'add it, or take the snapshot again',
    });
  }
  const strangers = DelegatedAdministrators.map(({ Id }) => Id).filter((id) => id !== undefined && !known.has(id));
  return strangers.length === 0 ? problems : [...problems, {
    code: 'SnapshotDelegate',
    problem: `the delegated administrators ${listed(strangers)} are not among the accounts of the snapshot`,
    fix: 'add them, or take the snapshot again',
  }];
}
