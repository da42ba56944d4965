import type { GroupIds } from './ports';

export interface ResolveGroupsRequest {
  /** Every group name the catalogue uses. */
  readonly groupNames: readonly string[];
  /** Those whose ids this answer carries, by the attribute to carry them in: one CloudFormation answer holds 4,096 bytes. */
  readonly answerFor: Readonly<Record<string, string>>;
}

/** Few enough at once to leave room in the identity store's 20 requests per second. */
const AT_ONCE = 5;

/** Finds the id of every group, or names all that are missing in one error, so that nobody fixes them one deployment at a time. */
export async function resolveGroups(request: ResolveGroupsRequest, groups: GroupIds): Promise<Record<string, string>> {
  const ids = new Map<string, string | undefined>();
  for (let start = 0; start < request.groupNames.length; start += AT_ONCE) {
    const names = request.groupNames.slice(start, start + AT_ONCE);
    const found = await Promise.all(names.map((name) => groups.findGroupId(name)));
    names.forEach((name, index) => ids.set(name, found[index]));
  }
  const missing = request.groupNames.filter((name) => ids.get(name) === undefined);
  if (missing.length > 0) {
    throw new Error(
      `${missing.length} of ${request.groupNames.length} groups are not in Identity Center: ${missing.map((name) => `'${name}'`).join(', ')}. `
      + 'Push these groups from the identity provider (in Okta: the Push Groups tab of the application), then deploy again.',
    );
  }
  return Object.fromEntries(Object.entries(request.answerFor).map(([attribute, name]) => [attribute, ids.get(name)!]));
}
