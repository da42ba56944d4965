import { type ElevationWorld, type Worker, type WorldPorts, STANDING_GROUP, never } from './elevation-world';
import { assignmentKey, placeKey } from '../../src/identity/domain/held-access';

/** Everything that use cases ask, over one world, for one invocation. */
export function worldPorts(world: ElevationWorld, worker: Worker): WorldPorts {
  const on = (kind: 'table' | 'sso' | 'denials' | 'other') => async <T>(work: () => T) => world.effect(worker, kind, work);
  const [table, sso, denials, other] = [on('table'), on('sso'), on('denials'), on('other')];
  const { access, rows, leases } = world;
  return {
    clock: {
      nowMs: () => world.time.nowMs + worker.skewMs,
      random: () => world.dice.roll(),
      sleep: async (ms) => {
        await world.time.sleep(ms);
        return worker.dead ? never() : undefined;
      },
    },
    elevations: {
      find: async (id) => table(() => rows.get(id)),
      create: async (row) => table(() => {
        world.saveRow(row);
        return row;
      }),
      save: async (row) => table(() => world.saveRow(row)),
      ofRequester: async (userId) => table(() => ({ items: [...rows.values()].filter(({ requesterId }) => requesterId === userId) })),
      open: async function* () {
        yield* await table(() => world.index());
      },
      rememberToken: async (id, token) => table(() => void world.tokens.set(id, token)),
      token: async (id) => table(() => world.tokens.get(id)),
    },
    leases: {
      find: async (assignment) => table(() => leases.get(assignmentKey(assignment))),
      save: async (lease) => table(() => {
        const key = assignmentKey(lease);
        if ((leases.get(key)?.revision ?? 0) !== lease.revision - 1) {
          return 'conflict';
        }
        world.checkGroups(lease);
        leases.set(key, lease);
        return 'written';
      }),
      delete: async (lease) => table(() => {
        const key = assignmentKey(lease);
        if (leases.get(key)?.revision !== lease.revision) {
          return 'conflict';
        }
        leases.delete(key);
        return 'written';
      }),
      all: async function* () {
        yield* await table(() => [...leases.values()]);
      },
    },
    rules: { current: async () => table(() => world.rules()) },
    pinnedRules: { version: async (version) => table(() => world.pinnedRules(version)) },
    backend: {
      grant: async (assignment) => sso(() => world.create(worker, assignment)),
      granting: async (_, requestId) => sso(() => access.status(requestId)),
      remove: async (assignment) => sso(() => {
        world.checkOrder(assignment);
        return access.delete(assignment);
      }),
      removing: async (_, requestId) => sso(() => access.status(requestId)),
      holds: async (assignment) => sso(() => access.held.has(assignmentKey(assignment))),
      holders: async (place) => sso(() => [STANDING_GROUP, ...access.held.values()].filter((each) => placeKey(each) === placeKey(place))),
    },
    people: {
      find: async (id) => other(() => ({ id, enabled: !world.disabled.has(id) })),
      groupsOf: async (id, groups) => other(() => groups.filter((group) => group === 'ops' || (group === STANDING_GROUP.principal.id && access.members.has(id)))),
    },
    denials: {
      deny: async (given) => denials(() => {
        given.forEach((denial) => access.denials.set(denial.id, denial));
        world.checkDenial(given.map(({ id }) => id));
        return given.map(({ id }) => ({ id, policies: ['p-1'], verifiedAtMs: world.time.nowMs }));
      }),
      lift: async (ids) => denials(() => ids.map((id) => {
        access.denials.delete(id);
        return { id, policies: [], verifiedAtMs: world.time.nowMs };
      })),
    },
    schedules: {
      scheduleEnd: async (id, atMs) => other(() => {
        world.schedules.set(id, atMs);
        world.schedule(id, atMs);
      }),
      cancelEnd: async (id) => other(() => void world.schedules.delete(id)),
    },
    executions: {
      start: async (id) => other(() => world.start(id)),
      running: async (id) => other(() => world.running.has(id)),
      runningIds: async function* () {
        yield* await other(() => [...world.running]);
      },
      stop: async (id) => other(() => void world.running.delete(id)),
      wake: async (token) => other(() => world.wake(token)),
    },
    notices: { publish: async (notice) => other(() => void world.notices.push(notice)) },
    evidence: { keep: async (record) => table(() => void world.evidence.set(record.elevationId, record)) },
    enders: { ask: async (work) => other(() => world.ask(work)) },
    unexplained: {
      all: async () => table(() => [...world.unexplained.values()]),
      add: async (found) => table(() => void world.unexplained.set(assignmentKey(found.assignment), found)),
      remove: async (assignment) => table(() => void world.unexplained.delete(assignmentKey(assignment))),
    },
    attention: { call: async (subject, body) => other(() => void world.calls.push(`${subject}: ${body}`)) },
    metrics: { record: () => {} },
  };
}
