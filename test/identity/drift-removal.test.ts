import type { RemovalRules } from '../../src/identity/domain/undeclared-removal';
import { MANAGEMENT, deletionsOf as deletions, deployedDriftWorld as world, findingsOf as findings, groupId, held } from '../support/drift-world';

const REMOVAL: RemovalRules = { atMost: 10, protectedPrincipals: [], protectedAccounts: [], protectedSets: [] };
const PRODUCTION = '000000000003';

describe('removal', () => {
  const hand = (count: number) => ['auditors', 'readers', 'builders', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8', 'x9'].slice(0, count).map((group) => held('Builder', PRODUCTION, group));

  test('is off unless somebody asks for it', async () => {
    const one = world();
    hand(1).forEach((each) => one.identityCenter.hold(each));
    expect(await one.check()).toMatchObject({ undeclared: 1, removed: 0 });
    expect(deletions(one)).toEqual([]);
  });

  test('takes what is undeclared, reads it back, and leaves everything else', async () => {
    const one = world({ removal: REMOVAL });
    const before = one.holds();
    hand(1).forEach((each) => one.identityCenter.hold(each));
    expect(await one.check()).toMatchObject({ undeclared: 0, removed: 1 });
    expect(one.holds()).toEqual(before);
    expect(one.announced).toMatchObject([{ removed: 1, findings: [{ outcome: { kind: 'removed' } }] }]);
  });

  // four assignments are declared; with those made by hand there are five or six, of which one may go: 10 %, rounded up.
  test.each([[1, 1, undefined], [2, 0, '2 assignments would be removed; one check removes at most 1 (10, or 10 % of 6)']])(
    'of %i undeclared assignments takes %i', async (count, removed, breaker) => {
      const one = world({ removal: REMOVAL });
      hand(count).forEach((each) => one.identityCenter.hold(each));
      expect(await one.check()).toMatchObject({ removed, ...(breaker ? { breaker } : {}) });
      expect(deletions(one)).toHaveLength(removed);
      expect(one.counted).toMatchObject([{ BreakerOpen: breaker ? 1 : 0 }]);
    });

  test.each([
    ['a principal', { protectedPrincipals: [groupId('auditors')] }], ['an account', { protectedAccounts: [PRODUCTION] }], ['a set', { protectedSets: ['Builder'] }],
  ])('leaves %s that is protected, lists it and raises no alarm', async (_, protects) => {
    const one = world({ removal: { ...REMOVAL, ...protects } });
    hand(1).forEach((each) => one.identityCenter.hold(each));
    expect(await one.check()).toMatchObject({ undeclared: 0, removed: 0 });
    expect(findings(one)).toMatchObject([{ outcome: { kind: 'protected' } }]);
    expect(deletions(one)).toEqual([]);
  });

  test('takes nothing in the management account', async () => {
    const one = world({ removal: REMOVAL });
    one.identityCenter.hold(held('Reader', MANAGEMENT, 'readers'));
    await one.check();
    expect(findings(one)).toMatchObject([{ outcome: { kind: 'protected', because: 'it is in the management account, where this check changes nothing' } }]);
    expect(deletions(one)).toEqual([]);
  });

  test('takes nothing at all while a protected set is none of the catalogue\'s: the list would protect nothing', async () => {
    const one = world({ removal: { ...REMOVAL, protectedSets: ['Bilder'] } });
    hand(1).forEach((each) => one.identityCenter.hold(each));
    expect(await one.check()).toMatchObject({ removed: 0, breaker: expect.stringContaining('Bilder') });
  });

  test('takes nothing after a deployment that failed half-way', async () => {
    const one = world({ removal: REMOVAL });
    one.deployment = 'broken';
    hand(1).forEach((each) => one.identityCenter.hold(each));
    expect(await one.check()).toMatchObject({ undeclared: 1, removed: 0, breaker: expect.stringContaining('failed') });
  });

  test('goes on where a deletion is refused for now, and tells one that Identity Center does not make', async () => {
    const one = world({ removal: REMOVAL });
    hand(1).forEach((each) => one.identityCenter.hold(each));
    let refused = 0;
    one.identityCenter.before = ({ method }) => (method === 'deleteAssignment' && refused++ < 3 ? 'throttled' : undefined);
    expect(await one.check()).toMatchObject({ removed: 1 });
    one.identityCenter.hold(hand(1)[0]);
    one.identityCenter.fails = (kind) => (kind === 'deletion' ? 'the role is in use' : undefined);
    await one.check({ run: 'again' });
    expect(JSON.parse(one.files.get('again/findings')!).findings).toMatchObject([{ outcome: { kind: 'left', because: 'the role is in use' } }]);
  });
});
