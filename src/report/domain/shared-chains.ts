import { accountsById } from './account-index';
import { AccessReport, AccountFacts, ChainLevel, LevelPolicies } from './report-model';

/** Accounts that stand under exactly the same policies, and the levels above and at them. */
export interface SharedChain {
  readonly accounts: readonly Pick<AccountFacts, 'id' | 'name'>[];
  readonly bound: boolean;
  readonly levels: readonly ChainLevel[];
}

/**
 * The chains with equals merged: a thousand accounts in ten units are ten things to read.
 * Levels are equal when they are the same target; the last one, the account itself, when it carries the same policies.
 */
export function sharedChains(report: AccessReport): SharedChain[] {
  const accounts = accountsById(report);
  const shared = new Map<string, { accounts: { id: string; name: string }[]; bound: boolean; levels: readonly ChainLevel[] }>();
  for (const { accountId, bound, levels } of report.chains) {
    const alike = levels.map((level) => (level.targetId === accountId ? { ...level, targetId: '', targetName: '' } : level));
    const key = JSON.stringify([bound, alike]);
    const chain = shared.get(key) ?? { accounts: [], bound, levels };
    chain.accounts.push({ id: accountId, name: accounts.get(accountId)?.name ?? accountId });
    shared.set(key, chain);
  }
  return [...shared.values()];
}

/** The name of a level: its target, or the accounts themselves where several share the chain. */
export function levelName(chain: SharedChain, level: ChainLevel): string {
  const itself = chain.accounts.some(({ id }) => id === level.targetId);
  return itself && chain.accounts.length > 1 ? 'Each of these accounts' : level.targetName;
}

/** What stops first: the fewest free slots on the way from the root to the account, for one type of policy. */
export function tightestLevel(chain: SharedChain, ofType: (level: ChainLevel) => LevelPolicies): ChainLevel | undefined {
  const free = (level: ChainLevel) => ofType(level).slotsLeft;
  return chain.levels.reduce<ChainLevel | undefined>((tight, level) => (tight && free(tight) <= free(level) ? tight : level), undefined);
}
