import type { AccessReport, AccountFacts } from './report-model';

/**
 * Names of profiles, the same in every group's file: the account and the set, such as 'prod-us-Developer'.
 * Accounts are called by their ids where names are alike, and so is a profile whose name would stand for two.
 *
 * Of what AWS allows in names, the SDKs read letters, digits and _-@+.%:/ in the heading of a profile without complaint.
 */
export function profileNames({ accounts, assignments }: Pick<AccessReport, 'accounts' | 'assignments'>): (accountId: string, permissionSet: string) => string {
  const labels = accountLabels(accounts);
  const plain = (accountId: string, set: string) => `${labels.get(accountId) ?? accountId}-${setLabel(set)}`;
  const uses = new Map<string, Set<string>>();
  for (const { accountId, permissionSet } of assignments) {
    const name = plain(accountId, permissionSet);
    uses.set(name, (uses.get(name) ?? new Set()).add(`${accountId} ${permissionSet}`));
  }
  return (accountId, set) => {
    const name = plain(accountId, set);
    return uses.get(name)!.size > 1 ? `${accountId}-${setLabel(set)}` : name;
  };
}

function accountLabels(accounts: readonly AccountFacts[]): Map<string, string> {
  const labels = accounts.map(({ id, name }) => [id, name.replace(/[^\w.@+-]+/g, '-').replace(/^-+|-+$/g, '')] as const);
  const uses = new Map<string, number>();
  labels.forEach(([, label]) => uses.set(label.toLowerCase(), (uses.get(label.toLowerCase()) ?? 0) + 1));
  // a name that looks like an id could be taken for another account.
  return new Map(labels.filter(([, label]) => label !== '' && !/^\d{12}(-|$)/.test(label) && uses.get(label.toLowerCase()) === 1));
}

/** Two characters of set names cannot stand in a heading; percent signs cannot stand in set names, so that no two become alike. */
function setLabel(name: string): string {
  return name.replaceAll('=', '%3D').replaceAll(',', '%2C');
}
