import { compare } from '../../organization/domain/order';

/** A root, unit or account that a policy hangs on. */
export interface PolicyTarget {
  readonly id: string;
  readonly name: string;
}

/** A service or resource control policy: its document and where it hangs. */
export interface PolicyState {
  /** Unique among the policies of its type. */
  readonly name: string;
  /** Such as 'SERVICE_CONTROL_POLICY'. */
  readonly type: string;
  readonly description: string;
  /** The document as it is stored or sent. */
  readonly content: string;
  readonly targets: readonly PolicyTarget[];
  /** Missing while Organizations has not given one, or nobody has read it. */
  readonly id?: string;
}

/** What a deployment does to one policy; at least one of the two states is there. */
export interface PolicyChange {
  readonly name: string;
  readonly type: string;
  readonly previous?: PolicyState;
  readonly next?: PolicyState;
  /** Targets that the deployment binds, by id. */
  readonly attached: readonly PolicyTarget[];
  /** Targets that the deployment lets go, by id. */
  readonly detached: readonly PolicyTarget[];
  /** Whether a policy that stays gets another document or description. */
  readonly changed: boolean;
}

/** The policies that a deployment changes, by name; one that it creates and attaches nowhere binds nobody and is left out. */
export function policyChanges(before: readonly PolicyState[], after: readonly PolicyState[]): PolicyChange[] {
  const earlier = byTypeAndName(before);
  const later = byTypeAndName(after);
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .map((key) => policyChange(earlier.get(key), later.get(key)))
    .filter(({ previous, next, attached, detached, changed }) => attached.length > 0 || detached.length > 0 || changed || (previous && !next))
    .sort((a, b) => compare(a.name, b.name) || compare(a.type, b.type));
}

/** The document as a JSON value. */
export function documentOf({ content }: PolicyState): unknown {
  return JSON.parse(content);
}

/** White space and the order of members make no difference. */
export function haveEqualDocuments(one: PolicyState, other: PolicyState): boolean {
  return canonical(documentOf(one)) === canonical(documentOf(other));
}

function policyChange(previous: PolicyState | undefined, next: PolicyState | undefined): PolicyChange {
  const { name, type } = (previous ?? next)!;
  return {
    name, type, previous, next,
    attached: targetsOnlyOf(next?.targets ?? [], previous?.targets ?? []),
    detached: targetsOnlyOf(previous?.targets ?? [], next?.targets ?? []),
    changed: previous !== undefined && next !== undefined
      && (previous.description !== next.description || !haveEqualDocuments(previous, next)),
  };
}

function byTypeAndName(policies: readonly PolicyState[]): Map<string, PolicyState> {
  return new Map(policies.map((policy) => [`${policy.type} ${policy.name}`, { ...policy, targets: targetsOnlyOf(policy.targets, []) }]));
}

/** Targets of the first list that the second has not, each once, by id. */
export function targetsOnlyOf(targets: readonly PolicyTarget[], others: readonly PolicyTarget[]): PolicyTarget[] {
  const left = new Map(targets.map((target) => [target.id, target]));
  others.forEach(({ id }) => left.delete(id));
  return [...left.values()].sort((a, b) => compare(a.id, b.id));
}

/** Text that is equal exactly when two JSON values are. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member) => (typeof member === 'object' && member !== null && !Array.isArray(member)
    ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => compare(a, b)))
    : member));
}
