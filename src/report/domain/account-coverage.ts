import { accountsByUnit, unitName } from './account-index';
import { AccessReport, AccountFacts } from './report-model';

/** Which accounts of one unit are meant, told by whichever list is shorter; nothing is left out. */
export interface UnitCoverage {
  readonly unit: string;
  readonly covered: number;
  readonly total: number;
  readonly names: readonly string[];
  /** `only` these accounts, `all` of the unit (named if it is just one), or all `except` these. */
  readonly kind: 'all' | 'only' | 'except';
}

export interface Coverage {
  readonly covered: number;
  /** Every active account of the organization except these few; absent when there are more. */
  readonly everywhereExcept?: readonly string[];
  readonly management: boolean;
  readonly units: readonly UnitCoverage[];
}

/** As many exceptions as a reader takes in at once. */
const FEW = 3;

/** Sums account ids up by unit. The function is made once for a report, then each call costs one look at every account named. */
export function coverageOf(report: AccessReport): (accountIds: readonly string[]) => Coverage {
  const active = report.accounts.filter(({ status }) => status === 'ACTIVE');
  const units = new Map(accountsByUnit(active).map(({ unit, accounts }) => [unit, accounts]));
  const known = new Map(active.map((account) => [account.id, account]));
  return (accountIds) => {
    const unique = [...new Set(accountIds)];
    const meant = unique.map((id) => known.get(id)).filter((account) => account !== undefined);
    const strangers = unique.filter((id) => !known.has(id));
    const missing = active.length - meant.length;
    const nearlyAll = meant.length > 0 && missing <= FEW && missing * 2 <= meant.length && strangers.length === 0;
    return {
      covered: unique.length,
      everywhereExcept: nearlyAll ? namesExcept(active, meant) : undefined,
      management: unique.includes(report.organization.managementAccountId),
      units: [
        ...accountsByUnit(meant).map(({ unit, accounts }) => unitCoverage(unit, accounts, units.get(unit) ?? [])),
        ...outside(strangers, report),
      ],
    };
  };
}

function unitCoverage(unit: string, meant: readonly AccountFacts[], all: readonly AccountFacts[]): UnitCoverage {
  const counts = { unit: unitName(unit), covered: meant.length, total: all.length };
  if (meant.length === all.length) {
    return { ...counts, kind: 'all', names: meant.length === 1 ? [meant[0].name] : [] };
  }
  if (meant.length * 2 <= all.length) {
    return { ...counts, kind: 'only', names: meant.map(({ name }) => name) };
  }
  return { ...counts, kind: 'except', names: namesExcept(all, meant) };
}

function namesExcept(all: readonly AccountFacts[], meant: readonly AccountFacts[]): string[] {
  const ids = new Set(meant.map(({ id }) => id));
  return all.filter(({ id }) => !ids.has(id)).map(({ name }) => name);
}

/** Accounts that are not active or not in the snapshot; a row about them must not vanish. */
function outside(ids: readonly string[], report: AccessReport): UnitCoverage[] {
  const names = new Map(report.accounts.map(({ id, name }) => [id, name]));
  return ids.length === 0 ? [] : [{
    unit: 'Not active or not in the snapshot',
    covered: ids.length,
    total: ids.length,
    kind: 'only',
    names: ids.map((id) => names.get(id) ?? id),
  }];
}

/** A sentence around a list of names, which the caller escapes and joins in its own way. */
export interface UnitWords {
  readonly before: string;
  readonly names: readonly string[];
  readonly after: string;
}

/** One unit in words: `Workloads/Prod (all 3)`, `Network: hub`, `Sandbox: play (1 of 4)`, `Data: all except lake (9 of 10)`. */
export function unitWords({ unit, kind, covered, total, names }: UnitCoverage): UnitWords {
  if (kind === 'all') {
    return total === 1 ? { before: `${unit}: `, names, after: '' } : { before: `${unit} (all ${total})`, names: [], after: '' };
  }
  return { before: `${unit}: ${kind === 'except' ? 'all except ' : ''}`, names, after: ` (${covered} of ${total})` };
}
