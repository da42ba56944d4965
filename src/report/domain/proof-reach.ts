import { activeMembers } from './account-index';
import { AccountWords, accountWordsOf } from './account-words';
import { thousands } from './number-words';
import { AccessReport, ProofFacts } from './report-model';

/** Accounts for which something is not proved, and why. */
export interface ProofGap {
  readonly accounts: AccountWords;
  readonly reason: string;
}

/** For how many of the accounts that a claim is about it is proved, and what is left. */
export interface ProofReach {
  readonly proof: ProofFacts;
  readonly accounts: AccountWords;
  readonly proved: number;
  readonly of: number;
  readonly everyMember: boolean;
  /** Proved wherever it can be: nobody is left but the management account, which nothing binds. */
  readonly complete: boolean;
  readonly gaps: readonly ProofGap[];
}

export function proofReachOf(report: AccessReport): (proof: ProofFacts) => ProofReach {
  const words = accountWordsOf(report);
  const members = activeMembers(report).map(({ id }) => id);
  const { managementAccountId } = report.organization;
  return (proof) => {
    const proved = new Set(proof.proved);
    const open = [
      ...proof.notCovered,
      ...proof.undetermined.map(({ accountIds, dependsOn }) => ({ accountIds, reason: `hangs on ${dependsOn.join(', ')}, known only when somebody asks` })),
    ];
    const left = open.flatMap(({ accountIds }) => accountIds);
    const everyMember = members.length > 0 && members.every((id) => proved.has(id));
    return {
      proof,
      accounts: words(proof.proved),
      proved: proved.size,
      of: new Set([...proved, ...left]).size,
      everyMember,
      complete: everyMember || (proved.size > 0 && left.every((id) => id === managementAccountId)),
      gaps: open.map(({ accountIds, reason }) => ({ accounts: words(accountIds), reason })),
    };
  };
}

/** 'every member account (11 of 12)', '9 of 12 accounts', 'no account yet'; a claim about a few accounts is proved for those, which the caller names. */
export function reachWords({ accounts, proved, of, everyMember, complete }: ProofReach): string {
  if (proved === 0) {
    return 'no account yet';
  }
  const share = `${thousands(proved)} of ${thousands(of)}`;
  if (everyMember) {
    const everybody = accounts.kind === 'everybody' ? accounts.words : 'every member account';
    return proved === of ? everybody : `${everybody} (${share})`;
  }
  return complete ? 'every account it is about' : `${share} accounts`;
}
