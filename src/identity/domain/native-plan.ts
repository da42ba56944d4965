import type { Assignment } from './access-matrix';
import { compare } from '../../organization/domain/order';
import type { Problem } from '../../organization/domain/problem';
import type { QuotaValues } from '../../organization/domain/quota-data';

/** The assignments of one account, which stand in a nested stack of their own. */
export interface AccountStack {
  readonly accountId: string;
  readonly accountName: string;
  /** What an id is passed in for: sets and groups, each once, in the order of their names. */
  readonly sets: readonly string[];
  readonly groups: readonly string[];
  readonly assignments: readonly Assignment[];
}

export interface NativePlan {
  readonly stacks: readonly AccountStack[];
  /** So many nested stacks are created at once. */
  readonly stacksAtOnce: number;
  /** So many assignments of one nested stack are created at once. */
  readonly assignmentsAtOnce: number;
}

/**
 * How CloudFormation makes the assignments: by account, so that nothing that happens to one account, set or rule
 * moves an assignment of another, and never more at once than Identity Center takes.
 */
export function nativePlan(assignments: readonly Assignment[], { assignmentsInFlight }: QuotaValues): NativePlan {
  const byAccount = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    const { id } = assignment.account;
    const ofAccount = byAccount.get(id) ?? [];
    ofAccount.push(assignment);
    byAccount.set(id, ofAccount);
  }
  const stacks = [...byAccount].sort(([a], [b]) => compare(a, b)).map(([accountId, ofAccount]): AccountStack => ({
    accountId,
    accountName: ofAccount[0].account.name,
    sets: [...new Set(ofAccount.map(({ permissionSet }) => permissionSet))].sort(compare),
    groups: [...new Set(ofAccount.map(({ group }) => group))].sort(compare),
    assignments: ofAccount,
  }));
  const stacksAtOnce = Math.max(1, Math.min(assignmentsInFlight, stacks.length));
  return { stacks, stacksAtOnce, assignmentsAtOnce: Math.floor(assignmentsInFlight / stacksAtOnce) };
}

/** What the stack around holds at most besides sets and nested stacks: handlers, records, alarms. */
const OTHER_RESOURCES = 100;
/** Left in each stack, and in the whole tree, for what teams add. */
const ROOM_IN_STACK = 50;
const ROOM_IN_TREE = 200;

/** Bytes of a template, of which CloudFormation takes 1,000,000: what is left is for what teams add. */
const TEMPLATE_BYTES = 900_000;
/** What one set takes in a template besides what was said of it: logical ids, beginnings of ARNs, its place in the records. */
const BYTES_PER_SET = 1_500;

export interface SetSize {
  readonly name: string;
  /** Of all that was said of it, as JSON. */
  readonly bytes: number;
}

const OTHER_ENGINE = 'take `AssignmentEngine.reconciled()`, or give sets to fewer accounts or groups';

/** Why CloudFormation could not hold a plan; each says which engine can, unless another way out is given. */
export function nativeProblems({ stacks }: NativePlan, sets: readonly SetSize[], quotas: QuotaValues, fix = OTHER_ENGINE): Problem[] {
  const assignments = stacks.reduce((sum, stack) => sum + stack.assignments.length, 0);
  const tree = sets.length + OTHER_RESOURCES + stacks.length + assignments;
  const room = quotas.resourcesPerStack - ROOM_IN_STACK;
  const roomInTree = quotas.resourcesPerStackTree - ROOM_IN_TREE;
  const tooMany = (problem: string): Problem => ({ code: 'AssignmentsTooMany', problem, fix });
  return [
    ...(tree > roomInTree ? [tooMany(
      `${assignments} assignments in ${stacks.length} accounts and ${sets.length} permission sets make ${tree} resources; one deployment of nested stacks holds ${roomInTree}`,
    )] : []),
    ...surroundingProblems(stacks.length, sets, quotas, fix),
    ...stacks.filter((stack) => stack.assignments.length > room).map((stack) => tooMany(
      `${stack.assignments.length} assignments fall in '${stack.accountName}' (${stack.accountId}), whose stack holds ${room}`)),
    ...stacks.filter((stack) => parameters(stack) > quotas.parametersPerTemplate).map((stack) => tooMany(
      `${stack.sets.length} permission sets and ${stack.groups.length} groups meet in '${stack.accountName}' (${stack.accountId}); `
      + `a template takes ${quotas.parametersPerTemplate} of them as parameters`)),
  ];
}

/** Why the stack around, with the sets and whatever the engine adds there, could not hold them. */
export function surroundingProblems(added: number, sets: readonly SetSize[], quotas: QuotaValues, fix: string): Problem[] {
  const room = quotas.resourcesPerStack - ROOM_IN_STACK;
  const around = sets.length + OTHER_RESOURCES + added;
  const bytes = sets.reduce((sum, set) => sum + set.bytes + BYTES_PER_SET, 0);
  return [
    ...(around > room ? [{ code: 'AssignmentsTooMany', problem: `${added} accounts and ${sets.length} permission sets make ${around} resources of one stack; ${room} fit`, fix }] : []),
    ...(bytes > TEMPLATE_BYTES ? [{
      code: 'AssignmentsTooMany', problem: `${sets.length} permission sets take ${bytes} bytes of one template; ${TEMPLATE_BYTES} fit`, fix,
    }] : []),
  ];
}

function parameters({ sets, groups }: AccountStack): number {
  return sets.length + groups.length;
}
