import { Rollout, Stage } from '../../src';
import { codes, refusal } from '../support/messages';
import { SANDBOX_UNIT, smallOrganization } from '../support/small-organization';

const enforce = Stage.enforce({ acknowledgement: 'tried' });

test('only units in the stage enforce are targets', () => {
  const rollout = Rollout.stages([{ unit: 'Sandbox', stage: enforce }, { unit: 'Workloads', stage: Stage.observe() }, { unit: 'Security', stage: Stage.draft() }]);
  expect(rollout.enforcedTargets.map((target) => target._resolve(smallOrganization()))).toEqual([{ id: SANDBOX_UNIT }]);
});

test('a slash is the root', () => {
  expect(Rollout.stages([{ unit: '/', stage: enforce }]).enforcedTargets[0]._resolve(smallOrganization())).toEqual({ id: 'r-root' });
});

test('a unit named twice, an acknowledgement that says nothing, and an unknown unit are refused', () => {
  expect(codes(refusal(() => Rollout.stages([{ unit: 'Sandbox', stage: enforce }, { unit: 'Sandbox', stage: Stage.observe() }])))).toEqual(['RolloutUnitTwice']);
  expect(codes(refusal(() => Stage.enforce({ acknowledgement: '  ' })))).toEqual(['AcknowledgementBlank']);
  expect(Rollout.stages([{ unit: 'Nowhere', stage: Stage.draft() }])._problems(smallOrganization()).map(({ code }) => code)).toEqual(['UnitUnknown']);
});

test('changing the list that was given or returned changes no rollout', () => {
  const given = [{ unit: 'Sandbox', stage: enforce }];
  const rollout = Rollout.stages(given);
  given.push({ unit: 'Workloads', stage: enforce });
  rollout.unitStages.push({ unit: 'Security', stage: enforce });
  expect(rollout.unitStages).toHaveLength(1);
});
