import { stackSetRole } from '../../organization/domain/stack-sets';
import { ACCOUNT } from '../../policy/domain/claim';
import { conditionKeys } from '../../policy/domain/condition-keys';
import { ALLOW_ALL } from '../../policy/domain/document';
import { type CompiledChain, compileChain, evaluate } from '../../policy/domain/evaluate';

/** What StackSets call to record an account and Region. */
export const RECORDER_ACTIONS: readonly string[] = ['config:PutConfigurationRecorder', 'config:PutDeliveryChannel', 'config:StartConfigurationRecorder'];

/** A place above an account, or the account, with the policies that hang on it. */
export interface ScpLevel {
  readonly name: string;
  readonly policies: readonly { readonly id: string; readonly name: string; readonly document: unknown }[];
}

export interface RecorderWorld {
  readonly partition: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly levelsAbove: (accountId: string) => readonly ScpLevel[];
}

/** An account and Region in which a policy denies what a recorder needs. */
export interface RecorderDenial {
  readonly accountId: string;
  readonly region: string;
  readonly actions: readonly string[];
  /** Names of the policies that deny, or of the places that do not allow. */
  readonly by: readonly string[];
}

/** The keys that are known of a call of StackSets; every other may have any value. */
const KNOWN = new Set(['aws:principalarn', 'aws:principalaccount', 'aws:principalorgid', 'aws:requestedregion', 'aws:resourceaccount', 'aws:resourceorgid',
  'aws:principalisawsservice', 'aws:assumedroot']);

/** Denials that hold whatever is unknown: what hangs on an unknown key is let through here, and told by the deployment. */
export function recorderDenials(accountIds: readonly string[], regions: readonly string[], world: RecorderWorld): RecorderDenial[] {
  const chains = new Map<string, { chain: CompiledChain; unknown: readonly string[] }>();
  const chainOf = (accountId: string) => {
    const levels = world.levelsAbove(accountId);
    const key = JSON.stringify(levels.map(({ policies }) => policies.map(({ id }) => id)));
    const known = chains.get(key);
    if (known) {
      return known;
    }
    const documents = levels.flatMap(({ policies }) => policies.map(({ document }) => document));
    const made = {
      chain: chainWith(levels.map(({ name, policies }) => ({ level: name, documents: policies.map(({ document }) => document) })), world),
      unknown: [...new Set(documents.flatMap(conditionKeys))].filter((name) => !KNOWN.has(name)),
    };
    chains.set(key, made);
    return made;
  };
  return accountIds.flatMap((accountId) => regions.flatMap((region): RecorderDenial[] => {
    const { chain, unknown } = chainOf(accountId);
    const denied = RECORDER_ACTIONS.filter((action) => denies(action, { accountId, region, world, unknown }, chain));
    return denied.length === 0 ? [] : [{ accountId, region, actions: denied, by: culprits(denied[0], { accountId, region, world, unknown }) }];
  }));
}

interface Asked {
  readonly accountId: string;
  readonly region: string;
  readonly world: RecorderWorld;
  readonly unknown: readonly string[];
}

function denies(action: string, { accountId, region, world, unknown }: Asked, chain: CompiledChain): boolean {
  const principalArn = stackSetRole(world).replaceAll(ACCOUNT, accountId);
  return evaluate({
    principalArn,
    principalAccount: accountId,
    action,
    resource: `arn:${world.partition}:config:${region}:${accountId}:configuration-recorder/default/0123456789abcdef`,
    resourceAccount: accountId,
    context: {
      'aws:PrincipalArn': principalArn, 'aws:PrincipalAccount': accountId, 'aws:PrincipalOrgID': world.organizationId, 'aws:PrincipalIsAWSService': 'false',
      'aws:ResourceAccount': accountId, 'aws:ResourceOrgID': world.organizationId, 'aws:RequestedRegion': region,
    },
    unknownKeys: unknown,
  }, chain).decision.endsWith('-denied');
}

/** A policy that denies even where everything is allowed besides; without one, the places that allow nothing of it. */
function culprits(action: string, asked: Asked): string[] {
  const levels = asked.world.levelsAbove(asked.accountId);
  const alone = (level: string, documents: unknown[]) => denies(action, asked, chainWith([{ level, documents }], asked.world));
  const denying = levels.flatMap(({ name, policies }) => policies.filter(({ document }) => alone(name, [ALLOW_ALL, document])));
  const silent = levels.filter(({ name, policies }) => alone(name, policies.map(({ document }) => document)));
  return [...new Set((denying.length > 0 ? denying : silent).map(({ name }) => name))];
}

function chainWith(scps: readonly { level: string; documents: unknown[] }[], { managementAccountId }: RecorderWorld): CompiledChain {
  return compileChain({ scps, rcps: [], identityPolicies: [ALLOW_ALL], sessionPolicies: [], managementAccountId });
}

/** Accounts that are recorded in the same Regions. */
export interface RecordedGroup {
  readonly accountIds: readonly string[];
  readonly regions: readonly string[];
}

/** Who is recorded where, in the order of the accounts; an account that is denied everywhere is in no group. */
export function recordedGroups(accountIds: readonly string[], regions: readonly string[], denials: readonly RecorderDenial[]): RecordedGroup[] {
  const denied = new Set(denials.map(({ accountId, region }) => `${accountId} ${region}`));
  const groups = new Map<string, { accountIds: string[]; regions: string[] }>();
  for (const accountId of accountIds) {
    const open = regions.filter((region) => !denied.has(`${accountId} ${region}`));
    const group = groups.get(open.join()) ?? { accountIds: [], regions: open };
    group.accountIds.push(accountId);
    groups.set(open.join(), group);
  }
  return [...groups.values()].filter((group) => group.regions.length > 0);
}
