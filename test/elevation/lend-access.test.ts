import type { ElevationDenial } from '../../src/elevation/domain/elevation-rules';
import { lendAccess } from '../../src/elevation/runtime/lend-access';
import { assignmentKey } from '../../src/identity/domain/held-access';
import { MINUTE, anElevation } from '../support/an-elevation';
import { ACCOUNT, CALM, ElevationWorld, RULES, SET, personal } from '../support/elevation-world';

const DENIAL: ElevationDenial = { name: 'incident', reason: 'an incident is looked into', groups: ['ops'], permissionSets: [], accountIds: [] };

/** What becomes of access that was asked for before a denial was deployed. */
async function lentUnder(denials: readonly ElevationDenial[]) {
  const world = new ElevationWorld(1, CALM);
  const row = { ...anElevation({ stages: [] }), requestedAtMs: world.time.nowMs, permissionSetArn: SET.arn };
  world.rules = () => ({ ...RULES, denials });
  world.saveRow({ ...row, state: 'scheduled', startsAtMs: world.time.nowMs, endsAtMs: world.time.nowMs + 60 * MINUTE });
  const lent = world.invoke(60, async (ports, deadlineMs) => lendAccess(row.id, ports, deadlineMs));
  await world.time.pass(world.time.nowMs + MINUTE);
  const { next } = await lent;
  const after = world.rows.get(row.id)!;
  return { next, state: after.state, note: after.history.at(-1)?.note, held: world.access.held.has(assignmentKey(personal(row.requesterId))) };
}

test('what was asked for before is lent where nothing forbids it', async () => {
  expect(await lentUnder([])).toMatchObject({ next: 'active', state: 'active', held: true });
});

test('a denial that was deployed since is in force at once', async () => {
  expect(await lentUnder([DENIAL])).toMatchObject({ next: 'over', state: 'failed', note: 'a rule forbids it: an incident is looked into', held: false });
});

test.each([
  ['of other people', { ...DENIAL, groups: ['contractors'] }], ['of another set', { ...DENIAL, permissionSets: ['ReadOnly'] }], ['elsewhere', { ...DENIAL, accountIds: ['000000000009'] }],
])('a denial %s forbids nothing', async (_name, denial) => {
  expect(await lentUnder([denial])).toMatchObject({ next: 'active' });
});

test.each([[[ACCOUNT]], [[]]])('a denial in %j does', async (accountIds) => {
  expect(await lentUnder([{ ...DENIAL, accountIds }])).toMatchObject({ next: 'over' });
});
