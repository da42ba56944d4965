import { type DenialPorts, PolicyBusy, type StoredPolicy } from './ports';
import { type DenialPlaces, type DenialPlan, denialPlan } from '../domain/denials-in-force';

/** A worker writes no longer than this; after it another may. */
const HOLDING_MS = 20_000;
/** A write that is begun ends within this, or is given up. */
const WRITE_MS = 6_000;
const MOST_TRIES = 8;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 2_000;

/** Whose denials they are, and how long there is time. */
export interface Worker {
  /** Unlike any other worker's, each time. */
  readonly owner: string;
  readonly deadlineMs: number;
}

export interface Projection {
  readonly plan: DenialPlan;
  /** Names of policies that said something else and were written. */
  readonly written: readonly string[];
  /** When all of it was read back. */
  readonly verifiedAtMs: number;
  /** Names of the service control policies, by their number. */
  readonly names: readonly string[];
  readonly managementName?: string;
}

/**
 * Makes the policies say what the ledger holds, and reads back that they do. One worker at a time: the others wait, and find it done.
 *
 * Order: lock → read the ledger → write down who stands where → write the policies that differ → read all of them → release. Whatever stops it, the next worker,
 * or the one that comes each minute, begins anew from the ledger.
 */
export async function projectDenials(places: DenialPlaces, worker: Worker, ports: DenialPorts): Promise<Projection> {
  const { ledger, clock } = ports;
  const heldUntilMs = await lock(worker, ports);
  try {
    const denials = await ledger.all();
    const plan = denialPlan(denials, clock.nowMs(), places);
    const standing = new Map(denials.map(({ id, slot }) => [id, slot]));
    const moved = plan.placed.filter(({ id, slot }) => standing.get(id) !== slot);
    if (moved.length > 0) {
      await ledger.place(moved);
    }
    const write = writing(heldUntilMs, worker, ports);
    const slots = await ports.policies.slots();
    const written: string[] = [];
    for (const [index, policy] of slots.slice(0, places.count).entries()) {
      if (await write(policy, plan.documents[index], (found, content) => ports.policies.write(found, content))) {
        written.push(policy.name);
      }
    }
    const { management } = ports.policies;
    const managed = management && await management.read();
    if (managed && await write(managed, plan.managementDocument!, (found, content) => management.write(found, content))) {
      written.push(managed.name);
    }
    await verify(plan, ports);
    return { plan, written, verifiedAtMs: clock.nowMs(), names: slots.map(({ name }) => name), managementName: managed?.name };
  } finally {
    await ledger.release(worker.owner);
  }
}

async function lock({ owner, deadlineMs }: Worker, { ledger, clock }: DenialPorts): Promise<number> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 1.5)) {
    const nowMs = clock.nowMs();
    if (await ledger.take(owner, nowMs + HOLDING_MS, nowMs)) {
      return nowMs + HOLDING_MS;
    }
    if (clock.nowMs() + wait > deadlineMs) {
      throw new Error('another worker is writing denials for too long; what was asked for is kept, and the next one takes it');
    }
    await clock.sleep(wait * (0.5 + clock.random()));
  }
}

/** Writes where something else stands. A write that could outlast the lock is not begun: it might undo what the next worker wrote. */
function writing(heldUntilMs: number, { deadlineMs }: Worker, { clock }: DenialPorts) {
  return async (policy: StoredPolicy, content: string, write: (policy: StoredPolicy, content: string) => Promise<void>): Promise<boolean> => {
    if (policy.content === content) {
      return false;
    }
    for (let tries = 1; ; tries++) {
      if (clock.nowMs() + WRITE_MS > Math.min(heldUntilMs, deadlineMs)) {
        throw new Error('there was no time left to write a denial; it is kept, and the next worker writes it');
      }
      try {
        await write(policy, content);
        return true;
      } catch (error) {
        if (!(error instanceof PolicyBusy) || tries === MOST_TRIES) {
          throw error;
        }
        await clock.sleep(FIRST_WAIT_MS * 2 ** Math.min(tries, 3) * (0.5 + clock.random()));
      }
    }
  };
}

async function verify(plan: DenialPlan, { policies }: DenialPorts): Promise<void> {
  const found = await policies.slots();
  const wrong = plan.documents.flatMap((document, slot) => (found[slot]?.content === document ? [] : [found[slot]?.name ?? `number ${slot + 1}`]));
  const managed = await policies.management?.read();
  if (managed && managed.content !== plan.managementDocument) {
    wrong.push(managed.name);
  }
  if (wrong.length > 0) {
    throw new Error(`what was written into ${wrong.join(', ')} could not be read back; it is kept, and the next worker writes it again`);
  }
}
