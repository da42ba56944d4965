import type { Statement } from './document';
import { compileArnPattern } from './pattern';
import type { PreparedRequest } from './prepared-request';

/** How a statement reaches the caller. */
export type Reach =
  /** Not at all. */
  | 'none'
  /** Through the account: the decision is handed to that account's identity policies. */
  | 'account'
  /** The role behind the session: boundary and session policy still limit it. */
  | 'role'
  /** The user, the session or the service itself. */
  | 'direct'
  /** Everybody. */
  | 'everybody';

const isRole = compileArnPattern('arn:*:iam::*:role/*');

const STRENGTH: readonly Reach[] = ['none', 'account', 'role', 'everybody', 'direct'];

/** Compiles the Principal or NotPrincipal element of a statement; one that has neither reaches nobody. */
export function compileReach({ Principal, NotPrincipal }: Statement): (request: PreparedRequest) => Reach {
  if (Principal !== undefined) {
    return compilePrincipal(Principal);
  }
  if (NotPrincipal !== undefined) {
    const spares = compileNotPrincipal(NotPrincipal);
    return (request) => (spares(request) ? 'none' : 'everybody');
  }
  return () => 'none';
}

/**
 * Who is spared: only a caller whose every ARN is named. A user is also the user's account; a session is also its role and its account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function compileNotPrincipal(element: unknown): (request: PreparedRequest) => boolean {
  const named = new Set(element === '*' ? ['*'] : Object.values((element ?? {}) as Record<string, unknown>).flat().map(String));
  return ({ request: { principalArn, principalAccount }, identityArn }) => {
    const accountNamed = principalAccount === undefined || named.has(principalAccount) || [...named].some((one) => one.endsWith(`:iam::${principalAccount}:root`));
    const root = principalAccount !== undefined && principalArn.endsWith(`:iam::${principalAccount}:root`);
    return named.has('*') || (accountNamed && (root || (named.has(principalArn) && named.has(identityArn))));
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function compilePrincipal(element: unknown): (request: PreparedRequest) => Reach {
  if (element === '*') {
    return () => 'everybody';
  }
  const entries = Object.entries((element ?? {}) as Record<string, unknown>)
    .flatMap(([kind, values]) => [values].flat().map((value) => compileOne(kind, String(value))));
  return (request) => {
    let best: Reach = 'none';
    for (const reach of entries) {
      const one = reach(request);
      best = STRENGTH.indexOf(one) > STRENGTH.indexOf(best) ? one : best;
    }
    return best;
  };
}

function compileOne(kind: string, value: string): (request: PreparedRequest) => Reach {
  if (kind !== 'AWS') {
    return ({ request }) => (request.principalArn === value ? 'direct' : 'none');
  }
  if (value === '*') {
    return () => 'everybody';
  }
  const account = /^(?:(\d{12})|arn:[^:]*:iam::(\d{12}):root)$/.exec(value);
  if (account) {
    // the root user's own ARN is written like its account, and to name it hands the decision to the account as well.
    const id = account[1] ?? account[2];
    return ({ request }) => (request.principalAccount === id ? 'account' : 'none');
  }
  const own: Reach = isRole(value) ? 'role' : 'direct';
  return ({ request, identityArn }) => (request.principalArn === value ? own : identityArn === value ? 'role' : 'none');
}
