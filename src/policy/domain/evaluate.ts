import { type Findings, requireAll, requireForCaller } from './allowance';
import type { CompiledChain } from './chain';
import { type PreparedRequest, prepare } from './prepared-request';
import type { AccessRequest } from './request';
import type { CompiledStatement, Decider } from './statements';

export { type CompiledChain, type PolicyChain, type PolicyLevel, compileChain } from './chain';
export type { Decider } from './statements';

export interface Evaluation {
  readonly decision: 'allowed' | 'explicitly-denied' | 'implicitly-denied' | 'undeterminable';
  /** Places that deny, or whose Allow is needed and missing, whatever the unknown keys are. */
  readonly by: readonly string[];
  /** The statements that deny, or that allow. */
  readonly statements: readonly Decider[];
  /** Unknown keys on which an undeterminable answer hangs, in lower case. */
  readonly dependsOn: readonly string[];
}

/** The decision AWS would take: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function evaluate(request: AccessRequest, chain: CompiledChain): Evaluation {
  const prepared = prepare(request, chain.keys);
  const rules = chain.rulesFor(request.action);
  const isBound = bindsCaller(prepared, chain);
  const denying: Decider[] = [];
  const open: string[] = [];
  if (isBound) {
    collectDenials(rules.denies.scps, prepared, denying, open);
  }
  if (bindsResource(prepared, chain)) {
    collectDenials(rules.denies.rcps, prepared, denying, open);
  }
  collectDenials(rules.denies.others, prepared, denying, open);
  if (denying.length > 0) {
    return { decision: 'explicitly-denied', by: placesOf(denying), statements: denying, dependsOn: [] };
  }
  const found: Findings = { missing: [], allowing: [], open };
  if (isBound) {
    requireAll(rules.allows.scps, prepared, found);
  }
  requireForCaller(rules, prepared, found);
  if (found.missing.length > 0) {
    return { decision: 'implicitly-denied', by: found.missing, statements: [], dependsOn: [] };
  }
  return open.length > 0
    ? { decision: 'undeterminable', by: [], statements: [], dependsOn: [...new Set(open)] }
    : { decision: 'allowed', by: [], statements: found.allowing, dependsOn: [] };
}

/** Service control policies bind IAM principals and root users of member accounts. */
function bindsCaller({ request, isService, isServiceLinkedRole }: PreparedRequest, { managementAccountId }: CompiledChain): boolean {
  return !isService && !isServiceLinkedRole && request.principalAccount !== managementAccountId;
}

/** Resource control policies bind resources of member accounts, whoever asks, except service-linked roles. */
function bindsResource({ request, isServiceLinkedRole }: PreparedRequest, { managementAccountId }: CompiledChain): boolean {
  return !isServiceLinkedRole && (request.resourceAccount === undefined || request.resourceAccount !== managementAccountId);
}

/** Adds the statements that deny, and the unknown keys on which further denials hang. */
function collectDenials(statements: readonly CompiledStatement[], request: PreparedRequest, denying: Decider[], open: string[]): void {
  for (const statement of statements) {
    const truth = statement.holds(request);
    if (truth === false || statement.reach(request) === 'none') {
      continue;
    }
    if (truth === true) {
      denying.push(statement.decider);
    } else {
      open.push(...truth);
    }
  }
}

function placesOf(deciders: readonly Decider[]): string[] {
  return [...new Set(deciders.map(({ place }) => place))];
}
