import { culprits } from './culprits';
import { type Problem, listed } from '../../organization/domain/problem';
import { ACCOUNT, type Claim, OUTSIDER } from '../../policy/domain/claim';
import { conditionKeys } from '../../policy/domain/condition-keys';
import { ALLOW_ALL, policyDocument } from '../../policy/domain/document';
import { type CompiledChain, type Evaluation, compileChain, evaluate } from '../../policy/domain/evaluate';
import type { AccessRequest } from '../../policy/domain/request';

/** A policy by its name, as it hangs on a level. */
export interface NamedDocument {
  readonly name: string;
  readonly document: unknown;
}

/** What hangs on the root, a unit or an account. */
export interface TargetPolicies {
  readonly id: string;
  readonly name: string;
  readonly scps: readonly NamedDocument[];
  readonly rcps: readonly NamedDocument[];
}

/** The organization as a deployment will leave it. */
export interface World {
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly accountName: (accountId: string) => string;
  /** From the root down to the account. */
  readonly levelsAbove: (accountId: string) => readonly TargetPolicies[];
}

/** What came out for the accounts of one claim. */
export interface Proof extends Omit<Claim, 'accountIds' | 'fix' | 'context' | 'caller' | 'evenWhereClosed'> {
  readonly proved: readonly string[];
  readonly undetermined: readonly { readonly accountIds: readonly string[]; readonly dependsOn: readonly string[] }[];
}

const EVERYBODY = policyDocument([{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }]);

/** Keys whose value, or absence, is known of every request that a claim describes. Every other key may have any value. */
const KNOWN = new Set(['aws:principalarn', 'aws:principalaccount', 'aws:principalorgid', 'aws:requestedregion', 'aws:resourceaccount', 'aws:resourceorgid',
  'aws:assumedroot', 'aws:principalisawsservice', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourcearn']);

/**
 * Asks each claim of each of its accounts: the caller may do everything by its own policies, so that only what hangs above decides.
 *
 * A claim that fails is a problem, told once for all of its accounts; one that hangs on unknown keys is told as such, and
 * is a problem where something had to be denied.
 */
export function prove(claims: readonly Claim[], world: World): { proofs: Proof[]; problems: Problem[] } {
  const chains = chainsOf(world);
  const problems: Problem[] = [];
  const proofs = claims.map((claim) => {
    const answers = claim.accountIds.flatMap((accountId) =>
      claim.regions.map((region): Answer => ({ accountId, region, answer: chains.ask(claim, accountId, region) })));
    const failed = answers.filter(({ answer }) => !holds(claim, answer) && (claim.expected === 'denied' || answer.decision !== 'undeterminable'));
    if (failed.length > 0) {
      problems.push(failure(claim, failed, world));
    }
    const open = answers.filter(({ answer }) => answer.decision === 'undeterminable');
    const asked = new Set(answers.map(({ accountId }) => accountId));
    const unsure = new Set([...open, ...failed].map(({ accountId }) => accountId));
    const { accountIds, fix, context, caller, evenWhereClosed, ...rest } = claim;
    return { ...rest, proved: accountIds.filter((id) => asked.has(id) && !unsure.has(id)), undetermined: byKeys(open) };
  });
  return { proofs, problems };
}

function holds({ expected }: Claim, { decision }: Evaluation): boolean {
  return expected === 'allowed' ? decision === 'allowed' : decision.endsWith('denied');
}

/** Chains compiled once for all accounts under the same policies. */
function chainsOf({ levelsAbove, managementAccountId, organizationId }: World) {
  const compiled = new Map<string, { chain: CompiledChain; unknown: readonly string[] }>();
  const chainFor = (accountId: string, member: boolean) => {
    const levels = levelsAbove(accountId);
    // policies of one name are one document, so their names tell the chains apart.
    const key = JSON.stringify([member, levels.map(({ scps, rcps }) => [scps, rcps].map((policies) => policies.map(({ name }) => name)))]);
    const known = compiled.get(key);
    if (known) {
      return known;
    }
    const documents = levels.flatMap(({ scps, rcps }) => [...(member ? scps : []), ...rcps].map(({ document }) => document));
    const made = {
      chain: compileChain({
        scps: member ? levels.map(({ name, scps }) => ({ level: name, documents: scps.map(({ document }) => document) })) : [],
        rcps: levels.map(({ name, rcps }) => ({ level: name, documents: rcps.map(({ document }) => document) })),
        identityPolicies: [ALLOW_ALL],
        sessionPolicies: [],
        ...(member ? {} : { resourcePolicy: EVERYBODY }),
        managementAccountId,
      }),
      unknown: [...new Set(documents.flatMap(conditionKeys))].filter((name) => !KNOWN.has(name)),
    };
    compiled.set(key, made);
    return made;
  };
  return {
    ask: (claim: Claim, accountId: string, region: string): Evaluation => {
      const { chain, unknown } = chainFor(accountId, (claim.caller ?? 'member') === 'member');
      return evaluate(requestOf(claim, { accountId, region, organizationId, unknown }), chain);
    },
  };
}

interface Asked {
  readonly accountId: string;
  readonly region: string;
  readonly organizationId: string;
  readonly unknown: readonly string[];
}

function requestOf({ principal, action, resource, context = {}, caller = 'member' }: Claim, { accountId, region, organizationId, unknown }: Asked): AccessRequest {
  const principalAccount = { member: accountId, outsider: OUTSIDER, service: undefined }[caller];
  const principalArn = principal.replaceAll(ACCOUNT, principalAccount ?? '');
  const known = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  return {
    principalArn,
    principalAccount,
    action,
    resource: resource.replaceAll(ACCOUNT, accountId),
    resourceAccount: accountId,
    context: {
      ...(principalAccount === undefined ? {} : { 'aws:PrincipalArn': principalArn, 'aws:PrincipalAccount': principalAccount }),
      ...(caller === 'member' ? { 'aws:PrincipalOrgID': organizationId } : {}),
      'aws:ResourceAccount': accountId,
      'aws:ResourceOrgID': organizationId,
      'aws:PrincipalIsAWSService': String(caller === 'service'),
      'aws:RequestedRegion': region,
      ...context,
    },
    unknownKeys: unknown.filter((key) => !known.has(key)),
  };
}

interface Answer {
  readonly accountId: string;
  readonly region: string;
  readonly answer: Evaluation;
}

function failure(claim: Claim, failed: readonly Answer[], world: World): Problem {
  const [{ accountId, region, answer }] = failed;
  const accounts = [...new Set(failed.map((one) => one.accountId))];
  const regions = [...new Set(failed.map((one) => one.region))];
  const asked = `${claim.principal.replaceAll(ACCOUNT, accounts.length === 1 ? accountId : '*')}: ${claim.action} on ${claim.resource.replaceAll(ACCOUNT, accountId)} in ${listed(regions)}`;
  const where = `${accounts.length === 1 ? 'account' : `${accounts.length} accounts`} ${accountNames(accounts, world)}`;
  if (claim.expected === 'denied') {
    const why = answer.decision === 'undeterminable' ? `the answer hangs on ${listed(answer.dependsOn)}` : 'it is allowed';
    return { code: 'NotDenied', problem: `'${claim.claim}' must be denied and is not, in ${where}: ${why} (${asked})`, fix: claim.fix };
  }
  const by = culprits(requestOf(claim, { accountId, region, organizationId: world.organizationId, unknown: [] }), world.levelsAbove(accountId));
  return { code: 'LockedOut', problem: `'${claim.claim}' must stay possible and is denied, in ${where}: by ${by} (${asked})`, fix: claim.fix };
}

/** At most ten accounts by name and id. */
function accountNames(accounts: readonly string[], { accountName }: World): string {
  const shown = accounts.slice(0, 10).map((id) => `'${accountName(id)}' (${id})`).join(', ');
  return accounts.length > 10 ? `${shown} and ${accounts.length - 10} more` : shown;
}

function byKeys(open: readonly Answer[]): Proof['undetermined'] {
  const groups = new Map<string, { accountIds: Set<string>; dependsOn: readonly string[] }>();
  for (const { accountId, answer } of open) {
    const dependsOn = [...answer.dependsOn].sort();
    const group = groups.get(dependsOn.join()) ?? { accountIds: new Set<string>(), dependsOn };
    group.accountIds.add(accountId);
    groups.set(dependsOn.join(), group);
  }
  return [...groups.values()].map(({ accountIds, dependsOn }) => ({ accountIds: [...accountIds], dependsOn }));
}

