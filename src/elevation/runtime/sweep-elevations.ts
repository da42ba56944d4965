import { changedElevation } from './changed-elevation';
import { findUnexplained } from './find-unexplained';
import type { SweepPorts } from './sweep-ports';
import { tellUntold } from './tell-untold';
import { told } from './told';
import { type Elevation, isOpen } from '../domain/elevation';
import { type SweepAction, type SweepView, isExpired, leasesToSettle, sweepPlan } from '../domain/sweep-plan';
import { OVERDUE_MS } from '../domain/timings';

export interface SweepOptions {
  /** Whether sessions of assignments that no lease explains are denied. */
  readonly quarantine: boolean;
  /** How many places one sweep reads the holders of; all of them have their turn. */
  readonly placesAtMost: number;
}

/** What one sweep did, each a count. */
export type SweepCounts = Record<'ended' | 'expired' | 'woken' | 'restarted' | 'announced' | 'stopped' | 'settled' | 'unexplained' | 'failed' | 'open' | 'overdue', number>;

const COUNTED = { end: 'ended', expire: 'expired', wake: 'woken', restart: 'restarted', tell: 'announced' } as const;
const NOBODY: ReadonlySet<string> = new Set();

/**
 * Looks at everything that is open, each minute, and sees that it goes on: the guarantee for when a schedule, an execution or a function was lost.
 *
 * What is due comes before anything that asks other services, and nothing that fails keeps the rest from being done.
 */
export async function sweepElevations(options: SweepOptions, ports: SweepPorts, deadlineMs: number): Promise<SweepCounts> {
  const counts: SweepCounts = {
    ended: 0, expired: 0, woken: 0, restarted: 0, announced: 0, stopped: 0, settled: 0, unexplained: 0, failed: 0, open: 0, overdue: 0,
  };
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    // what is not reached has its turn in the next sweep, which begins with what is most urgent.
    if (ports.clock.nowMs() >= deadlineMs) {
      return undefined;
    }
    return work().catch((error: unknown) => {
      counts.failed++;
      console.error(error);
      return undefined;
    });
  };
  const perform = async (actions: readonly SweepAction[]) => {
    for (const action of actions) {
      await attempt(async () => {
        counts[COUNTED[action.kind]] += await performed(action, ports) ? 1 : 0;
      });
    }
  };

  const nowMs = ports.clock.nowMs();
  const unfinished = await collected(ports.elevations.open());
  const open = unfinished.filter(isOpen);
  counts.open = open.length;
  counts.overdue = open.filter(({ endsAtMs = Infinity }) => nowMs - endsAtMs >= OVERDUE_MS).length;
  const due = sweepPlan(open, { nowMs, absent: NOBODY }).filter(({ kind }) => kind === 'end');
  await perform(due);
  const openIds = new Set(open.map(({ id }) => id));
  const toSettle = leasesToSettle(await attempt(async () => collected(ports.leases.all())) ?? [], openIds);
  for (const { permissionSetArn, accountId, principal } of toSettle) {
    await attempt(async () => {
      await ports.enders.ask({ kind: 'settle', assignment: { permissionSetArn, accountId, principal } });
      counts.settled++;
    });
  }
  const running = await attempt(async () => collected(ports.executions.runningIds()));
  const view: SweepView = { nowMs, running: running && new Set(running), absent: await absentPeople(open, ports, attempt) };
  const asked = new Set(due.map(({ id }) => id));
  await perform(sweepPlan(unfinished, view).filter(({ id }) => !asked.has(id)));
  for (const id of (running ?? []).filter((each) => !openIds.has(each))) {
    await attempt(async () => {
      counts.stopped += await stopped(id, ports) ? 1 : 0;
    });
  }
  counts.unexplained = await attempt(async () => findUnexplained(options, ports, attempt)) ?? 0;
  ports.metrics.record(counts);
  return counts;
}

async function performed(action: SweepAction, ports: SweepPorts): Promise<boolean> {
  const { id } = action;
  const nowMs = ports.clock.nowMs();
  switch (action.kind) {
    case 'end':
      await ports.enders.ask(action);
      return true;
    case 'expire': {
      const { elevation, changed } = await changedElevation(id, ports.elevations, (each) => (isExpired(each, nowMs) ? { kind: 'expired', atMs: nowMs } : undefined));
      await wake(id, ports);
      if (changed) {
        await told(ports.notices, { kind: 'expired', elevation: elevation! });
      }
      return changed;
    }
    case 'wake': return wake(id, ports);
    case 'restart':
      // lists of executions are a moment old.
      if (await ports.executions.running(id)) {
        return false;
      }
      await ports.executions.start(id, Math.floor(nowMs / 60_000));
      return true;
    case 'tell': return tellUntold(id, ports);
  }
}

async function wake(id: string, { elevations, executions }: SweepPorts): Promise<boolean> {
  const token = await elevations.token(id);
  if (token === undefined) {
    return false;
  }
  await executions.wake(token);
  return true;
}

/** An execution whose row is missing or over has nothing to do: rows are written before executions are started. */
async function stopped(id: string, { elevations, executions }: SweepPorts): Promise<boolean> {
  const elevation = await elevations.find(id);
  if (elevation && isOpen(elevation)) {
    return false;
  }
  await executions.stop(id, elevation ? `the elevation is '${elevation.state}'` : 'there is no such elevation');
  return true;
}

type Attempt = <T>(work: () => Promise<T>) => Promise<T | undefined>;

/** Who could not be asked about is not absent. */
async function absentPeople(open: readonly Elevation[], { people }: SweepPorts, attempt: Attempt): Promise<ReadonlySet<string>> {
  const absent = new Set<string>();
  for (const userId of new Set(open.map(({ requesterId }) => requesterId))) {
    const isThere = await attempt(async () => (await people.find(userId))?.enabled ?? false);
    if (isThere === false) {
      absent.add(userId);
    }
  }
  return absent;
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}
