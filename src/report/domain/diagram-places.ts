import { UNDER_ROOT, accountsByUnit } from './account-index';
import { counted } from './number-words';
import { AccessReport, AccountFacts } from './report-model';

/** One row at the right of the drawing: an account, or many of one unit together. */
export interface Place {
  readonly label: string;
  readonly note: string;
  readonly management: boolean;
  readonly accountIds: readonly string[];
}

export interface Frame {
  readonly label: string;
  readonly places: readonly Place[];
}

export interface DrawnPlaces {
  readonly frames: readonly Frame[];
  /** Said under the drawing when accounts are not drawn one by one. */
  readonly summed?: string;
}

/** More rows than this cannot be told apart on one sheet. */
const MOST_ROWS = 30;

/** Accounts one by one; in a larger organization units; in a still larger one the units under the root; then the largest of those. */
export function drawnPlaces(report: AccessReport): DrawnPlaces {
  const { accounts, organization: { managementAccountId } } = report;
  if (accounts.length <= MOST_ROWS) {
    const frames = accountsByUnit(accounts).map(({ unit, accounts: members }) =>
      ({ label: unit || UNDER_ROOT, places: members.map((account) => oneAccount(account, managementAccountId)) }));
    return { frames };
  }
  const management = accounts.filter(({ id }) => id === managementAccountId);
  const others = accounts.filter(({ id }) => id !== managementAccountId);
  const alone = management.map((account) => ({ label: 'Management', places: [oneAccount(account, managementAccountId)] }));
  const units = accountsByUnit(others);
  const inUnits = units.length <= MOST_ROWS;
  const frames = inUnits ? byTopUnit(units.map(({ unit, accounts: members }) => summedPlace(unit, members))) : [{ label: 'Units under the root', places: largest(others) }];
  const many = counted(accounts.length, 'account');
  return { frames: [...alone, ...frames], summed: `${many} are drawn by ${inUnits ? 'unit' : 'the unit under the root that holds them'}: one by one they could not be told apart.` };
}

function oneAccount({ id, name, roles, status }: AccountFacts, managementAccountId: string): Place {
  const management = id === managementAccountId;
  const uses = management ? ['management', ...roles.filter((role) => role !== 'management')] : roles;
  return { label: name, note: status === 'ACTIVE' ? uses.join(', ') : status.toLowerCase(), management, accountIds: [id] };
}

interface UnitPlace extends Place {
  readonly unit: string;
}

function summedPlace(unit: string, members: readonly AccountFacts[]): UnitPlace {
  return { unit, label: unit || UNDER_ROOT, note: counted(members.length, 'account'), management: false, accountIds: members.map(({ id }) => id) };
}

function topUnit(unit: string): string {
  return unit.split('/')[0];
}

function byTopUnit(places: readonly UnitPlace[]): Frame[] {
  const frames = new Map<string, UnitPlace[]>();
  for (const place of places) {
    const top = topUnit(place.unit);
    frames.set(top, [...frames.get(top) ?? [], place]);
  }
  return [...frames].map(([top, members]) => ({ label: top || UNDER_ROOT, places: members }));
}

function largest(accounts: readonly AccountFacts[]): Place[] {
  const tops = accountsByUnit(accounts.map((account) => ({ ...account, unit: topUnit(account.unit) })));
  if (tops.length <= MOST_ROWS) {
    return tops.map(({ unit, accounts: members }) => summedPlace(unit, members));
  }
  const bySize = [...tops].sort((left, right) => right.accounts.length - left.accounts.length);
  const rest = bySize.slice(MOST_ROWS - 1);
  return [
    ...bySize.slice(0, MOST_ROWS - 1).map(({ unit, accounts: members }) => summedPlace(unit, members)),
    { ...summedPlace('', rest.flatMap(({ accounts: members }) => members)), label: `${rest.length} smaller units` },
  ];
}
