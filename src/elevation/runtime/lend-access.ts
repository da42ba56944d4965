import { changedElevation } from './changed-elevation';
import type { PinnedRules } from './pinned-rules';
import type { ElevationPorts } from './ports';
import { told } from './told';
import { finishedOperation } from '../../identity/runtime/finished-operation';
import { IdentityCenterFailure, mayPass } from '../../identity/runtime/identity-center';
import { isDenied } from '../domain/decide-request';
import { type Elevation, type EndReason, isOpen } from '../domain/elevation';
import type { Lease } from '../domain/lease';
import { assignmentOf, joined, notStanding } from '../domain/lease-life';
import { unfounded } from '../domain/rests-on-rules';
import { endIsDue, isExpired } from '../domain/sweep-plan';
import { CREATE_NEEDS_MS, GRANT_WITHIN_MS } from '../domain/timings';

export type LendPorts = Pick<ElevationPorts, 'elevations' | 'leases' | 'rules' | 'backend' | 'people' | 'notices' | 'clock'> & { readonly pinnedRules: PinnedRules };

/** What the execution does next. */
export type Lent =
  | { readonly next: 'again'; readonly waitSeconds: number }
  | { readonly next: 'active'; readonly endsAt: string }
  | { readonly next: 'end' }
  | { readonly next: 'over' };

const READ_BACK_MS = 2_000;

/**
 * Makes access that has its consent and whose end is scheduled. Running it twice, also at once, does no harm.
 *
 * 1. The row says 'granting': from now on somebody ends it.
 * 2. The lease has its id: the assignment has somebody who answers for it.
 * 3. The row is read once more: an end that came in between found no lease to leave.
 * 4. The assignment is made, if enough of the invocation is left that a call which is lost on its way is soon known to be.
 * 5. It is read back: what Identity Center says it did, and is not there, is not access.
 * 6. The row says 'active'.
 */
export async function lendAccess(id: string, ports: LendPorts, deadlineMs: number): Promise<Lent> {
  const found = await ports.elevations.find(id);
  const isDue = found !== undefined && (found.state === 'granting' || (found.state === 'scheduled' && ports.clock.nowMs() >= (found.startsAtMs ?? 0)));
  if (!isDue) {
    return nextOf(found, ports);
  }
  const hindrance = await hindranceOf(found, ports);
  const elevation = found.state === 'scheduled' ? await granting(id, hindrance, ports) : found;
  if (elevation?.state !== 'granting') {
    return nextOf(elevation, ports);
  }
  if (ports.clock.nowMs() - sinceMs(elevation) >= GRANT_WITHIN_MS) {
    return failed(elevation, 'grant-failed', 'it took too long', ports);
  }
  if (hindrance !== undefined) {
    return failed(elevation, hindrance.reason, hindrance.note, ports);
  }
  try {
    return await lent(elevation, ports, deadlineMs);
  } catch (error) {
    if (error instanceof IdentityCenterFailure) {
      return mayPass(error) ? again(5) : failed(elevation, 'grant-failed', error.message, ports);
    }
    throw error;
  }
}

/** From 'scheduled' on: to 'granting', or to its end where nothing may begin. */
async function granting(id: string, hindrance: Hindrance | undefined, ports: LendPorts): Promise<Elevation | undefined> {
  const nowMs = ports.clock.nowMs();
  const { elevation, changed } = await changedElevation(id, ports.elevations, (each) => {
    if (each.state !== 'scheduled') {
      return undefined;
    }
    if (isExpired(each, nowMs)) {
      return { kind: 'expired', atMs: nowMs };
    }
    return hindrance === undefined ? { kind: 'granting', atMs: nowMs } : { kind: 'failed', atMs: nowMs, note: hindrance.note };
  });
  if (changed && (elevation?.state === 'expired' || elevation?.state === 'failed')) {
    await told(ports.notices, { kind: elevation.state, elevation, ...(hindrance === undefined ? {} : { detail: hindrance.note }) });
  }
  return elevation;
}

function nextOf(elevation: Elevation | undefined, { clock }: LendPorts): Lent {
  if (!elevation || !isOpen(elevation)) {
    return { next: 'over' };
  }
  switch (elevation.state) {
    case 'active': return { next: 'active', endsAt: new Date(elevation.endsAtMs!).toISOString() };
    case 'ending': return { next: 'end' };
    default: return again(Math.max(1, Math.ceil(((elevation.startsAtMs ?? 0) - clock.nowMs()) / 1_000)));
  }
}

interface Hindrance {
  readonly reason: EndReason;
  readonly note: string;
}

/** Whoever asked may have left since, and who wrote the row may have written what no rule gives. */
async function hindranceOf(elevation: Elevation, { people, pinnedRules, rules: inForce, clock }: LendPorts): Promise<Hindrance | undefined> {
  const { requesterId, terms } = elevation;
  const person = await people.find(requesterId);
  if (!person?.enabled) {
    return { reason: 'requester-left', note: 'whoever asked is disabled or gone' };
  }
  const rules = await pinnedRules.version(terms.rulesVersion);
  const note = unfounded(elevation, rules, clock.nowMs());
  if (note !== undefined) {
    return { reason: 'grant-failed', note };
  }
  const asking = (rules?.rules ?? []).filter(({ name }) => terms.ruleNames.includes(name)).flatMap(({ requesterGroups }) => requesterGroups);
  // terms stay as they were; a denial is in force from the moment it is deployed.
  const { denials } = await inForce.current();
  const groups = await people.groupsOf(requesterId, [...new Set([...asking, ...denials.flatMap((denial) => denial.groups)])]);
  const denial = denials.find((each) => isDenied(each, elevation, { groups }));
  if (denial) {
    return { reason: 'grant-failed', note: `a rule forbids it: ${denial.reason}` };
  }
  return groups.some((group) => asking.includes(group)) ? undefined
    : { reason: 'requester-left', note: 'whoever asked is not in a group any more that may' };
}

async function lent(elevation: Elevation, ports: LendPorts, deadlineMs: number): Promise<Lent> {
  const assignment = assignmentOf(elevation);
  const lease = await joinedLease(elevation, ports);
  if (!lease) {
    return again(15);
  }
  if (await ports.backend.holds(assignment)) {
    return activated(elevation, ports);
  }
  if (lease.standing && await ports.leases.save(notStanding(lease)) === 'conflict') {
    return again(1);
  }
  const now = await ports.elevations.find(elevation.id);
  if (now?.state !== 'granting' || endIsDue(now, ports.clock.nowMs())) {
    // the lease has the id of something that ends: whoever ends it, or looks after leases, takes it out.
    return { next: 'end' };
  }
  if (deadlineMs - ports.clock.nowMs() < CREATE_NEEDS_MS) {
    return again(1);
  }
  const begun = await ports.backend.grant(assignment);
  const ask = async (requestId: string) => ports.backend.granting(assignment, requestId);
  for (let operation = begun; ; operation = await ask(begun.requestId)) {
    operation = await finishedOperation(operation, ask, ports.clock, deadlineMs);
    if (operation.status === 'FAILED') {
      return failed(elevation, 'grant-failed', operation.failureReason ?? 'Identity Center gave no reason', ports);
    }
    if (await ports.backend.holds(assignment)) {
      return activated(elevation, ports);
    }
    if (ports.clock.nowMs() + READ_BACK_MS >= deadlineMs) {
      return again(1);
    }
    await ports.clock.sleep(READ_BACK_MS);
  }
}

/** Undefined where somebody else's end is not over yet, or somebody else was faster. */
async function joinedLease(elevation: Elevation, { leases, backend, clock }: LendPorts): Promise<Lease | undefined> {
  const assignment = assignmentOf(elevation);
  const lease = await leases.find(assignment);
  // read only where nobody answers for it: what elevations made would look as if it had always been there.
  const standing = lease ? lease.standing : await backend.holds(assignment);
  const outcome = joined(lease, elevation, standing, clock.nowMs());
  if (outcome.kind === 'already') {
    return outcome.lease;
  }
  return outcome.kind === 'joined' && await leases.save(outcome.lease) === 'written' ? outcome.lease : undefined;
}

async function activated({ id }: Elevation, ports: LendPorts): Promise<Lent> {
  const { elevation, changed } = await changedElevation(id, ports.elevations, () => ({ kind: 'active', atMs: ports.clock.nowMs() }));
  if (changed) {
    await told(ports.notices, { kind: 'granted', elevation: elevation! });
  }
  return nextOf(elevation, ports);
}

async function failed({ id }: Elevation, reason: EndReason, note: string, ports: LendPorts): Promise<Lent> {
  const { elevation } = await changedElevation(id, ports.elevations, (each) => (
    each.state === 'granting' ? { kind: 'ending', atMs: ports.clock.nowMs(), reason, by: 'system', note } : undefined));
  return nextOf(elevation, ports);
}

function sinceMs({ history }: Elevation): number {
  return history.find(({ kind }) => kind === 'granting')!.atMs;
}

function again(waitSeconds: number): Lent {
  return { next: 'again', waitSeconds };
}
