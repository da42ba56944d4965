import { App, Stack } from 'aws-cdk-lib';
import { GuardrailTarget, LongLivedCredentialDenySCP, Rollout, type RolloutStage, Stage, type TargetStage } from '../../src';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, SANDBOX, SANDBOX_UNIT, SECURITY_UNIT, WORKLOADS_UNIT, smallOrganization } from '../support/small-organization';

const enforce = Stage.enforce({ acknowledgement: 'tried' });

/** A guardrail with a rollout. */
function synth(rollout: Rollout, policyName?: string) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new LongLivedCredentialDenySCP(stack, 'Deny', { organization: smallOrganization(), rollout, policyName, asOf: '2026-11-01' });
}

const stages = (...given: [unit: string, stage: Stage][]) =>
  Rollout.stages(given.map(([unit, stage]): RolloutStage => ({ unit, stage })));
const targets = (...given: [target: GuardrailTarget, stage: Stage][]) =>
  Rollout.targets(given.map(([target, stage]): TargetStage => ({ target, stage })));
const refused = (act: () => unknown) => codes(refusal(act));

describe('where it binds', () => {
  test.each<[string, Rollout, string[]]>([
    ['only units in the stage enforce', stages(['Sandbox', enforce], ['Workloads', Stage.observe()], ['Security', Stage.draft()]), [SANDBOX_UNIT]],
    ['a slash is the root', stages(['/', enforce]), ['r-root']],
    ['the root as a target', targets([GuardrailTarget.root(), enforce]), ['r-root']],
    ['a unit as a target', targets([GuardrailTarget.unit('Workloads'), enforce]), [WORKLOADS_UNIT]],
    ['an account by name', targets([GuardrailTarget.account('sandbox'), enforce]), [SANDBOX]],
    ['an account by id', targets([GuardrailTarget.account(SANDBOX), enforce]), [SANDBOX]],
    ['no stage: nowhere', stages(), []],
    ['drafts only: nowhere', stages(['/', Stage.draft()]), []],
  ])('%s', (_, rollout, expected) => {
    expect(synth(rollout).targetIds).toEqual(expected);
  });

  test('which account is bound follows from the units above it', () => {
    const guardrail = synth(stages(['Workloads', enforce], ['Security', Stage.observe()]));
    const bound = smallOrganization().accounts.filter(({ accountId }) => guardrail._binds(accountId)).map(({ name }) => name);
    expect(bound).toEqual(['production']);
  });

  test('the management account is never bound, even under the root', () => {
    const guardrail = synth(stages(['/', enforce]));
    expect([guardrail._binds(MANAGEMENT), guardrail._binds(SANDBOX)]).toEqual([false, true]);
  });
});

describe('a guardrail with a rollout of its own', () => {
  const rollout = stages(['Sandbox', enforce]).forPolicy('careful', stages(['Workloads', enforce], ['Sandbox', Stage.observe()]));

  test.each([['careful', [WORKLOADS_UNIT]], ['others', [SANDBOX_UNIT]]])('%s', (policyName, expected) => {
    expect(synth(rollout, policyName).targetIds).toEqual(expected);
  });

  test('the last one said counts, and the rollout it was said of stays as it was', () => {
    const again = rollout.forPolicy('careful', stages(['Security', enforce]));
    expect(synth(again, 'careful').targetIds).toEqual([SECURITY_UNIT]);
    expect(synth(rollout, 'careful').targetIds).toEqual([WORKLOADS_UNIT]);
  });

  test('what is wrong with another policy is not said of this one', () => {
    const wrongElsewhere = stages(['Sandbox', enforce]).forPolicy('careful', stages(['Nowhere', enforce]));
    expect(() => synth(wrongElsewhere, 'others')).not.toThrow();
    expect(refused(() => synth(wrongElsewhere, 'careful'))).toEqual(['UnitUnknown']);
  });
});

describe('what is refused', () => {
  test.each<[string, string[], () => unknown]>([
    ['a unit named twice', ['RolloutUnitTwice'], () => stages(['Sandbox', enforce], ['Sandbox', Stage.observe()])],
    ['the root named as a unit and as a target of its own', ['RolloutUnitTwice'], () => targets([GuardrailTarget.root(), enforce], [GuardrailTarget.root(), Stage.draft()])],
    ['an account named twice', ['RolloutUnitTwice'], () => targets([GuardrailTarget.account('sandbox'), enforce], [GuardrailTarget.account('sandbox'), enforce])],
    ['an acknowledgement that says nothing', ['AcknowledgementBlank'], () => Stage.enforce({ acknowledgement: '  ' })],
    ['an unknown unit in the stage draft', ['UnitUnknown'], () => synth(stages(['Nowhere', Stage.draft()]))],
    ['an unknown account', ['AccountUnknown'], () => synth(targets([GuardrailTarget.account('nobody'), enforce]))],
    ['the management account', ['TargetIsManagement'], () => synth(targets([GuardrailTarget.account('management'), enforce]))],
    ['each of two unknown places', ['UnitUnknown', 'AccountUnknown'], () => synth(targets([GuardrailTarget.unit('Nowhere'), enforce], [GuardrailTarget.account('nobody'), enforce]))],
    ['a unit under one that is enforced', ['RolloutShadowed'], () => synth(stages(['Workloads', enforce], ['Workloads/Production', Stage.observe()]))],
    ['a unit under the enforced root', ['RolloutShadowed'], () => synth(stages(['/', enforce], ['Sandbox', Stage.draft()]))],
    ['an account under a unit that is enforced', ['RolloutShadowed'], () => synth(targets([GuardrailTarget.unit('Sandbox'), enforce], [GuardrailTarget.account('sandbox'), Stage.observe()]))],
    ['an account named by its name and by its id', ['RolloutUnitTwice'], () => synth(targets([GuardrailTarget.account('sandbox'), enforce], [GuardrailTarget.account(SANDBOX), enforce]))],
    ['an account in one stage by name and in another by id', ['RolloutUnitTwice'],
      () => synth(targets([GuardrailTarget.account('sandbox'), Stage.draft()], [GuardrailTarget.account(SANDBOX), Stage.observe()]))],
  ])('%s', (_, expected, act) => {
    expect(refused(act)).toEqual(expected);
  });

  test.each<[string, Rollout]>([
    ['a unit under one that is observed', stages(['Workloads', Stage.observe()], ['Workloads/Production', enforce])],
    ['a unit enforced under one that is enforced', stages(['Workloads', enforce], ['Workloads/Production', enforce])],
    ['a unit beside one that is enforced', stages(['Workloads', enforce], ['Sandbox', Stage.observe()])],
    ['a unit and an account of the same name', targets([GuardrailTarget.unit('Sandbox'), enforce], [GuardrailTarget.account('sandbox'), enforce])],
  ])('but not %s', (_, rollout) => {
    expect(() => synth(rollout)).not.toThrow();
  });

  test('of a shadowed unit the message says by what', () => {
    expect(refusal(() => synth(stages(['/', enforce], ['Sandbox', Stage.draft()])))).toContain("'Sandbox' is in the stage draft, but guardrails are enforced on '/'");
  });
});

test('changing the list that was given or returned changes no rollout', () => {
  const given: RolloutStage[] = [{ unit: 'Sandbox', stage: enforce }];
  const rollout = Rollout.stages(given);
  given.push({ unit: 'Workloads', stage: enforce });
  rollout.targetStages.push({ target: GuardrailTarget.unit('Security'), stage: enforce });
  expect(rollout.targetStages).toHaveLength(1);
  expect(synth(rollout).targetIds).toEqual([SANDBOX_UNIT]);
});

test('a stage tells its name and what was given for it', () => {
  expect([Stage.draft(), Stage.observe(), enforce].map(({ name, acknowledgement, evidence }) => [name, acknowledgement, evidence]))
    .toEqual([['draft', undefined, undefined], ['observe', undefined, undefined], ['enforce', 'tried', undefined]]);
});
