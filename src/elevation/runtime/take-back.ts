import type { ElevationPorts } from './ports';
import type { Denial, DenialProof } from '../../containment/domain/denial';
import { finishedOperation } from '../../identity/runtime/finished-operation';
import { IdentityCenterFailure, mayPass } from '../../identity/runtime/identity-center';
import type { EndFacts } from '../domain/end-facts';
import type { Lease } from '../domain/lease';
import { gone, settling } from '../domain/lease-life';
import { sessionsOf } from '../domain/lent-role';
import { CLOCK_SKEW_MS, SESSION_GRACE_MS } from '../domain/timings';

export type TakeBackPorts = Pick<ElevationPorts, 'leases' | 'backend' | 'denials' | 'clock'>;

export interface TakeBackReason {
  readonly denialId: string;
  readonly reason: string;
  /** Called with what is so for sure, before the next step. */
  noted(facts: EndFacts): Promise<void>;
}

/** Neither where nothing had to be denied. */
interface Denied {
  readonly proof?: DenialProof;
  readonly error?: unknown;
}

const TRY_AGAIN_MS = 2_000;

/**
 * Takes away what a lease in 'removing' answers for, and ends the sessions that it made possible. False while something is left to do: each step may be
 * done again, by whoever goes on.
 *
 * 1. All sessions are denied: that is fast, and nobody else has a right to them while the lease is 'removing'.
 * 2. The assignment is removed, and read back as gone. It goes also when the denial failed.
 * 3. The lease says before which moment sessions are denied: whoever does this twice says the same moment.
 * 4. The denial says that moment, so that whoever is given the set again later is let in.
 * 5. The lease settles.
 *
 * Where groups give the person the same, nothing is denied, and the rest is as ever.
 */
export async function takeBack(removing: Lease, why: TakeBackReason, ports: TakeBackPorts, deadlineMs: number): Promise<boolean> {
  let lease = removing;
  if (lease.deniedBeforeMs === undefined) {
    if (lease.standingGroups) {
      await why.noted({ explainedBy: { kind: 'groups', ids: lease.standingGroups } });
    }
    const denied: Denied = lease.standingGroups ? {} : await denial(lease, why, ports).then((proof) => ({ proof }), (error: unknown) => ({ error }));
    if (denied.proof) {
      await why.noted({ deniedAtMs: ports.clock.nowMs(), denialPolicies: denied.proof.policies });
    }
    if (!await isRemoved(lease, ports, deadlineMs)) {
      return false;
    }
    if ('error' in denied) {
      throw denied.error;
    }
    lease = gone(lease, ports.clock.nowMs());
    if (await ports.leases.save(lease) === 'conflict') {
      return false;
    }
  }
  const { deniedBeforeMs } = lease;
  if (!lease.standingGroups) {
    await denial(lease, why, ports);
  }
  await why.noted({ goneAtMs: deniedBeforeMs! - CLOCK_SKEW_MS, ...(lease.standingGroups ? {} : { deniedBeforeMs }) });
  return await ports.leases.save(settling(lease, why.denialId, ports.clock.nowMs())) === 'written';
}

async function denial(lease: Lease, why: TakeBackReason, { denials, clock }: TakeBackPorts): Promise<DenialProof> {
  return (await denials.deny([denialOf(lease, why, clock.nowMs())]))[0];
}

/** The denial of what a lease made possible: of all sessions, or of those issued before a moment once that is known. */
export function denialOf(lease: Lease, { denialId, reason }: Pick<TakeBackReason, 'denialId' | 'reason'>, nowMs: number): Denial {
  const { principal, setName, sessionSeconds, deniedBeforeMs } = lease;
  return {
    id: denialId,
    userId: principal.id,
    scope: { ...sessionsOf(lease, setName), ...(deniedBeforeMs === undefined ? {} : { issuedBeforeMs: deniedBeforeMs }) },
    reason,
    endsAtMs: nowMs + sessionSeconds * 1_000 + SESSION_GRACE_MS,
  };
}

/** Removes until a list is read in which it is not any more; stops when somebody else has gone on. */
async function isRemoved(lease: Lease, { leases, backend, clock }: TakeBackPorts, deadlineMs: number): Promise<boolean> {
  for (;;) {
    const now = await leases.find(lease);
    if (now?.revision !== lease.revision) {
      return false;
    }
    try {
      const begun = await backend.remove(lease);
      await finishedOperation(begun, async (requestId) => backend.removing(lease, requestId), clock, deadlineMs);
    } catch (error) {
      if (!leavesOpen(error)) {
        throw error;
      }
    }
    if (!await isThere(lease, backend)) {
      return true;
    }
    if (clock.nowMs() + TRY_AGAIN_MS >= deadlineMs) {
      return false;
    }
    await clock.sleep(TRY_AGAIN_MS);
  }
}

async function isThere(lease: Lease, backend: TakeBackPorts['backend']): Promise<boolean> {
  try {
    return await backend.holds(lease);
  } catch (error) {
    if (isMissing(error)) {
      return false;
    }
    if (mayPass(error)) {
      return true;
    }
    throw error;
  }
}

/** Of a list it says that there is no such set any more, which nobody can delete while somebody holds it. */
function isMissing(error: unknown): boolean {
  return error instanceof IdentityCenterFailure && error.kind === 'missing';
}

/** Only a list tells: what may pass, and what is said to be missing when it is removed, is there or not. */
function leavesOpen(error: unknown): boolean {
  return mayPass(error) || isMissing(error);
}
