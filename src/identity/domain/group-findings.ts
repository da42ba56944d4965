import { nearMisses } from '../../organization/domain/near-misses';
import { compare } from '../../organization/domain/order';
import { listed } from '../../organization/domain/problem';

/** What the groups that exist say about those that rules name. */
export interface GroupFindings {
  /** Named, and there is no such group. */
  readonly missing: readonly string[];
  /** There, and nobody names them. */
  readonly unused: readonly string[];
  /** Named twice: by name and by id. */
  readonly twice: readonly string[];
  readonly warnings: readonly { readonly id: string; readonly message: string }[];
}

/** A group of Identity Center; the API may return none of its name. */
export interface ExistingGroup {
  readonly id: string;
  readonly name?: string;
}

/**
 * Names and ids that rules give access to, against the groups that existed when the snapshot was taken.
 * Upper and lower case are alike, as Identity Center compares.
 */
export function groupFindings(named: readonly string[], groups: readonly ExistingGroup[]): GroupFindings {
  const wanted = new Map([...new Set(named)].map((name) => [name.toLowerCase(), name]));
  const existing = new Set(groups.flatMap(({ id, name }) => [id.toLowerCase(), ...(name === undefined ? [] : [name.toLowerCase()])]));
  const isNamed = (text: string | undefined) => text !== undefined && wanted.has(text.toLowerCase());
  const missing = [...wanted].filter(([folded]) => !existing.has(folded)).map(([, name]) => name).sort(compare);
  const unused = groups.filter(({ id, name }) => !isNamed(id) && !isNamed(name)).map(({ id, name }) => name ?? id).sort(compare);
  const twice = groups.filter(({ id, name }) => isNamed(id) && isNamed(name)).map(({ name }) => name!).sort(compare);
  return { missing, unused, twice, warnings: warnings({ missing, unused, twice }, groups) };
}

function warnings({ missing, unused, twice }: Omit<GroupFindings, 'warnings'>, groups: readonly ExistingGroup[]): GroupFindings['warnings'] {
  const names = groups.flatMap(({ name }) => (name === undefined ? [] : [name]));
  // every missing one is named, because each of them stops the deployment.
  const each = missing.map((name) => {
    const near = nearMisses(name, names, 1);
    return near.length === 0 ? `'${name}'` : `'${name}' (there is '${near[0]}')`;
  });
  return [
    ...(missing.length === 0 ? [] : [{
      id: 'groups-missing',
      message: `Rules name groups that were not in Identity Center when the snapshot was taken: ${each.join(', ')}. The deployment fails until the identity provider has pushed them.`,
    }]),
    ...(unused.length === 0 ? [] : [{ id: 'groups-unused', message: `No rule names these groups of Identity Center: ${listed(unused)}.` }]),
    ...(twice.length === 0 ? [] : [{
      id: 'groups-twice',
      message: `Rules name these groups by name and by id as well: ${listed(twice)}. What both give in one account would be assigned twice, which fails; write each group one way.`,
    }]),
  ];
}
