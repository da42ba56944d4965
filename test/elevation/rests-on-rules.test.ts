import fc from 'fast-check';
import type { Elevation } from '../../src/elevation/domain/elevation';
import type { ElevationRule, ElevationRules } from '../../src/elevation/domain/elevation-rules';
import { unfounded } from '../../src/elevation/domain/rests-on-rules';
import { strictest } from '../../src/elevation/domain/terms';
import { MINUTE, T0, after, anElevation } from '../support/an-elevation';
import { ACCOUNT, RULES, SET } from '../support/elevation-world';

const RULE: ElevationRule = {
  ...RULES.rules[0], name: 'production', stages: [{ approverGroups: ['leads'], approvals: 1 }, { approverGroups: ['security'], approvals: 1 }], maxSeconds: 3_600,
};
const OTHER: ElevationRule = { ...RULE, name: 'other', maxSeconds: 1_800 };
const rules = (...list: ElevationRule[]): ElevationRules => ({ ...RULES, rules: list, sets: [SET, { ...SET, permissionSet: 'ReadOnly', arn: `${SET.arn}-other` }] });

/** Consented to by two people, and about to begin. */
function row(change: Partial<Elevation> = {}, by: readonly ElevationRule[] = [RULE]): Elevation {
  const terms = { ...strictest(by), rulesVersion: 'v1', ruleNames: by.map(({ name }) => name) };
  const asked = { ...anElevation({ seconds: 1_800 }), terms, accountId: ACCOUNT, permissionSetArn: SET.arn, setName: SET.name };
  const consented = after(asked, { kind: 'consented', approverId: 'bob', stage: 0, atMs: T0 }, { kind: 'consented', approverId: 'cem', stage: 1, atMs: T0 });
  return { ...after(consented, { kind: 'approved', atMs: T0 }, { kind: 'scheduled', atMs: T0, endsAtMs: T0 + 30 * MINUTE }), ...change };
}

test('what rules gave rests on them, by one and by several', () => {
  expect(unfounded(row(), rules(RULE, OTHER), T0)).toBeUndefined();
  expect(unfounded(row({}, [RULE, OTHER]), rules(RULE, OTHER), T0)).toBeUndefined();
});

describe('what somebody else wrote into the row gives nothing:', () => {
  const { terms, consents } = row();
  const rows: [string, Partial<Elevation>, string][] = [
    ['no rules', { terms: { ...terms, ruleNames: [] } }, 'not known'],
    ['a rule that there is not', { terms: { ...terms, ruleNames: ['production', 'made-up'] } }, 'not known'],
    ['another account', { accountId: '000000000009' }, 'do not give this'],
    ['another set', { permissionSet: 'ReadOnly' }, 'do not give this'],
    ['another ARN', { permissionSetArn: `${SET.arn}-other` }, 'not what the rules lend'],
    ['another name', { setName: 'Reader' }, 'not what the rules lend'],
    ['no stages', { terms: { ...terms, stages: [] } }, 'other terms'],
    ['fewer approvals', { terms: { ...terms, stages: terms.stages.map((stage) => ({ ...stage, approvals: 0 })) } }, 'other terms'],
    ['other approvers', { terms: { ...terms, stages: terms.stages.map((stage) => ({ ...stage, approverGroups: ['everybody'] })) } }, 'other terms'],
    ['a longer time to last', { terms: { ...terms, maxSeconds: 43_200 } }, 'other terms'],
    ['more seconds', { seconds: 3_601, endsAtMs: T0 + 3_601_000 }, 'last longer'],
    ['a later end', { endsAtMs: T0 + 30 * MINUTE + 2 * MINUTE + 1 }, 'last longer'],
    ['no end', { endsAtMs: undefined }, 'last longer'],
    ['no consent', { consents: [] }, 'lacks the consent'],
    ['consent of one stage only', { consents: consents.slice(0, 1) }, 'lacks the consent'],
    ['the same person twice', { consents: consents.map((consent) => ({ ...consent, approverId: 'bob' })) }, 'lacks the consent'],
    ['their own consent', { consents: consents.map((consent, index) => (index === 0 ? { ...consent, approverId: 'ann' } : consent)) }, 'lacks the consent'],
  ];
  test.each(rows)('%s', (_name, change, expected) => {
    expect(unfounded(row(change), rules(RULE, OTHER), T0)).toContain(expected);
  });

  test('versions that nobody kept', () => {
    expect(unfounded(row(), undefined, T0)).toContain('not known');
  });

  test('one more rule than it names loosens nothing', () => {
    const generous = { ...RULE, name: 'generous', stages: [], maxSeconds: 43_200 };
    expect(unfounded(row({ seconds: 43_200, endsAtMs: T0 + 43_200_000 }), rules(RULE, generous), T0)).toContain('last longer');
  });
});

test.each([[2 * MINUTE, true], [2 * MINUTE + 1, false]])('an end %i ms later than it should be is laid to clocks: %s', (later, rests) => {
  expect(unfounded(row({ endsAtMs: T0 + 30 * MINUTE + later }), rules(RULE), T0) === undefined).toBe(rests);
});

test('whatever is changed of what decides, nothing is given by it', () => {
  const seed = Date.now() % 1_000_000;
  console.log(`rows: seed ${seed}`);
  const { terms } = row();
  const loosened = fc.record({
    maxSeconds: fc.integer({ min: 3_601, max: 43_200 }), startWithinSeconds: fc.integer({ min: 86_401 }),
    requestExpiresSeconds: fc.integer({ min: 3_601 }), ticketPatterns: fc.array(fc.string(), { minLength: 1 }), allowOverlap: fc.constant(false),
  }, { requiredKeys: [] }).filter((change) => Object.keys(change).length > 0);
  const givesNothing = (change: object) => unfounded(row({ terms: { ...terms, ...change } }), rules(RULE), T0) !== undefined;
  fc.assert(fc.property(loosened, givesNothing), { seed, numRuns: 500 });
});
