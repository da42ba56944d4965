import { assignmentKey } from '../../src/identity/domain/held-access';
import type { RemovalRules } from '../../src/identity/domain/undeclared-removal';
import {
  ACCOUNTS, DriftWorld, FOREIGN_SET, MANAGEMENT, deletionsOf as deletions, deployedDriftWorld as world, findingsOf as findings, groupId, held, setArn,
} from '../support/drift-world';

const REMOVAL: RemovalRules = { atMost: 10, protectedPrincipals: [], protectedAccounts: [], protectedSets: [] };
const [SANDBOX, PRODUCTION] = ['000000000004', '000000000003'];

test('where everybody holds what is declared, a check finds nothing, tells nobody and counts zeros', async () => {
  const one = world();
  expect(await one.check()).toMatchObject({ missing: 0, undeclared: 0, outdated: 0, removed: 0 });
  expect(one.announced).toEqual([]);
  expect(one.counted).toEqual([{ Missing: 0, Undeclared: 0, Outdated: 0, Removed: 0, BreakerOpen: 0, ForeignSets: 0, ChecksCompleted: 1 }]);
});

test('an assignment that somebody made, one that somebody deleted and a set that was not provisioned are each found by name', async () => {
  const one = world();
  one.identityCenter.hold(held('Builder', PRODUCTION, 'auditors'));
  one.identityCenter.drop(held('Reader', SANDBOX, 'readers'));
  one.identityCenter.change(setArn('Builder'));
  await one.check();
  expect(findings(one).map(({ kind, permissionSet, accountName, group }: any) => [kind, permissionSet, accountName, group]).sort()).toEqual([
    ['missing', 'Reader', 'sandbox', 'readers'],
    ['outdated', 'Builder', 'production', undefined], ['outdated', 'Builder', 'sandbox', undefined],
    ['undeclared', 'Builder', 'production', 'auditors'],
  ]);
  expect(one.announced).toMatchObject([{ missing: 1, undeclared: 1, outdated: 2, removed: 0, part: 1, parts: 1, checked: 'all', list: 'run/findings' }]);
  expect(one.counted).toMatchObject([{ Missing: 1, Undeclared: 1, Outdated: 2, ChecksCompleted: 1 }]);
});

test('a user who was given a declared set is as undeclared as a group', async () => {
  const one = world();
  one.identityCenter.hold({ ...held('Reader', SANDBOX, 'readers'), principal: { type: 'USER', id: 'somebody' } });
  await one.check();
  expect(findings(one)).toMatchObject([{ kind: 'undeclared', principalType: 'USER', principalId: 'somebody' }]);
});

test('sets of others are counted where they are provisioned and are no finding', async () => {
  const one = world({ removal: REMOVAL });
  ACCOUNTS.forEach(({ id }) => one.identityCenter.hold({ permissionSetArn: FOREIGN_SET, accountId: id, principal: { type: 'GROUP', id: 'others' } }));
  expect(await one.check()).toMatchObject({ undeclared: 0 });
  expect(JSON.parse(one.files.get('run/findings')!)).toMatchObject({ foreignPlaces: ACCOUNTS.length, foreignSets: [FOREIGN_SET] });
  expect(one.counted).toMatchObject([{ ForeignSets: 1 }]);
  expect(one.identityCenter.calls.filter(({ method, permissionSetArn }) => method === 'assignments' && permissionSetArn === FOREIGN_SET)).toEqual([]);
});

describe('a set that left the catalogue', () => {
  const GONE = setArn('Gone');
  const leftOver = { ...held('Reader', SANDBOX, 'auditors'), permissionSetArn: FOREIGN_SET };

  /** A world whose set of others was declared once, as 'Foreign', beside one that is gone. */
  function retiring(removal?: RemovalRules): DriftWorld {
    const one = world({ removal });
    one.versions.push({ ...one.document, retired: [{ name: 'Foreign', arn: FOREIGN_SET }, { name: 'Gone', arn: GONE }] });
    return one;
  }

  test('and exists still is not somebody else\'s: whoever holds it is found by its name', async () => {
    const one = retiring();
    one.identityCenter.hold(leftOver);
    expect(await one.check()).toMatchObject({ undeclared: 1, missing: 0 });
    expect(findings(one)).toMatchObject([{ kind: 'undeclared', permissionSet: 'Foreign', accountName: 'sandbox', group: 'auditors' }]);
    expect(one.counted).toMatchObject([{ Undeclared: 1, ForeignSets: 0 }]);
  });

  test('is taken from whoever holds it, where that is asked for', async () => {
    const one = retiring(REMOVAL);
    const before = one.holds();
    one.identityCenter.hold(leftOver);
    expect(await one.check()).toMatchObject({ undeclared: 0, removed: 1 });
    expect(one.holds()).toEqual(before);
  });

  test('stays where its name is protected', async () => {
    const one = retiring({ ...REMOVAL, protectedSets: ['Foreign'] });
    one.identityCenter.hold(leftOver);
    expect(await one.check()).toMatchObject({ removed: 0, breaker: undefined });
    expect(findings(one)).toMatchObject([{ outcome: { kind: 'protected' } }]);
  });

  test('and is gone is not asked about', async () => {
    const one = retiring();
    expect(await one.check()).toMatchObject({ undeclared: 0 });
    expect(one.identityCenter.calls.filter(({ permissionSetArn }) => permissionSetArn === GONE)).toEqual([]);
  });

  test('is checked because of the very event of an assignment, also when it is gone by then', async () => {
    for (const [arn, undeclared] of [[FOREIGN_SET, 1], [GONE, 0]] as const) {
      const one = retiring();
      one.identityCenter.hold(leftOver);
      one.pending.set('event', {
        kind: 'assignment', place: { permissionSetArn: arn, accountId: SANDBOX }, principalId: 'x', created: true, deed: { by: 'ada', at: '2026-11-01' },
      });
      expect(await one.check({ whole: false })).toMatchObject({ undeclared });
    }
  });

  test('is not provisioned again: what is inside it does not matter any more', async () => {
    const one = retiring();
    one.pending.set('event', { kind: 'deployment' });
    one.identityCenter.hold(leftOver);
    one.identityCenter.change(FOREIGN_SET);
    expect(await one.check({ whole: false })).toMatchObject({ outdated: 0, undeclared: 1 });
    expect(one.identityCenter.calls.filter(({ method }) => method === 'provision')).toEqual([]);
  });
});

test('a list that answers late once makes no finding', async () => {
  const one = world();
  one.clock.advance(10_000);
  one.identityCenter.drop(held('Reader', SANDBOX, 'readers'));
  one.clock.advance(1_000);
  one.identityCenter.hold(held('Reader', SANDBOX, 'readers'));
  one.identityCenter.staleMs = () => (one.clock.nowMs() < Date.UTC(2026, 10, 1) + 40_000 ? 1_000 : 0);
  expect(await one.check()).toMatchObject({ missing: 0 });
  expect(one.files.has('run/suspicious')).toBe(true);
});

test('what elevation answers for is no drift', async () => {
  const one = world({ removal: REMOVAL });
  const elevated = { ...held('Builder', PRODUCTION, 'x'), principal: { type: 'USER' as const, id: 'on-call' } };
  one.ledger.set(assignmentKey(elevated), elevated);
  one.identityCenter.hold(elevated);
  expect(await one.check()).toMatchObject({ undeclared: 0, removed: 0 });
  expect(deletions(one)).toEqual([]);
});

test('an account that moved is compared with what the rules give it where it stands now', async () => {
  const one = world();
  one.places.set(PRODUCTION, { ...ACCOUNTS[2], path: 'Sandbox' });
  await one.check();
  expect(findings(one)).toMatchObject([{ kind: 'missing', permissionSet: 'Builder', accountName: 'production', group: 'builders' }]);
});

test('while a deployment is under way nothing is read, and what was asked for stays', async () => {
  const one = world();
  one.pending.set('event', { kind: 'deployment' });
  one.deployment = 'underWay';
  expect(await one.check({ whole: false })).toBeUndefined();
  expect(one.identityCenter.calls).toEqual([]);
  expect([...one.pending.keys()]).toEqual(['event']);
});

test('a check whose document changed while it read tells nothing', async () => {
  const one = world();
  one.identityCenter.hold(held('Builder', PRODUCTION, 'auditors'));
  one.identityCenter.before = ({ method }) => {
    if (method === 'assignments' && one.versions.length === 1) {
      one.versions.push({ ...one.document });
    }
    return undefined;
  };
  expect(await one.check()).toBeUndefined();
  expect(one.announced).toEqual([]);
});

describe('a check of what somebody just changed', () => {
  const place = { permissionSetArn: setArn('Builder'), accountId: PRODUCTION };
  const created = { kind: 'assignment' as const, place, principalId: groupId('auditors'), created: true, deed: { by: 'arn:aws:iam::000000000002:user/ada', at: '2026-11-01T10:00:00Z' } };

  test('reads that set in that account only, and says who did it', async () => {
    const one = world();
    one.identityCenter.hold(held('Builder', PRODUCTION, 'auditors'));
    one.identityCenter.drop(held('Reader', SANDBOX, 'readers'));
    one.pending.set('event', created);
    await one.check({ whole: false });
    expect(new Set(one.identityCenter.calls.map(({ method, accountId }) => `${method} ${accountId}`))).toEqual(new Set([`assignments ${PRODUCTION}`]));
    expect(findings(one)).toMatchObject([{ kind: 'undeclared', made: created.deed }]);
    expect(one.pending.size).toBe(0);
  });

  test('counts what it found and does not say that all is well elsewhere', async () => {
    const one = world();
    one.identityCenter.hold(held('Builder', PRODUCTION, 'auditors'));
    one.pending.set('event', created);
    await one.check({ whole: false });
    expect(one.counted).toEqual([{ Undeclared: 1 }]);
  });

  test('of a set that is somebody else\'s reads nothing', async () => {
    const one = world();
    one.pending.set('event', { ...created, place: { ...place, permissionSetArn: FOREIGN_SET } });
    expect(await one.check({ whole: false })).toBeUndefined();
    expect([one.identityCenter.calls.length, one.pending.size]).toEqual([0, 0]);
  });

  test('of a changed set reads where it has not arrived, and does not provision it', async () => {
    const one = world();
    one.identityCenter.change(setArn('Builder'));
    one.pending.set('event', { kind: 'set', permissionSetArn: setArn('Builder'), deed: created.deed });
    expect(await one.check({ whole: false })).toMatchObject({ outdated: 1 });
    expect(one.identityCenter.calls.every(({ method }) => method === 'accountsWith')).toBe(true);
  });
});

test('who made an undeclared assignment is looked up where no event told', async () => {
  const one = world();
  const hand = held('Builder', PRODUCTION, 'auditors');
  one.identityCenter.hold(hand);
  one.history.set(`${hand.permissionSetArn}|${PRODUCTION}|${hand.principal.id}`, { by: 'arn:aws:iam::000000000002:role/console', at: '2026-10-30T08:00:00Z' });
  await one.check();
  expect(findings(one)).toMatchObject([{ made: { by: 'arn:aws:iam::000000000002:role/console' } }]);
});

describe('after a deployment', () => {
  const deployed = (options = {}) => {
    const one = world(options);
    one.pending.set('deployed', { kind: 'deployment' });
    return one;
  };

  test('a set that has not arrived is provisioned again and read back', async () => {
    const one = deployed();
    one.identityCenter.change(setArn('Reader'));
    expect(await one.check({ whole: false })).toMatchObject({ outdated: 0 });
    expect(one.identityCenter.outdated(setArn('Reader'))).toEqual([]);
    expect(findings(one).map(({ outcome }: any) => outcome.kind)).toEqual(['provisioned', 'provisioned', 'provisioned']);
    expect(one.identityCenter.peakInFlight).toBeLessThanOrEqual(3);
  });

  test('one that cannot be provisioned is tried three times and told with the reason', async () => {
    const one = deployed();
    one.identityCenter.change(setArn('Builder'));
    one.identityCenter.fails = (kind) => (kind === 'provisioning' ? 'the policy team-edge does not exist' : undefined);
    expect(await one.check({ whole: false })).toMatchObject({ outdated: 1 });
    expect(one.identityCenter.calls.filter(({ method }) => method === 'provision')).toHaveLength(3);
    expect(findings(one)).toMatchObject([{ outcome: { kind: 'left', because: 'the policy team-edge does not exist' } }]);
  });

  test('in the management account nothing is provisioned', async () => {
    const one = deployed();
    one.identityCenter.hold(held('Builder', MANAGEMENT, 'builders'));
    one.identityCenter.change(setArn('Builder'));
    await one.check({ whole: false });
    expect(one.identityCenter.outdated(setArn('Builder'))).toEqual([MANAGEMENT]);
    expect(one.identityCenter.calls.filter(({ method }) => method === 'provision').map(({ accountId }) => accountId)).toEqual([SANDBOX]);
  });
});

test('a reading that stops at its deadline goes on where it stopped, and finds the same', async () => {
  const [long, short] = [world(), world()];
  for (const one of [long, short]) {
    one.identityCenter.hold(held('Builder', PRODUCTION, 'auditors'));
  }
  await long.check();
  await short.check({ sliceMs: 1 });
  expect(findings(short)).toEqual(findings(long));
  expect([...short.files.keys()].filter((name) => name.startsWith('run/read-1-')).length).toBeGreaterThan([...long.files.keys()].filter((name) => name.startsWith('run/read-1-')).length);
});

test('no more than eight calls are made in any second', async () => {
  const one = world();
  const times: number[] = [];
  one.identityCenter.before = () => void times.push(one.clock.nowMs());
  await one.check();
  const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
  expect(busiest).toBe(8);
});
