import { type BreakGlassFacts, breakGlassRoleArn, breakGlassTrust } from './break-glass';
import type { BreakGlassFinding } from './break-glass-finding';
import { breakGlassNeeds } from './break-glass-needs';
import { listed } from '../../organization/domain/problem';
import { ACCOUNT } from '../../policy/domain/claim';
import { conditionKeys } from '../../policy/domain/condition-keys';
import { ALLOW_ALL } from '../../policy/domain/document';
import { type Evaluation, compileChain, evaluate } from '../../policy/domain/evaluate';
import { foldKey } from '../../policy/domain/request';

/** What hangs on the root, a unit or the account now. */
export interface LiveLevel {
  readonly id: string;
  readonly scps: readonly LivePolicy[];
  /** Without RCPFullAWSAccess. */
  readonly rcps: readonly LivePolicy[];
}

export interface LivePolicy {
  readonly name: string;
  readonly document: unknown;
}

/** What the policies above an account say. */
export interface ChainAnswer {
  readonly findings: readonly BreakGlassFinding[];
  /** Condition keys on which a denial hangs, of which nothing is known here: such as tags of what is touched. */
  readonly dependsOn: readonly string[];
}

/** Asks the policies as they hang now whether the people get in, and whether the role may do what it is for. What the role's own policies say is compared elsewhere. */
export function chainAnswer(facts: BreakGlassFacts, accountId: string, levels: readonly LiveLevel[]): ChainAnswer {
  const ask = asking(facts, accountId, levels);
  const role = breakGlassRoleArn(facts, accountId);
  const needs = breakGlassNeeds(facts).map(({ need, action, resource, region }) => ({
    what: `${need} (${action} in ${region})`,
    answer: ask({ caller: role, callerAccount: accountId, action, resource: resource.replace(ACCOUNT, accountId), region, context: {} }),
  }));
  const entries = facts.users.map((user) => ({
    user,
    answer: ask({
      caller: user, callerAccount: facts.managementAccountId, action: 'sts:AssumeRole', resource: role, region: facts.homeRegion,
      context: { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '60' },
    }),
  }));
  return {
    findings: [
      ...needs.filter(({ answer }) => isDenied(answer)).map(({ what, answer }): BreakGlassFinding => ({
        kind: 'denied', about: accountId, detail: `the role is denied what it needs: it ${what}; ${reasonOf(answer, levels)}`,
      })),
      ...entries.filter(({ answer }) => isDenied(answer)).map(({ user, answer }): BreakGlassFinding => ({
        kind: 'way-in-denied', about: accountId, detail: `'${user}' may not take the role; ${reasonOf(answer, levels)}`,
      })),
    ],
    dependsOn: [...new Set([...needs, ...entries].flatMap(({ answer }) => answer.dependsOn))].sort(),
  };
}

interface Question {
  readonly caller: string;
  readonly callerAccount: string;
  readonly action: string;
  readonly resource: string;
  readonly region: string;
  readonly context: Readonly<Record<string, string>>;
}

function asking(facts: BreakGlassFacts, accountId: string, levels: readonly LiveLevel[]): (question: Question) => Evaluation {
  const { organizationId, managementAccountId } = facts;
  // where nothing hangs, FullAWSAccess included, policies of that type are not in use and deny nothing.
  const scps = levels.every((level) => level.scps.length === 0) ? [] : levels;
  const chain = {
    scps: scps.map((level) => ({ level: level.id, documents: level.scps.map(({ document }) => document) })),
    rcps: levels.map((level) => ({ level: level.id, documents: level.rcps.map(({ document }) => document) })),
    identityPolicies: [ALLOW_ALL], sessionPolicies: [], managementAccountId,
  };
  const working = compileChain(chain);
  const entering = compileChain({ ...chain, resourcePolicy: breakGlassTrust(facts.users) });
  const keys = [...new Set(levels.flatMap((level) => [...level.scps, ...level.rcps]).flatMap(({ document }) => conditionKeys(document)))];
  return ({ caller, callerAccount, action, resource, region, context }) => {
    const known: Record<string, string> = {
      'aws:PrincipalArn': caller, 'aws:PrincipalAccount': callerAccount, 'aws:PrincipalOrgID': organizationId, 'aws:PrincipalIsAWSService': 'false',
      'aws:ResourceAccount': accountId, 'aws:ResourceOrgID': organizationId, 'aws:RequestedRegion': region, ...context,
    };
    // no session of root, and no service that calls for somebody.
    const answered = new Set([...Object.keys(known), 'aws:AssumedRoot', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceArn'].map(foldKey));
    return evaluate({
      principalArn: caller, principalAccount: callerAccount, action, resource, resourceAccount: accountId, context: known,
      unknownKeys: keys.filter((key) => !answered.has(key)),
    }, action === 'sts:AssumeRole' ? entering : working);
  };
}

function isDenied({ decision }: Evaluation): boolean {
  return decision === 'explicitly-denied' || decision === 'implicitly-denied';
}

function reasonOf({ decision, statements, by }: Evaluation, levels: readonly LiveLevel[]): string {
  if (decision === 'implicitly-denied') {
    return `nothing allows it in ${listed(by)}`;
  }
  const [{ place, statement }] = statements;
  const [type, id] = [place.slice(0, 3), place.slice(4)];
  const there = levels.find((level) => level.id === id);
  const names = (type === 'scp' ? there?.scps : there?.rcps)?.map(({ name }) => name) ?? [];
  return `the statement '${statement}' of ${listed(names, 'a policy')} on ${id} denies it`;
}
