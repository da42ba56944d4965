import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Accounts, Evidence, Exemption, type GuardrailProps, GuardrailTarget, LongLivedCredentialDenySCP, Rollout, Stage } from '../../src';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, smallOrganization } from '../support/small-organization';

const POLICY = 'zero-trust-long-lived-credentials';

function synth(rollout: Rollout, change: Partial<GuardrailProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const guardrail = new LongLivedCredentialDenySCP(stack, 'Deny', { organization: smallOrganization(), rollout, asOf: '2026-11-01', ...change });
  return { stack, guardrail };
}

/** Of the document that is deployed when nothing is exempt. */
const HASH = synth(Rollout.stages([])).guardrail.contentHash;

function found(change: object = {}, policy: object = {}) {
  return {
    schemaVersion: 1, unit: 'Workloads/Production', from: '2026-09-01', to: '2026-10-01', approver: 'ada@example.com', approvedAt: '2026-10-02',
    policies: [{ name: POLICY, sha256: HASH, evaluated: 100, denied: 0, undeterminable: 0, ...policy }], ...change,
  };
}

/** The guardrail, enforced on one unit because of evidence. */
const enforcedBy = (evidence: object, unit = 'Workloads/Production', change: Partial<GuardrailProps> = {}) =>
  synth(Rollout.stages([{ unit, stage: Stage.enforce({ evidence: Evidence.fromObject(evidence) }) }]), change);

const refused = (act: () => unknown) => codes(refusal(act));

test('the hash is that of the document as it is sent', () => {
  expect(HASH).toMatch(/^[0-9a-f]{64}$/);
  expect(() => enforcedBy(found())).not.toThrow();
});

describe('what it speaks of', () => {
  test('another document: the message prints both hashes', () => {
    const message = refusal(() => enforcedBy(found({}, { sha256: 'a'.repeat(64) })));
    expect(codes(message)).toEqual(['EvidenceHash']);
    expect(message).toContain('a'.repeat(64));
    expect(message).toContain(HASH);
  });

  test('a guardrail that got an exemption after the replay is another document; one that got another name is not', () => {
    const exemption = Exemption.accounts(Accounts.named('sandbox'), { reason: 'migrates', owner: 'shop', ticket: 'SEC-1', expires: '2027-01-31' });
    expect(refused(() => enforcedBy(found(), undefined, { exemptions: [exemption] }))).toEqual(['EvidenceHash']);
    expect(() => enforcedBy(found({}, { name: 'renamed' }), undefined, { policyName: 'renamed' })).not.toThrow();
  });

  test.each([
    ['the unit itself', 'Workloads/Production', 'Workloads/Production', []],
    ['a unit above', 'Workloads', 'Workloads/Production', []],
    ['the whole organization', '/', 'Workloads/Production', []],
    ['the whole organization, for the root', '/', '/', []],
    ['another unit', 'Sandbox', 'Workloads/Production', ['EvidenceUnit']],
    ['a unit below', 'Workloads/Production', 'Workloads', ['EvidenceUnit']],
    ['a unit whose name begins alike', 'Work', 'Workloads', ['EvidenceUnit']],
    ['one unit, for the root', 'Workloads', '/', ['EvidenceUnit']],
  ])('events of %s: %s for %s', (_, unit, enforced, expected) => {
    const act = () => enforcedBy(found({ unit }), enforced);
    expect(expected.length > 0 ? refused(act) : act().guardrail.targetIds.length).toEqual(expected.length > 0 ? expected : 1);
  });

  test('another policy', () => {
    const message = refusal(() => enforcedBy(found({}, { name: 'zero-trust-root-deny' })));
    expect(codes(message)).toEqual(['EvidencePolicy']);
    expect(message).toContain("'zero-trust-root-deny'");
  });

  test.each([
    ['its unit', 'Sandbox', []], ['the whole organization', '/', []], ['another unit', 'Workloads', ['EvidenceUnit']],
  ])('an account may be enforced by events of %s: %s', (_, unit, expected) => {
    const stage = Stage.enforce({ evidence: Evidence.fromObject(found({ unit })) });
    const act = () => synth(Rollout.targets([{ target: GuardrailTarget.account('sandbox'), stage }]));
    expect(expected.length > 0 ? refused(act) : act().guardrail.targetIds.length).toEqual(expected.length > 0 ? expected : 1);
  });

  test.each([['2026-10-31', []], ['2026-11-01', []], ['2026-11-02', ['EvidenceDate']]])('an approval on %s, asked on the first of November', (approvedAt, expected) => {
    const act = () => enforcedBy(found({ approvedAt }));
    expect(expected.length > 0 ? refused(act) : act().guardrail.targetIds.length).toEqual(expected.length > 0 ? expected : 1);
  });

  test('another unit and another document are both said', () => {
    expect(refused(() => enforcedBy(found({ unit: 'Sandbox' }, { sha256: 'b'.repeat(64) })))).toEqual(['EvidenceUnit', 'EvidenceHash']);
  });
});

const shape = (change: object, policy: object = {}) => () => Evidence.fromObject(found(change, policy));

describe('its form', () => {
  test('problems are said all at once', () => {
    const message = refusal(shape({ schemaVersion: 2, unit: '', from: 'yesterday', approver: ' ' }, { sha256: 'ABC', evaluated: -1, denied: 0.5, undeterminable: '0' }));
    expect(codes(message)).toEqual(Array.from({ length: 8 }, () => 'EvidenceShape'));
    expect(message).toContain('8 problems');
  });

  test.each([['schemaVersion'], ['unit'], ['from'], ['to'], ['policies'], ['approver'], ['approvedAt']])('%s must be there', (member) => {
    expect(refusal(shape({ [member]: undefined }))).toContain(member);
  });

  test.each<[string, () => unknown]>([
    ['no object', () => Evidence.fromObject('evidence')],
    ['nothing', () => Evidence.fromObject(null)],
    ['a list', () => Evidence.fromObject([found()])],
  ])('%s is refused', (_, act) => {
    expect(refused(act)).toEqual(['EvidenceShape']);
  });

  test.each([
    ['a period of one day', { from: '2026-10-01', to: '2026-10-01' }, []],
    ['a period that ends before it begins', { from: '2026-10-02', to: '2026-10-01' }, ['EvidenceShape']],
    ['an approval on its last day', { to: '2026-10-02' }, []],
    ['an approval before its last day', { to: '2026-10-03' }, ['EvidenceShape']],
    ['no policy', { policies: [] }, ['EvidenceShape']],
    ['a policy named twice', { policies: [found().policies[0], { ...found().policies[0], denied: 1 }] }, ['EvidenceShape']],
    ['a day that the calendar does not have', { from: '2026-02-30' }, ['EvidenceShape']],
  ])('%s', (_, change, expected) => {
    expect(expected.length > 0 ? refused(shape(change)) : shape(change)()).toEqual(expected.length > 0 ? expected : expect.any(Evidence));
  });

  test.each([[10, 90, []], [0, 100, []], [10, 91, ['EvidenceShape']], [101, 0, ['EvidenceShape']]])(
    'of 100 events, %d denied and %d undeterminable', (denied, undeterminable, expected) => {
      const act = shape({}, { denied, undeterminable });
      expect(expected.length > 0 ? refused(act) : act()).toEqual(expected.length > 0 ? expected : expect.any(Evidence));
    });
});

describe('from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (text: string) => {
    const path = join(folder, 'evidence.json');
    writeFileSync(path, text);
    return path;
  };

  test('it is the same as from memory', () => {
    expect(Evidence.fromFile(written(JSON.stringify(found())))).toEqual(Evidence.fromObject(found()));
  });

  test.each<[string, () => unknown, string]>([
    ['a file that is not there', () => Evidence.fromFile(join(folder, 'nowhere.json')), 'EvidenceUnreadable'],
    ['a file that is no JSON', () => Evidence.fromFile(written('{')), 'EvidenceUnreadable'],
    ['a file of another form', () => Evidence.fromFile(written('{}')), 'EvidenceShape'],
  ])('%s is refused, and the message says which file', (_, act, code) => {
    const message = refusal(act);
    expect(new Set(codes(message))).toEqual(new Set([code]));
    expect(message).toContain(folder);
  });
});

describe('what it found', () => {
  const warned = (evidence: object, pattern: string) => Annotations.fromStack(enforcedBy(evidence).stack).findWarning('*', Match.stringLikeRegexp(pattern));

  test.each([[0, 0, 0], [1, 0, 1], [0, 1, 1], [60, 40, 1]])('%d denied and %d undeterminable requests give %d warnings', (denied, undeterminable, expected) => {
    expect(warned(found({}, { denied, undeterminable }), `The evidence for ${POLICY} in 'Workloads/Production' counts ${denied} .*denies.* ${undeterminable} `
      + '.*; ada@example.com approved it on 2026-10-02')).toHaveLength(expected);
    expect(warned(found({}, { denied, undeterminable }), 'counts')).toHaveLength(expected);
  });

  test.each([['2026-08-03', 0], ['2026-08-02', 1]])('evidence that ends on %s, asked on the first of November, gives %d warnings', (to, expected) => {
    expect(warned(found({ from: '2026-07-01', to }), `ends on ${to}, 91 days before 2026-11-01`)).toHaveLength(expected);
    expect(warned(found({ from: '2026-07-01', to }), 'ends on')).toHaveLength(expected);
  });

  test('what was found of another policy is not told here', () => {
    const other = { name: 'zero-trust-root-deny', sha256: 'c'.repeat(64), evaluated: 9, denied: 9, undeterminable: 0 };
    const { stack } = enforcedBy(found({ policies: [...found().policies, other] }));
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('evidence'))).toEqual([]);
  });
});

test("the reason to enforce is evidence or somebody's word: neither, or both, is refused", () => {
  const evidence = Evidence.fromObject(found());
  expect(refusal(() => Stage.enforce({}))).toContain("[EnforceReason] Stage.enforce has neither 'evidence' nor 'acknowledgement'");
  expect(refusal(() => Stage.enforce({ evidence, acknowledgement: 'tried' }))).toContain("[EnforceReason] Stage.enforce has both 'evidence' and 'acknowledgement'");
  expect([Stage.enforce({ evidence }).name, Stage.enforce({ acknowledgement: 'tried' }).name]).toEqual(['enforce', 'enforce']);
});
