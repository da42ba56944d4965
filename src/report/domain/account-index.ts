import { AccessReport, AccountFacts } from './report-model';
import { compare } from '../../organization/domain/order';

/** What stands for a unit's name when an account hangs directly under the root. */
export const UNDER_ROOT = 'Directly under the root';

export function unitName(unit: string): string {
  return unit || UNDER_ROOT;
}

/** Accounts by id, made once for each section so that no row searches a list. */
export function accountsById(report: AccessReport): ReadonlyMap<string, AccountFacts> {
  return new Map(report.accounts.map((account) => [account.id, account]));
}

/** The account's name; its id when the snapshot does not know it. */
export function accountName(accounts: ReadonlyMap<string, AccountFacts>, id: string): string {
  return accounts.get(id)?.name ?? id;
}

/** Accounts that guardrails can bind now: active, and not the management account. */
export function activeMembers({ accounts, organization }: AccessReport): AccountFacts[] {
  return accounts.filter(({ id, status }) => status === 'ACTIVE' && id !== organization.managementAccountId);
}

export interface UnitAccounts {
  readonly unit: string;
  readonly accounts: readonly AccountFacts[];
}

/** Accounts by unit: first those under the root, then the units by path, each in the report's own order. */
export function accountsByUnit(accounts: readonly AccountFacts[]): UnitAccounts[] {
  const units = new Map<string, AccountFacts[]>();
  for (const account of accounts) {
    const members = units.get(account.unit) ?? [];
    members.push(account);
    units.set(account.unit, members);
  }
  return [...units].sort(([left], [right]) => compare(left, right)).map(([unit, members]) => ({ unit, accounts: members }));
}
