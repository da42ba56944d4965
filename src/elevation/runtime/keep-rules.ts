import { createHash } from 'node:crypto';
import { consentIsReachable } from '../domain/consent-reach';
import type { ElevationRules, LentSet } from '../domain/elevation-rules';

export interface KeptRules {
  /** Puts rules in force; versions that were in force before stay. */
  keep(rules: ElevationRules): Promise<void>;
  /** Whether a version was in force once. */
  version(version: string): Promise<ElevationRules | undefined>;
}

/** Who is in groups of the identity store. */
export interface GroupMembers {
  membersOf(groupId: string): Promise<ReadonlySet<string>>;
}

/** Permission sets by the names they carry. */
export interface NamedSets {
  arnsOf(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Whom and what rules speak of, as it is at the moment of the deployment. */
export interface RulesWorld {
  readonly groups: GroupMembers;
  readonly sets: NamedSets;
}

/** An item of a table holds no more than 400 KB. */
const MOST_BYTES = 390_000;

/**
 * Puts the rules of a deployment in force, under a version that is made of what they say: the same rules are the same version.
 *
 * Sets without an ARN are found by their names: no reference crosses accounts, and those of the management account are another stack's.
 *
 * Rules by which nobody could ever get enough consent are refused. Rules that were in force before are not judged again: a deployment that fails goes back
 * to them, and must not fail once more because somebody left a group since.
 */
export async function keepRules(written: string, kept: KeptRules, { groups, sets }: RulesWorld): Promise<string> {
  const bytes = Buffer.byteLength(written);
  if (bytes > MOST_BYTES) {
    throw new Error(`the rules of elevation have ${bytes} bytes, and one item of the table holds ${MOST_BYTES}: name fewer accounts in fewer rules`);
  }
  const { version: _, ...asked } = JSON.parse(written) as ElevationRules;
  const rules = { ...asked, managementSets: await withArns(asked.managementSets, sets) };
  const version = createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 32);
  const hopeless = await kept.version(version) ? [] : await unreachable({ version, ...rules }, groups);
  if (hopeless.length > 0) {
    throw new Error(`nobody can get enough consent by ${hopeless.map((name) => `'${name}'`).join(', ')}: there are fewer people in the groups of 'approvers', `
      + 'besides the one who asks, than must consent. Put people into these groups, or ask for fewer approvals');
  }
  await kept.keep({ version, ...rules });
  return version;
}

async function withArns(lent: readonly LentSet[], sets: NamedSets): Promise<readonly LentSet[]> {
  const nameless = lent.filter(({ arn }) => !arn).map(({ name }) => name);
  const arns = nameless.length === 0 ? new Map<string, string>() : await sets.arnsOf(nameless);
  const missing = nameless.filter((name) => !arns.has(name));
  if (missing.length > 0) {
    throw new Error(`there is no permission set ${missing.map((name) => `'${name}'`).join(', ')}: deploy the stack of the management account first`);
  }
  return lent.map((set) => ({ ...set, arn: set.arn || arns.get(set.name)! }));
}

async function unreachable({ rules }: ElevationRules, groups: GroupMembers): Promise<string[]> {
  const asking = rules.filter(({ stages }) => stages.length > 0);
  const named = asking.flatMap(({ requesterGroups, stages }) => [requesterGroups, ...stages.map(({ approverGroups }) => approverGroups)]).flat();
  const members = new Map<string, ReadonlySet<string>>();
  for (const id of new Set(named)) {
    members.set(id, await groups.membersOf(id));
  }
  return asking.filter((rule) => !consentIsReachable(rule, (id) => members.get(id)!)).map(({ name }) => name);
}
