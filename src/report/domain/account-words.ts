import { Coverage, coverageOf } from './account-coverage';
import { accountName, accountsById, activeMembers } from './account-index';
import { AccessReport } from './report-model';

/** Which accounts are meant, in the shortest words that leave nobody out. */
export type AccountWords =
  | { readonly kind: 'everybody'; readonly words: 'every account' | 'every member account'; readonly except: readonly string[] }
  | { readonly kind: 'few'; readonly names: readonly string[] }
  | { readonly kind: 'many'; readonly where: Coverage };

/** More accounts than this are told unit by unit, or by those that are missing. */
const FEW = 6;

/** As many exceptions as a reader takes in at once. */
const FEW_MISSING = 3;

/** Made once for a report; 'every account' and 'every member account' mean those that are active. */
export function accountWordsOf(report: AccessReport): (accountIds: readonly string[]) => AccountWords {
  const { organization: { managementAccountId } } = report;
  const accounts = accountsById(report);
  const members = activeMembers(report);
  const coverage = coverageOf(report);
  const wordsFor = (accountIds: readonly string[]): AccountWords => {
    const meant = new Set(accountIds);
    const missing = members.filter(({ id }) => !meant.has(id));
    const others = meant.size - (members.length - missing.length);
    const known = others === 0 || (others === 1 && meant.has(managementAccountId));
    if (members.length > 1 && known && missing.length <= (meant.size > FEW ? FEW_MISSING : 0)) {
      return { kind: 'everybody', words: others === 0 ? 'every member account' : 'every account', except: missing.map(({ name }) => name) };
    }
    return meant.size <= FEW
      ? { kind: 'few', names: [...meant].map((id) => accountName(accounts, id)) }
      : { kind: 'many', where: coverage(accountIds) };
  };
  // hundreds of claims are about the same few sets of accounts.
  const known = new Map<string, AccountWords>();
  return (accountIds) => {
    const key = accountIds.join();
    const words = known.get(key) ?? wordsFor(accountIds);
    known.set(key, words);
    return words;
  };
}
