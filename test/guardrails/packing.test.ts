import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Stage as CdkStage, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { CustomScp, Rollout, Stage } from '../../src';
import { landingZone } from '../support/landing-zone';
import { codes, refusal } from '../support/messages';
import { SANDBOX_UNIT, scp, smallOrganization } from '../support/small-organization';

const rollout = Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);

/** An organization in which so many slots of the sandbox are taken: FullAWSAccess and policies of others. */
const taken = (slots: number) => smallOrganization((snapshot) => {
  for (let index = 1; index < slots; index++) {
    snapshot.Policies.push(scp(`p-foreign${index}0`, `aws-guardrails-${index}`, [SANDBOX_UNIT]));
  }
});

function synthesized(slots: number) {
  const { app, zone } = landingZone({ organization: taken(slots), rollout });
  const assembly = app.synth();
  const policies = Object.entries<any>(assembly.getStackArtifact(zone.managementStack.artifactId).template.Resources).filter(([, { Type }]) => Type === 'AWS::Organizations::Policy');
  const report = JSON.parse(readFileSync(join(assembly.directory, 'access-report', 'report.json'), 'utf8'));
  return { zone, policies, report, sids: policies.flatMap(([, { Properties }]) => Properties.Content.Statement.map(({ Sid }: any) => Sid)).sort() };
}

test('with eight of ten slots taken by others the landing zone still deploys, in two policies that hold every statement', () => {
  const alone = synthesized(1);
  const shared = synthesized(8);
  expect(alone.policies).toHaveLength(6);
  expect(shared.policies).toHaveLength(2);
  expect(shared.policies.map(([, { Properties }]) => Properties.TargetIds)).toEqual([[SANDBOX_UNIT], [SANDBOX_UNIT]]);
  expect(shared.sids).toEqual(alone.sids);
  for (const [, { Properties }] of shared.policies) {
    expect(JSON.stringify(Properties.Content).length).toBeLessThanOrEqual(10_240);
  }
});

test('and the report says which guardrail is held by which policy, and that the slots are used up', () => {
  const { report, policies } = synthesized(8);
  const names = policies.map(([, { Properties }]) => Properties.Name);
  expect(report.guardrails).toHaveLength(6);
  expect(new Set(report.guardrails.flatMap(({ heldBy }: any) => heldBy))).toEqual(new Set(names));
  expect(report.policySlots.after.targets[SANDBOX_UNIT].scpAttached).toBe(10);
  expect(report.proofs.filter(({ expected }: any) => expected === 'denied').every(({ proved, notCovered }: any) => proved.length + notCovered.length > 0)).toBe(true);
});

test('a shared policy says in its description whose statements it holds', () => {
  const [[, { Properties }]] = synthesized(8).policies;
  expect(Properties.Description).toMatch(/^Holds zero-trust-.*, zero-trust-.*\. Made by cdk-zero-trust-landing-zone in ZoneManagement\w+\.$/);
});

test('with ten of ten taken it is refused, with what to detach', () => {
  const message = refusal(() => synthesized(10));
  expect(codes(message)).toEqual(['PolicySlots']);
  expect(message).toContain("'Sandbox' has 10 slots for service control policies; 10 are taken ('FullAWSAccess', 'aws-guardrails-1',");
  expect(message).toContain("fix: make 2 places: merge or detach some of 'aws-guardrails-1'");
});

test('with nine taken, five guardrails are too long for the one slot that is left, and it says how many places to make', () => {
  const message = refusal(() => synthesized(9));
  expect(codes(message)).toEqual(['PolicySlots']);
  expect(message).toContain("[PolicySlots] 'Sandbox' has 10 slots for service control policies; 9 are taken");
  expect(message).toContain('fix: make one place: merge or detach some of');
});

test('policies are written one after the other, and after their type is switched on', () => {
  const { policies } = synthesized(1);
  const ids = policies.map(([id]) => id);
  policies.forEach(([, { DependsOn }], index) => {
    expect(DependsOn).toEqual(expect.arrayContaining(ids.slice(0, index)));
    expect(DependsOn).toContainEqual(expect.stringMatching(/^Features/));
  });
});

test('a policy that another one holds is nobody\'s dependency', () => {
  const { policies } = synthesized(8);
  const ids = policies.map(([id]) => id);
  const dependencies = policies.flatMap(([, { DependsOn }]) => DependsOn).filter((id) => !id.startsWith('Features'));
  expect(dependencies.filter((id) => !ids.includes(id))).toEqual([]);
  expect(dependencies).toHaveLength(1);
});

test('a guardrail of the team shares as well', () => {
  const { app, zone } = landingZone({ organization: taken(8), rollout });
  const own = new CustomScp(zone.managementStack, 'own', {
    organization: taken(8), rollout, purpose: 'Denies', asOf: '2026-11-01', statements: [new PolicyStatement({ sid: 'Own', effect: Effect.DENY, actions: ['sqs:PurgeQueue'], resources: ['*'] })],
  });
  const { template } = app.synth().getStackArtifact(zone.managementStack.artifactId);
  const policies = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Organizations::Policy');
  expect(policies).toHaveLength(2);
  expect(policies.flatMap(({ Properties }) => Properties.Content.Statement.map(({ Sid }: any) => Sid))).toContain('Own');
  expect(own.bytes).toBeLessThan(250);
});

test('a policy type that is not switched on yet leaves one slot less, because switching it on attaches the policy that allows everything', () => {
  const off = (foreign: number) => smallOrganization((snapshot) => {
    snapshot.Roots[0].PolicyTypes = [];
    snapshot.Policies = Array.from({ length: foreign }, (_, index) => scp(`p-foreign${index}0`, `own-${index}`, [SANDBOX_UNIT]));
  });
  const synth = (foreign: number) => landingZone({ organization: off(foreign), rollout }).app.synth();
  expect(() => synth(7)).not.toThrow();
  expect(refusal(() => synth(10))).toContain("11 are taken ('FullAWSAccess', 'own-0',");
});

test('guardrails of another stack are written after those of the first, not at the same time', () => {
  const { app, zone } = landingZone({ rollout });
  const other = new Stack(app, 'Other', { env: { account: zone.managementStack.account, region: 'eu-west-1' } });
  new CustomScp(other, 'own', {
    organization: smallOrganization(), rollout, purpose: 'Denies', asOf: '2026-11-01', statements: [new PolicyStatement({ effect: Effect.DENY, actions: ['sqs:PurgeQueue'], resources: ['*'] })],
  });
  expect(other.dependencies).toEqual([zone.managementStack]);
});

test("a stack inside a pipeline's stage is no stack of the pipeline, and a landing zone may stand there", () => {
  const pipeline = new Stack(new App(), 'Pipeline', { env: { account: '000000000005', region: 'eu-west-1' } });
  expect(() => landingZone({ rollout }, new CdkStage(pipeline, 'Production'))).not.toThrow();
});

test('a resource that waits for a policy before all guardrails are there changes nothing about how they share', () => {
  const policiesOf = (early: boolean) => {
    const { app, zone } = landingZone({ organization: taken(6), rollout });
    const waiting = new CfnResource(zone.managementStack, 'Waiting', { type: 'AWS::SNS::Topic' });
    const wait = () => zone.managementStack.node.findAll().filter((one): one is CfnPolicy => one instanceof CfnPolicy)
      .forEach((policy) => waiting.addResourceDependency(policy));
    if (early) {
      wait();
    }
    ['One', 'Two'].forEach((id) => new CustomScp(zone.managementStack, id, {
      organization: taken(6), policyName: id, purpose: 'tries it', rollout,
      statements: [new PolicyStatement({ sid: id, effect: Effect.DENY, actions: ['s3:DeleteBucket'], resources: ['*'] })],
    }));
    const { template } = app.synth().getStackArtifact(zone.managementStack.artifactId);
    return Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Organizations::Policy').map(({ Properties }) => Properties.Content);
  };
  expect(policiesOf(true)).toEqual(policiesOf(false));
});
