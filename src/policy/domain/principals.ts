import type { PreparedRequest } from './request';

/** How a Principal element reaches the caller. */
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

const STRENGTH: readonly Reach[] = ['none', 'account', 'role', 'everybody', 'direct'];

/**
 * Compiles a Principal or NotPrincipal element.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function compilePrincipal(element: unknown): (request: PreparedRequest) => Reach {
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
  const account = /^(?:\d{12}|arn:[^:]*:iam::(\d{12}):root)$/.exec(value);
  if (account) {
    const id = account[1] ?? value;
    // the root user's own ARN is written like its account.
    return ({ request }) => (request.principalArn === `arn:aws:iam::${id}:root` && request.principalArn === value ? 'account' : request.principalAccount === id ? 'account' : 'none');
  }
  return ({ request, identityArn }) => {
    if (request.principalArn === value) {
      return value.includes(':role/') ? 'role' : 'direct';
    }
    return identityArn === value ? 'role' : 'none';
  };
}
