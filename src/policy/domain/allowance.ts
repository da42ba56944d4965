import type { Place, Rules } from './chain';
import type { PreparedRequest } from './prepared-request';
import type { Reach } from './principals';
import type { CompiledStatement, Decider } from './statements';

/** What is known so far about a request that nothing denies. */
export interface Findings {
  /** Places whose Allow is needed and missing. */
  readonly missing: string[];
  readonly allowing: Decider[];
  /** Unknown keys on which the answer hangs. */
  readonly open: string[];
}

/** Whether a place allows: by a statement, not at all, or depending on unknown keys. */
type Allowance = CompiledStatement | { readonly open: readonly string[] } | undefined;

/** Whether a statement counts that reaches the caller in some way. */
type Counts = (reach: Reach, statement: CompiledStatement) => boolean;

const reaches: Counts = (reach) => reach !== 'none';

/** To name an account hands the decision to its identity policies, and lets nobody in by itself. */
const letsIn: Counts = (reach) => reach !== 'none' && reach !== 'account';

/** What names the user or the session itself, or picks it out of everybody, is limited by neither boundary nor session policy. */
const letsInFreely: Counts = (reach, { picksPrincipal }) => reach === 'direct' || (reach === 'everybody' && picksPrincipal);

/**
 * Services whose resource policies, those of keys and of roles, must agree to what identity policies of the same account allow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
const MUST_AGREE: readonly string[] = ['kms', 'sts'];

/** Asks every place in turn; all of them must allow. */
export function requireAll(places: readonly Place[], request: PreparedRequest, found: Findings): void {
  for (const place of places) {
    note(allowance(place, request, reaches), place.name, found);
  }
}

/** Step four of the logic: an Allow must reach the caller, from its own side, from the resource's, or from both. */
export function requireForCaller(rules: Rules, request: PreparedRequest, found: Findings): void {
  const { principalAccount, resourceAccount } = request.request;
  const { identity, limits, resource } = rules.allows;
  const isForeign = resourceAccount !== undefined && principalAccount !== resourceAccount;
  if (!request.isService && !isForeign) {
    requireWithinAccount(rules, request, found);
    return;
  }
  note(allowance(resource, request, reaches), 'resource', found);
  if (!request.isService) {
    requireAll([identity, ...limits], request, found);
  }
}

function requireWithinAccount({ allows: { identity, limits, resource }, action }: Rules, request: PreparedRequest, found: Findings): void {
  const free = allowance(resource, request, letsInFreely);
  if (isGiven(free)) {
    found.allowing.push(free.decider);
    return;
  }
  // as long as the free way may be open, the answer only hangs on what the other way lacks.
  const other: Findings = free ? { missing: [], allowing: found.allowing, open: [] } : found;
  const own = allowance(identity, request, reaches);
  const named = isGiven(own) ? undefined : allowance(resource, request, letsIn);
  if (isGiven(own)) {
    other.allowing.push(own.decider);
  } else if (isGiven(named)) {
    other.allowing.push(named.decider);
  } else if (own || named) {
    other.open.push(...(own?.open ?? []), ...(named?.open ?? []));
  } else {
    other.missing.push('identity', ...(resource ? ['resource'] : []));
  }
  if (resource && own && !isGiven(named) && MUST_AGREE.includes(action.service)) {
    note(allowance(resource, request, reaches), 'resource', other);
  }
  requireAll(limits, request, other);
  if (free && (other.missing.length > 0 || other.open.length > 0)) {
    found.open.push(...free.open, ...other.open);
  }
}

function allowance(place: Place | undefined, request: PreparedRequest, counts: Counts): Allowance {
  let open: string[] | undefined;
  for (const statement of place?.statements ?? []) {
    const truth = statement.holds(request);
    if (truth === false || !counts(statement.reach(request), statement)) {
      continue;
    }
    if (truth === true) {
      return statement;
    }
    open = [...(open ?? []), ...truth];
  }
  return open && { open };
}

function isGiven(allowed: Allowance): allowed is CompiledStatement {
  return allowed !== undefined && 'decider' in allowed;
}

function note(allowed: Allowance, name: string, found: Findings): void {
  if (allowed === undefined) {
    found.missing.push(name);
  } else if (isGiven(allowed)) {
    found.allowing.push(allowed.decider);
  } else {
    found.open.push(...allowed.open);
  }
}
