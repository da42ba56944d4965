import fc from 'fast-check';
import type { Lease } from '../../src/elevation/domain/lease';
import { confirmed, gone, isSettled, joined, left, notStanding, reappeared, settling } from '../../src/elevation/domain/lease-life';
import { CLOCK_SKEW_MS, ON_THE_WAY_MS, SETTLE_MS } from '../../src/elevation/domain/timings';
import { T0, anElevation } from '../support/an-elevation';

const one = anElevation({ id: 'one' });
const two = anElevation({ id: 'two' });

function join(lease: Lease | undefined, elevation = one, { standing = false, nowMs = T0 } = {}): Lease {
  const outcome = joined(lease, elevation, standing, nowMs);
  if (outcome.kind === 'wait') {
    throw new Error('it has to wait');
  }
  return outcome.lease;
}

function leaving(lease: Lease, id: string, there = true): Lease {
  const outcome = left(lease, id, there);
  if (outcome.kind === 'not-in-it') {
    throw new Error('it is not in it');
  }
  return outcome.lease;
}

test('the first one observes whether the access was there before, and later ones do not', () => {
  const standing = join(undefined, one, { standing: true });
  expect(standing).toMatchObject({ revision: 1, phase: 'held', elevationIds: ['one'], standing: true });
  expect(join(standing, two, { standing: false })).toMatchObject({ revision: 2, elevationIds: ['one', 'two'], standing: true });
  expect(join(join(undefined), two, { standing: true }).standing).toBe(false);
});

test('who is in it is in it once', () => {
  expect(joined(join(undefined), one, true, T0)).toMatchObject({ kind: 'already', lease: { revision: 1 } });
});

test('the access goes with the last one and not with the first', () => {
  const both = join(join(undefined), two);
  expect(left(both, 'one', true)).toMatchObject({ kind: 'others-stay', lease: { phase: 'held', elevationIds: ['two'] }, explanation: { ids: ['two'] } });
  expect(left(leaving(both, 'one'), 'two', true)).toMatchObject({ kind: 'removing', lease: { phase: 'removing', elevationIds: ['two'] } });
});

test('what was there before stays, unless somebody took it away meanwhile', () => {
  const lease = join(undefined, one, { standing: true });
  expect(left(lease, 'one', true).kind).toBe('standing-stays');
  expect(left(lease, 'one', false)).toMatchObject({ kind: 'removing', lease: { standing: false } });
  expect(left(notStanding(lease), 'one', true).kind).toBe('removing');
});

test('who was never in it does not leave', () => {
  expect([left(undefined, 'one', true).kind, left(join(undefined), 'two', true).kind]).toEqual(['not-in-it', 'not-in-it']);
});

test('an end that is begun again goes on where it is', () => {
  const removing = leaving(join(undefined), 'one');
  expect(left(removing, 'one', true)).toEqual({ kind: 'removing', lease: removing });
});

const removing = leaving(join(undefined), 'one');
const settled = settling(gone(removing, T0), 'elevation/one', T0);

test('nobody joins while it is taken away, nor before its moment is confirmed', () => {
  expect(joined(removing, two, false, T0).kind).toBe('wait');
  expect(joined(settled, two, false, T0 + SETTLE_MS).kind).toBe('wait');
});

test.each([[-1, 'wait'], [0, 'joined']])('%d milliseconds from when no clock and no call can mix up old sessions and new ones, the next one: %s', (ms, kind) => {
  const free = T0 + CLOCK_SKEW_MS + CLOCK_SKEW_MS + ON_THE_WAY_MS;
  expect(joined(confirmed(settled), two, true, free + ms).kind).toBe(kind);
});

test('who joins what settles does not take for standing what a lost call makes', () => {
  const lease = join(confirmed(settled), two, { standing: true, nowMs: T0 + SETTLE_MS });
  expect(lease).toMatchObject({ phase: 'held', elevationIds: ['two'], standing: false });
  expect(lease.settlesAtMs).toBeUndefined();
});

test('what appears while it settles goes again, and then settles anew', () => {
  const again = reappeared(confirmed(settled));
  expect(again).toMatchObject({ phase: 'removing', elevationIds: [] });
  expect(joined(again, two, false, T0 + 2 * SETTLE_MS).kind).toBe('wait');
  expect(settling(gone(again, T0 + 5), 'lease/x', T0 + 5).settlesAtMs).toBe(T0 + 5 + SETTLE_MS);
});

test.each([[SETTLE_MS - 1, false], [SETTLE_MS, true]])('%d milliseconds after it was taken away, whether it is settled is %s', (ms, is) => {
  expect(isSettled(confirmed(settled), T0 + ms)).toBe(is);
  expect(isSettled(settled, T0 + ms)).toBe(false);
});

type Step = { readonly kind: 'join' | 'leave'; readonly who: number } | { readonly kind: 'goOn' | 'reappear' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('join' as const, 'leave' as const), who: fc.nat(3) }),
  fc.record({ kind: fc.constantFrom('goOn' as const, 'goOn' as const, 'reappear' as const) }),
);

test('whatever order people come and go in, what is taken away is held by nobody, and what was standing is never taken away', () => {
  fc.assert(fc.property(fc.boolean(), fc.array(step, { maxLength: 60 }), (standing, steps) => {
    let lease: Lease | undefined;
    let now = T0;
    const members = new Set<string>();
    for (const each of steps) {
      now += 4 * 60_000;
      const before: Lease | undefined = lease;
      if (each.kind === 'join') {
        const outcome = joined(lease, anElevation({ id: `e-${each.who}` }), standing, now);
        if (outcome.kind !== 'wait') {
          lease = outcome.lease;
          members.add(`e-${each.who}`);
        }
      } else if (each.kind === 'leave') {
        const outcome = left(lease, `e-${each.who}`, standing);
        if (outcome.kind !== 'not-in-it') {
          members.delete(`e-${each.who}`);
          lease = outcome.kind === 'standing-stays' ? undefined : outcome.lease;
        }
      } else if (lease?.phase === 'removing') {
        lease = settling(gone(lease, now), 'denial', now);
      } else if (lease?.phase === 'settling') {
        lease = each.kind === 'reappear' ? reappeared(lease) : lease.toConfirm ? confirmed(lease) : isSettled(lease, now) ? undefined : lease;
      }
      expect(lease?.phase === 'held' ? [...lease.elevationIds].sort() : []).toEqual([...members].sort());
      expect(standing && lease !== undefined && lease.phase !== 'held').toBe(false);
      // whoever writes replaces a revision that was read.
      expect(lease === undefined || lease === before || lease.revision > (before?.revision ?? 0)).toBe(true);
    }
  }), { numRuns: 2_000 });
});
