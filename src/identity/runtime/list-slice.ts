import type { DriftRecords } from './drift-ports';
import { type Cursor, RunRecords, type RunScope } from './drift-run';
import { everyPage } from './every-page';
import type { IdentityCenter } from './identity-center';
import type { Clock } from '../../private/runtime/clock';
import type { HeldPlace, SetPlace } from '../domain/held-access';

export interface ListSlicePorts {
  readonly identityCenter: Pick<IdentityCenter, 'accountsWith' | 'assignments'>;
  readonly records: DriftRecords;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** One piece of a reading. */
type Unit =
  /** Where a set that is declared, or was, is provisioned, and who holds it in each of these accounts. */
  | { readonly kind: 'set'; readonly permissionSetArn: string }
  /** Where somebody else's set is provisioned. */
  | { readonly kind: 'foreign'; readonly permissionSetArn: string }
  /** Where a set's last change has not arrived. */
  | { readonly kind: 'outdated'; readonly permissionSetArn: string }
  | { readonly kind: 'places'; readonly places: readonly SetPlace[] };

/** Answers that are awaited at once; how many calls are made a second is not decided here. */
const AT_ONCE = 4;

/**
 * Reads until the deadline and says where to go on: a thousand accounts with twenty sets are more than one function's time.
 *
 * A slice that is cut off is read again from where it began, and writes over what it left.
 */
export async function listSlice(
  run: string, cursor: Cursor, ports: ListSlicePorts, deadlineMs: number,
): Promise<Cursor & { readonly done: boolean }> {
  const records = new RunRecords(ports.records, run);
  const units = await unitsOf(cursor.pass, records);
  const reading = new Reading(ports, records, cursor.pass, deadlineMs);
  let { unit, at } = cursor;
  do {
    at = unit < units.length ? await reading.read(units[unit], unit, at) : 0;
    unit += at === 0 ? 1 : 0;
  } while (unit < units.length && ports.clock.nowMs() < deadlineMs);
  await records.savePart(cursor.pass, cursor.part, reading.found());
  return { pass: cursor.pass, unit, at, part: cursor.part + 1, done: unit >= units.length };
}

async function unitsOf(pass: number, records: RunRecords): Promise<Unit[]> {
  const run: RunScope = await records.scope();
  const scope = pass === 1 ? run.scope : (await records.suspicion()).scope;
  return scope.kind === 'all'
    ? [
      ...run.setArns.map((permissionSetArn) => ({ kind: 'set' as const, permissionSetArn })),
      ...run.foreignSetArns.map((permissionSetArn) => ({ kind: 'foreign' as const, permissionSetArn })),
    ]
    : [
      ...(scope.places.length > 0 ? [{ kind: 'places' as const, places: scope.places }] : []),
      ...scope.sets.map((permissionSetArn) => ({ kind: 'outdated' as const, permissionSetArn })),
    ];
}

class Reading {
  private readonly places: HeldPlace[] = [];
  private readonly outdated: SetPlace[] = [];
  private foreignPlaces = 0;
  private readonly foreignSets: string[] = [];

  public constructor(
    private readonly ports: ListSlicePorts,
    private readonly records: RunRecords,
    private readonly pass: number,
    private readonly deadlineMs: number,
  ) {}

  public found() {
    return { places: this.places, outdated: this.outdated, foreignPlaces: this.foreignPlaces, foreignSets: this.foreignSets };
  }

  /** Reads a unit from one of its places on; where to go on, or 0 when all of it is read. */
  public async read(unit: Unit, number: number, at: number): Promise<number> {
    if (unit.kind === 'places') {
      return this.hold(unit.places, at);
    }
    const { permissionSetArn } = unit;
    const accounts = async (which: 'all' | 'outdated') => everyPage((next) => this.ports.identityCenter.accountsWith(permissionSetArn, which, next));
    if (unit.kind === 'foreign') {
      const count = (await accounts('all')).length;
      this.foreignPlaces += count;
      this.foreignSets.push(...(count > 0 ? [permissionSetArn] : []));
      return 0;
    }
    if (at === 0) {
      this.outdated.push(...(await accounts('outdated')).map((accountId) => ({ permissionSetArn, accountId })));
    }
    if (unit.kind === 'outdated') {
      return 0;
    }
    if (at === 0) {
      await this.records.saveAccounts(this.pass, number, await accounts('all'));
    }
    // from the record, so that the order stays what the cursor counts in.
    const where = (await this.records.accounts(this.pass, number)).map((accountId) => ({ permissionSetArn, accountId }));
    return this.hold(where, at);
  }

  private async hold(where: readonly SetPlace[], from: number): Promise<number> {
    for (let at = from; at < where.length; at += AT_ONCE) {
      if (at > from && this.ports.clock.nowMs() >= this.deadlineMs) {
        return at;
      }
      this.places.push(...await Promise.all(where.slice(at, at + AT_ONCE).map(async (place) => ({
        ...place, principals: await everyPage((next) => this.ports.identityCenter.assignments(place, next)),
      }))));
    }
    return 0;
  }
}
