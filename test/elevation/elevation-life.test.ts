import fc from 'fast-check';
import { type ElevationState, isOpen } from '../../src/elevation/domain/elevation';
import { type Change, endFor, moved, stageMissing, wasActive } from '../../src/elevation/domain/elevation-life';
import { MINUTE, STATES, T0, after, anElevation, inState } from '../support/an-elevation';

const CHANGES: Readonly<Record<Change['kind'], Change>> = {
  consented: { kind: 'consented', approverId: 'bob', stage: 0, atMs: T0 },
  approved: { kind: 'approved', atMs: T0 },
  scheduled: { kind: 'scheduled', atMs: T0, endsAtMs: T0 + 60 * MINUTE },
  granting: { kind: 'granting', atMs: T0 },
  active: { kind: 'active', atMs: T0 },
  ending: { kind: 'ending', atMs: T0, reason: 'requester', by: 'ann' },
  ended: { kind: 'ended', atMs: T0 },
  rejected: { kind: 'rejected', atMs: T0, by: 'bob', note: 'not today' },
  withdrawn: { kind: 'withdrawn', atMs: T0, by: 'ann' },
  expired: { kind: 'expired', atMs: T0 },
  failed: { kind: 'failed', atMs: T0, note: 'refused' },
  consentAsked: { kind: 'consentAsked', stage: 0 },
  rejectionTold: { kind: 'rejectionTold' },
  endAnnounced: { kind: 'endAnnounced' },
  noted: { kind: 'noted', facts: { goneAtMs: T0 } },
};
const KINDS = Object.keys(CHANGES) as Change['kind'][];

/** Every way there is; a consent completes nothing by itself. */
const WAYS: Readonly<Record<ElevationState, Partial<Record<Change['kind'], ElevationState>>>> = {
  requested: { consented: 'requested', consentAsked: 'requested', rejected: 'rejected', withdrawn: 'withdrawn', expired: 'expired' },
  approved: { scheduled: 'scheduled', withdrawn: 'withdrawn', expired: 'expired', failed: 'failed' },
  scheduled: { granting: 'granting', withdrawn: 'withdrawn', expired: 'expired', failed: 'failed' },
  granting: { active: 'active', ending: 'ending' },
  active: { ending: 'ending', endAnnounced: 'active' },
  ending: { ended: 'ended', noted: 'ending' },
  ended: {}, rejected: { rejectionTold: 'rejected' }, withdrawn: {}, expired: {}, failed: {},
};

test.each(STATES.flatMap((state) => KINDS.map((kind) => [state, kind, WAYS[state][kind]] as const)))(
  "what is '%s' and is to become '%s' is afterwards: %s", (state, kind, becomes) => {
    const before = inState(state);
    const outcome = moved(before, CHANGES[kind]);
    expect(outcome.kind === 'moved' ? outcome.elevation.state : undefined).toBe(becomes);
    if (outcome.kind === 'moved') {
      expect(outcome.elevation.revision).toBe(before.revision + 1);
      expect(inState(state)).toEqual(before);
    }
  });

test('what had all its consent is approved, and not before', () => {
  const one = anElevation();
  expect(moved(one, CHANGES.approved)).toEqual({ kind: 'impossible', reason: 'consent is missing' });
  expect(after(one, CHANGES.consented, CHANGES.approved).state).toBe('approved');
  expect(after(anElevation({ stages: [] }), CHANGES.approved).state).toBe('approved');
});

test.each([
  ['the requester', { approverId: 'ann', stage: 0 }, 'nobody consents to their own request'],
  ['somebody in a later stage', { approverId: 'bob', stage: 1 }, 'consent is not asked for in stage 1'],
])('%s does not consent', (_, who, reason) => {
  const one = anElevation({ stages: [{ approverGroups: ['a'], approvals: 1 }, { approverGroups: ['b'], approvals: 1 }] });
  expect(moved(one, { kind: 'consented', atMs: T0, ...who })).toEqual({ kind: 'impossible', reason });
});

test('nobody consents twice, also not in two stages', () => {
  const stages = [{ approverGroups: ['a'], approvals: 1 }, { approverGroups: ['a'], approvals: 1 }];
  const once = after(anElevation({ stages }), CHANGES.consented);
  expect(stageMissing(once)).toBe(1);
  expect(moved(once, { kind: 'consented', approverId: 'bob', stage: 1, atMs: T0 })).toEqual({ kind: 'impossible', reason: 'this person consented before' });
  expect(stageMissing(after(once, { kind: 'consented', approverId: 'cem', stage: 1, atMs: T0 }))).toBeUndefined();
});

test.each([[0, 'impossible'], [1, 'moved'], [60 * MINUTE, 'moved'], [60 * MINUTE + 1, 'impossible']])(
  'an end %d milliseconds after it was scheduled is %s for an hour of access', (ms, kind) => {
    expect(moved(inState('approved'), { kind: 'scheduled', atMs: T0, endsAtMs: T0 + ms }).kind).toBe(kind);
  });

test.each([[60 * MINUTE - 1, 'moved'], [60 * MINUTE, 'impossible']])('access that begins %d milliseconds into its hour is %s', (ms, kind) => {
  expect(moved(inState('scheduled'), { kind: 'granting', atMs: T0 + ms }).kind).toBe(kind);
});

test('access that was asked for at a time ends by that time, however late it begins', () => {
  expect(endFor({ startsAtMs: T0, seconds: 60 }, T0 + 30_000)).toBe(T0 + MINUTE);
  expect(endFor({ seconds: 60 }, T0 + 30_000)).toBe(T0 + MINUTE + 30_000);
});

test('what ends without ever having been active has failed, and what was active has ended', () => {
  const never = after(inState('granting'), CHANGES.ending);
  expect([moved(never, CHANGES.ended).kind, moved(never, CHANGES.failed).kind]).toEqual(['impossible', 'moved']);
  expect([moved(inState('ending'), CHANGES.ended).kind, moved(inState('ending'), CHANGES.failed).kind]).toEqual(['moved', 'impossible']);
});

test('what was noted first about an end stays', () => {
  const twice = after(inState('ending'), { kind: 'noted', facts: { deniedAtMs: 1 } }, { kind: 'noted', facts: { deniedAtMs: 2, goneAtMs: 3 } });
  expect(twice.endFacts).toEqual({ deniedAtMs: 1, goneAtMs: 3 });
});

test.each(['consentAsked', 'rejectionTold', 'endAnnounced'] as const)("'%s' twice is as once, and no line of the history", (kind) => {
  const before = inState(({ consentAsked: 'requested', rejectionTold: 'rejected', endAnnounced: 'active' } as const)[kind]);
  const [once, twice] = [after(before, CHANGES[kind]), after(before, CHANGES[kind], CHANGES[kind])];
  expect({ ...twice, revision: once.revision }).toEqual(once);
  expect(once.history).toEqual(before.history);
});

test('consent that was asked for in a later stage is not asked for in an earlier one', () => {
  expect(after(anElevation(), { kind: 'consentAsked', stage: 1 }, { kind: 'consentAsked', stage: 0 }).consentAskedFor).toBe(1);
});

test('the history says who did what and why', () => {
  expect(after(inState('active'), CHANGES.ending).history.slice(-1)).toEqual([{ kind: 'ending', atMs: T0, by: 'ann', note: 'requester' }]);
  expect(inState('failed').history.slice(-1)).toEqual([{ kind: 'failed', atMs: T0, by: 'system', note: 'refused' }]);
  expect(inState('approved').history.map(({ kind, by }) => [kind, by])).toEqual([['requested', 'ann'], ['consented', 'bob'], ['approved', 'system']]);
});

test('whatever is tried in whatever order, access comes only after consent and an end that is known, and what is over stays over', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...KINDS), { maxLength: 40 }), (kinds) => {
    let one = anElevation();
    for (const kind of kinds) {
      const outcome = moved(one, CHANGES[kind]);
      if (outcome.kind === 'impossible') {
        continue;
      }
      expect([isOpen(one), one.state === 'rejected' && kind === 'rejectionTold']).toContain(true);
      one = outcome.elevation;
      if (['granting', 'active', 'ending'].includes(one.state)) {
        expect([stageMissing(one), one.endsAtMs]).toEqual([undefined, T0 + 60 * MINUTE]);
      }
      expect(one.state === 'ended').toBe(wasActive(one) && !isOpen(one));
    }
  }), { numRuns: 2_000 });
});
