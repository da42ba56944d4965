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
    throw missingGroups(missing, request.groupNames.length);
  }
  return Object.fromEntries(Object.entries(request.answerFor).map(([attribute, name]) => [attribute, ids.get(name)!]));
}

/** An answer to CloudFormation holds 4,096 bytes, and more than that loses the whole reason. */
const MOST_BYTES = 2_400;

function missingGroups(missing: readonly string[], asked: number): Error {
  const named: string[] = [];
  let bytes = 0;
  for (const name of missing) {
    const short = name.length > 64 ? `${name.slice(0, 63)}…` : name;
    bytes += Buffer.byteLength(JSON.stringify(short)) + 2;
    if (bytes > MOST_BYTES) {
      break;
    }
    named.push(`'${short}'`);
  }
  const more = missing.length > named.length ? ` and ${missing.length - named.length} more` : '';
  return new Error(`${missing.length} of ${asked} groups are not in Identity Center: ${named.join(', ')}${more}. `
    + 'Push these groups from the identity provider (in Okta: the Push Groups tab of the application), then deploy again.');
}
