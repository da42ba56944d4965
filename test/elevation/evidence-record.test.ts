import { evidenceRecord } from '../../src/elevation/domain/evidence-record';
import { T0, after, inState } from '../support/an-elevation';

const ended = (facts: object) => after(inState('ending'), { kind: 'noted', facts }, { kind: 'ended', atMs: T0 + 5_000 });

test('the evidence says who, what, why, who consented and when', () => {
  expect(evidenceRecord(ended({}))).toMatchObject({
    elevationId: 'e-1', state: 'ended', requester: 'ann', accountId: '000000000003', permissionSet: 'Administrator', justification: 'a deployment went wrong',
    consents: [{ stage: 0, approver: 'bob', at: '2026-11-01T00:00:00.000Z' }], rules: { version: 'v1-e-1', names: ['production'] }, endReason: 'time',
    clocks: { due: '2026-11-01T01:00:00.000Z', over: '2026-11-01T00:00:05.000Z' },
  });
});

test.each([
  ['a denial, when it was read back, and which policies hold it', { deniedAtMs: T0, deniedBeforeMs: T0 + 60_000, denialPolicies: ['p-1'], goneAtMs: T0 },
    { kind: 'denied', readBackAt: '2026-11-01T00:00:00.000Z', issuedBefore: '2026-11-01T00:01:00.000Z', policies: ['p-1'] }],
  ['others of the same person', { explainedBy: { kind: 'elevations', ids: ['e-2'] } }, { kind: 'go-on', elevations: ['e-2'] }],
  ['access that was there before', { explainedBy: { kind: 'standing' } }, { kind: 'go-on', because: expect.stringContaining('before') }],
  ['a denial, also where it first looked as if others went on', { explainedBy: { kind: 'standing' }, deniedAtMs: T0 }, { kind: 'denied' }],
])('the evidence says what became of sessions: %s', (_, facts, sessions) => {
  expect(evidenceRecord(ended(facts))).toMatchObject({ sessions });
});

test('where nothing was lent it says that', () => {
  expect(evidenceRecord(inState('failed'))).toMatchObject({ state: 'failed', sessions: { kind: 'none', because: 'nothing was lent' } });
});

test('it can be written as JSON, and says what a denial does not reach', () => {
  const record = evidenceRecord(ended({ deniedAtMs: T0 }));
  expect(JSON.parse(JSON.stringify(record)).limits.join(' ')).toMatch(/applications.*assumed out of a session/);
});
