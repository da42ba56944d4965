import { lentRoleArn } from '../../src/elevation/domain/lent-role';
import type { AccountAccess, Entitlement } from '../../src/elevation/runtime/account-access';
import { endElevation } from '../../src/elevation/runtime/end-elevation';
import { entitlementBackend } from '../../src/elevation/runtime/entitlement-backend';
import { lendAccess } from '../../src/elevation/runtime/lend-access';
import type { AccessBackend } from '../../src/elevation/runtime/ports';
import { quarantine } from '../../src/elevation/runtime/quarantine';
import type { HeldAssignment, SetPlace } from '../../src/identity/domain/held-access';
import { IdentityCenterFailure } from '../../src/identity/runtime/identity-center';
import { MINUTE, anElevation } from '../support/an-elevation';
import type { Mutation } from '../support/elevation-history';
import { MUTATIONS } from '../support/elevation-mutations';
import { ACCOUNT, CALM, ElevationWorld, RULES, SET } from '../support/elevation-world';
import { lateCreates, playHistories } from '../support/random-elevations';

const SEED = Number(process.env.SEED ?? 20_261_130);
const LENT = lentRoleArn('aws', 'team/Operator');
const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/Operator`;

/** Account access manager over the accesses of a world, which come and go seconds after they were asked for, and whose calls fail like all others. */
function inWorld(backend: AccessBackend): AccountAccess {
  const assignment = (userId: string): HeldAssignment => ({ permissionSetArn: SET.arn, accountId: ACCOUNT, principal: { type: 'USER', id: userId } });
  return {
    create: async (userId) => void await backend.grant(assignment(userId)),
    delete: async (id) => void await backend.remove(assignment(id)).catch((error: unknown) => {
      if (!(error instanceof IdentityCenterFailure && error.kind === 'missing')) {
        throw error;
      }
    }),
    entitlements: async ({ roleArn, userId }, next) => {
      const all = (await backend.holders({ permissionSetArn: SET.arn, accountId: ACCOUNT }))
        .map(({ principal }): Entitlement => ({ id: principal.id, roleArn, principal }))
        .filter(({ principal }) => userId === undefined || principal.id === userId);
      const from = Number(next ?? 0);
      return { items: all.slice(from, from + 1), ...(from + 1 < all.length ? { next: String(from + 1) } : {}) };
    },
  };
}

/** Use cases speak of the role, and the world knows one set. */
const overEntitlements: Mutation = (ports) => {
  const backend = entitlementBackend(inWorld(ports.backend));
  const lent = <T extends SetPlace>(place: T): T => ({ ...place, permissionSetArn: LENT });
  return {
    ...ports,
    backend: {
      grant: async (assignment) => backend.grant(lent(assignment)),
      granting: async (assignment, requestId) => backend.granting(lent(assignment), requestId),
      remove: async (assignment) => backend.remove(lent(assignment)),
      removing: async (assignment, requestId) => backend.removing(lent(assignment), requestId),
      holds: async (assignment) => backend.holds(lent(assignment)),
      holders: async (place) => backend.holders(lent(place)),
    },
  };
};

test('random histories of entitlements end as those of assignments have to', async () => {
  const played = await playHistories(1_500, SEED, overEntitlements);
  expect(played.wrong ?? '').toBe('');
  expect([played.runs, played.actives > 1_200, played.sessions > 2_400]).toEqual([1_500, true, true]);
}, 300_000);

test('so do those of entitlements that come minutes after whoever asked is gone', async () => {
  expect((await playHistories(300, SEED, overEntitlements, lateCreates)).wrong ?? '').toBe('');
}, 300_000);

test('they would show what is wrong', async () => {
  const wrong: Mutation = (ports, world) => overEntitlements(MUTATIONS['standing access is not observed'](ports, world), world);
  expect((await playHistories(1_000, 1, wrong)).wrong).toMatch(/^Error: /);
}, 300_000);

test('a role that is lent is the role that is denied, and let in again from a moment on', async () => {
  const world = new ElevationWorld(1, CALM);
  const row = { ...anElevation({ stages: [] }), permissionSetArn: LENT, setName: 'team/Operator', sessionSeconds: 3_600 };
  world.saveRow({ ...row, state: 'granting', endsAtMs: world.time.nowMs + 30 * MINUTE,
    history: [{ kind: 'granting', atMs: world.time.nowMs, by: 'system' }] });
  const held = new Map<string, string>();
  const accountAccess: AccountAccess = {
    create: async (userId, roleArn) => void held.set(userId, roleArn),
    delete: async (id) => void held.delete(id),
    entitlements: async () => ({ items: [...held].map(([id, roleArn]) => ({ id, roleArn, principal: { type: 'USER' as const, id } })) }),
  };
  const run = async <T>(work: Parameters<ElevationWorld['invoke']>[1]) => {
    const backend = entitlementBackend(accountAccess);
    const done = world.invoke(60, async (ports, deadlineMs) => work({ ...ports, backend }, deadlineMs)) as Promise<T>;
    await world.time.pass(world.time.nowMs + MINUTE);
    return done;
  };
  expect(await run(async (ports, deadlineMs) => lendAccess(row.id, ports, deadlineMs))).toMatchObject({ next: 'active' });
  expect([...held]).toEqual([[row.requesterId, ROLE]]);
  expect(await run(async (ports, deadlineMs) => endElevation({ id: row.id, reason: 'security' }, ports, deadlineMs))).toEqual({ done: true });
  expect(held.size).toBe(0);
  const { scope, endsAtMs } = world.access.denials.get(`elevation/${row.id}`)!;
  expect(scope).toEqual({ kind: 'role', accountId: ACCOUNT, roleName: 'team/Operator', issuedBeforeMs: expect.any(Number) });
  expect(endsAtMs - world.time.nowMs).toBeLessThan(80 * MINUTE);

  const stranger: HeldAssignment = { permissionSetArn: LENT, accountId: ACCOUNT, principal: { type: 'USER', id: 'cem' } };
  const set = { permissionSet: 'Administrator', arn: LENT, name: 'team/Operator', sessionSeconds: 3_600 };
  await run(async (ports) => quarantine(stranger, 0, { ...ports, rules: { current: async () => ({ ...RULES, sets: [set] }) } }));
  expect([...world.access.denials.values()].find(({ userId }) => userId === 'cem')?.scope).toEqual({ kind: 'role', accountId: ACCOUNT, roleName: 'team/Operator' });
});
