import { accessOfSize } from './access-of-size';
import { SIZES } from './synth/sizes';
import { modelledSeconds } from '../src/identity/domain/convergence';
import { Accounts, Organization } from 'cdk-zero-trust-landing-zone';

/** Modelled, not measured: operations of five seconds, ten at once, twenty calls a second. */
export function convergenceTable(): Record<string, string>[] {
  const { snapshot, rules } = accessOfSize(SIZES[1000]);
  const organization = Organization.fromObject(snapshot);
  const cells = new Map<string, Set<string>>();
  for (const { group, permissionSet, unit, account } of rules) {
    for (const { accountId } of organization.select(unit ? Accounts.under(unit) : Accounts.named(account!))) {
      cells.set(accountId, (cells.get(accountId) ?? new Set()).add(`${group}|${permissionSet}`));
    }
  }
  const first = [...cells.values()].map(({ size }) => size);
  // a rule for one unit of twenty accounts goes or comes.
  const oneRule = Array.from({ length: 20 }, () => 1);
  const row = (what: string, operationsByAccount: number[], setsPerAccount: number) => ({
    what,
    operations: operationsByAccount.reduce((sum, count) => sum + count, 0).toLocaleString('en'),
    minutes: (modelledSeconds({ operationsByAccount, setsPerAccount }) / 60).toFixed(1),
  });
  return [row('first deployment, 1,000 accounts', first, 20), row('one rule for 20 accounts changed', oneRule, 1)];
}
