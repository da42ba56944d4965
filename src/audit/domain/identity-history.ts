/** A person of the identity store, as one listing has it. */
export interface Person {
  readonly userId: string;
  readonly userName: string;
  readonly email?: string;
  readonly externalId?: string;
  readonly status: 'ENABLED' | 'DISABLED' | 'UNKNOWN';
}

/** What was known of a person, from a moment until another; ISO 8601 in UTC. */
export interface IdentityRow extends Person {
  readonly validFrom: string;
  /** Missing while it is so. */
  readonly validTo?: string;
}

/** So many disappeared at once that one listing does not prove it. */
export interface Suspicion {
  readonly since: string;
  readonly userIds: readonly string[];
}

export interface IdentityHistory {
  readonly rows: readonly IdentityRow[];
  /** When everybody was last seen. */
  readonly lookedAt?: string;
  readonly suspicion?: Suspicion;
}

export type Listing = { readonly kind: 'complete'; readonly people: readonly Person[] } | { readonly kind: 'partial'; readonly reason: string };

export type HistoryStep =
  | { readonly kind: 'unchanged'; readonly reason: 'partial-listing' | 'earlier-than-last' | 'somebody-twice'; readonly history: IdentityHistory }
  | { readonly kind: 'kept'; readonly history: IdentityHistory; readonly opened: number; readonly ended: number; readonly suspected: number };

/** Up to five may always leave between two listings, and up to a tenth of all. */
export const LEAVERS = { most: 5, mostPart: 0.1 };
/** A second look sooner than that could see the same fault. */
export const SECOND_LOOK_HOURS = 12;

/**
 * The history after a listing: a row for each state that a person was ever seen in. Rows are ended and never taken away.
 *
 * Nothing ends anybody's row but a complete listing without that person, and not even that when too many are missing at once:
 * then it takes a second one, twelve hours later. Whose user name somebody else has by then is gone beyond doubt.
 */
export function identityHistory(previous: IdentityHistory, listing: Listing, at: string): HistoryStep {
  if (listing.kind === 'partial') {
    return { kind: 'unchanged', reason: 'partial-listing', history: previous };
  }
  const seen = new Map(listing.people.map((person) => [person.userId, person]));
  if (seen.size !== listing.people.length) {
    return { kind: 'unchanged', reason: 'somebody-twice', history: previous };
  }
  if (previous.lookedAt !== undefined && at <= previous.lookedAt) {
    return { kind: 'unchanged', reason: 'earlier-than-last', history: previous };
  }
  const { ends, suspicion } = disappeared(previous, seen, at);
  let ended = 0;
  const rows = previous.rows.map((row) => {
    const now = seen.get(row.userId);
    const end = row.validTo ?? (now ? (same(row, now) ? undefined : at) : ends.get(row.userId));
    ended += Number(row.validTo === undefined && end !== undefined);
    return end === row.validTo ? row : { ...row, validTo: end };
  });
  const open = new Set(rows.filter(({ validTo }) => validTo === undefined).map(({ userId }) => userId));
  const before = new Map(previous.rows.map((row) => [row.userId, row]));
  const opened = listing.people.filter(({ userId }) => !open.has(userId)).map((person): IdentityRow =>
    ({ ...person, validFrom: beginning(person, before.get(person.userId), { rows, lookedAt: previous.lookedAt }, at) }));
  return {
    kind: 'kept', history: { rows: [...rows, ...opened], lookedAt: at, suspicion }, opened: opened.length, ended,
    suspected: suspicion?.userIds.length ?? 0,
  };
}

/** When the rows of people end who are no longer there, and whose end is not believed yet. */
function disappeared(
  { rows, suspicion }: IdentityHistory, seen: ReadonlyMap<string, Person>, at: string,
): { readonly ends: ReadonlyMap<string, string>; readonly suspicion?: Suspicion } {
  const open = rows.filter(({ validTo }) => validTo === undefined);
  const taken = new Set([...seen.values()].map(nameOf));
  const missing = open.filter(({ userId }) => !seen.has(userId));
  const replaced = missing.filter((row) => taken.has(nameOf(row)));
  const suspected = new Set(suspicion?.userIds);
  const doubtful = missing.filter((row) => !replaced.includes(row));
  const again = doubtful.filter(({ userId }) => suspected.has(userId)).map(({ userId }) => userId);
  const fresh = doubtful.filter(({ userId }) => !suspected.has(userId)).map(({ userId }) => userId);
  const believed = suspicion !== undefined && Date.parse(at) - Date.parse(suspicion.since) >= SECOND_LOOK_HOURS * 3_600_000;
  const tooMany = fresh.length > Math.max(LEAVERS.most, LEAVERS.mostPart * open.length);
  const waiting = [...(believed ? [] : again), ...(tooMany ? fresh : [])];
  return {
    ends: new Map([
      ...replaced.map(({ userId }): [string, string] => [userId, at]),
      ...(believed ? again.map((userId): [string, string] => [userId, suspicion.since]) : []),
      ...(tooMany ? [] : fresh.map((userId): [string, string] => [userId, at])),
    ]),
    suspicion: waiting.length > 0 ? { since: tooMany ? at : suspicion!.since, userIds: waiting } : undefined,
  };
}

/** A new person may have acted since the last listing, unless the name was somebody else's until now. */
function beginning(person: Person, own: IdentityRow | undefined, { rows, lookedAt }: IdentityHistory, at: string): string {
  const stillThere = own !== undefined && own.validTo === undefined;
  const shared = rows.some((row) => row.userId !== person.userId && (row.validTo ?? at) > (lookedAt ?? '')
    && (nameOf(row) === nameOf(person) || (row.externalId !== undefined && row.externalId === person.externalId)));
  return stillThere || shared || lookedAt === undefined ? at : lookedAt;
}

function same(row: Person, now: Person): boolean {
  return row.userName === now.userName && row.email === now.email && row.externalId === now.externalId && row.status === now.status;
}

/** The identity store tells user names apart without regard to case. */
export function nameOf({ userName }: Person): string {
  return userName.toLowerCase();
}

/** One line for each row, as the table of identities reads it. */
export function identityLines(rows: readonly IdentityRow[]): string {
  return rows.map(({ userId, userName, email = null, externalId = null, status, validFrom, validTo = null }) => `${JSON.stringify({
    user_id: userId, user_name: userName, email, external_id: externalId, status, valid_from: validFrom, valid_to: validTo,
  })}\n`).join('');
}
