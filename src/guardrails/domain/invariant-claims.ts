import type { ResolvedExemption } from './exemption-problems';
import { ACCOUNT, type Claim } from '../../policy/domain/claim';
import { matchesArn } from '../../policy/domain/pattern';

/** An account as one guardrail sees it. */
export interface GuardedAccount {
  readonly id: string;
  readonly management: boolean;
  /** The stage it is in; missing when the rollout names no place above it. */
  readonly stage?: string;
  readonly exemption?: ResolvedExemption;
}

export interface InvariantPlace {
  readonly source: string;
  /** Role ARN patterns that the guardrail leaves alone. */
  readonly spared: readonly string[];
  readonly accounts: readonly GuardedAccount[];
}

/** What a guardrail proves, before it is known where it binds. */
export type Invariant = Omit<Claim, 'expected' | 'source' | 'accountIds' | 'notCovered' | 'fix'> & {
  /** Default: 'denied'. */
  readonly expected?: Claim['expected'];
  /** The one account that it is about. Default: every account. */
  readonly only?: string;
  /** Whether no exemption reaches it. */
  readonly absolute?: boolean;
};

/** What a guardrail claims, for the accounts it binds; of the others, why it does not. */
export function invariantClaims(invariants: readonly Invariant[], { source, spared, accounts }: InvariantPlace): Claim[] {
  return invariants.map(({ only, absolute = false, ...invariant }): Claim => {
    const reasons = accounts.filter(({ id }) => only === undefined || id === only)
      .map((account) => ({ id: account.id, reason: whyNot(account, invariant, absolute ? undefined : spared) }));
    const notCovered = [...new Set(reasons.flatMap(({ reason }) => reason ?? []))]
      .map((reason) => ({ reason, accountIds: reasons.filter((one) => one.reason === reason).map(({ id }) => id) }));
    return {
      expected: 'denied',
      ...invariant,
      source,
      accountIds: reasons.filter(({ reason }) => reason === undefined).map(({ id }) => id),
      notCovered,
      fix: `look at the statements of '${source}' and at what it leaves alone`,
    };
  });
}

function whyNot(account: GuardedAccount, { principal, expected }: Invariant, spared: readonly string[] | undefined): string | undefined {
  const { id, management, stage, exemption } = account;
  if (management) {
    return 'the management account is not bound';
  }
  if (expected === 'allowed') {
    return undefined;
  }
  if (stage !== 'enforce') {
    return stage === undefined ? 'not attached: the rollout names no place above it' : `${stage}: not attached yet`;
  }
  if (spared === undefined) {
    return undefined;
  }
  if (exemption) {
    return `exempt until ${exemption.expires} (${exemption.ticket})`;
  }
  return spared.some((pattern) => matchesArn(pattern, principal.replaceAll(ACCOUNT, id))) ? 'the caller is exempt' : undefined;
}
