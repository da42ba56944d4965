import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { facts } from './rollback-world';
import { CustomScp, type LandingZoneProps, Rollout, Stage } from '../../src';
import type { PolicyState } from '../../src/guardrails/domain/rollback';
import { InMemoryOrganizations } from '../support/in-memory-organizations';
import { landingZone } from '../support/landing-zone';
import { SANDBOX_UNIT, smallOrganization } from '../support/small-organization';

const SCP = 'SERVICE_CONTROL_POLICY';
const enforced = Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);
const places = Object.fromEntries([...smallOrganization()._directory().places.values()].map(({ id, name }) => [id, name]));

/** Synthesizes a landing zone in an organization that has these policies already. */
function synth(present: readonly PolicyState[], { own = false, ...change }: Partial<LandingZoneProps> & { own?: boolean } = {}) {
  const policies = present.filter(({ name }) => name !== 'FullAWSAccess').map(({ id, name, type, description, content, targets }) => ({
    PolicySummary: { Id: id, Name: name, Description: description, Type: type, AwsManaged: false },
    Content: content,
    Targets: targets.map((target) => ({ TargetId: target.id })),
  }));
  const organization = smallOrganization((snapshot) => snapshot.Policies.push(...policies));
  const { app, zone } = landingZone({ organization, rollout: enforced, ...change });
  if (own) {
    new CustomScp(zone.managementStack, 'own-policy', {
      organization, rollout: enforced, purpose: 'Denies', asOf: '2026-11-01', statements: [new PolicyStatement({ effect: Effect.DENY, actions: ['sqs:PurgeQueue'], resources: ['*'] })],
    });
  }
  return { assembly: app.synth(), stack: zone.managementStack.artifactId };
}

/** The policies that a template makes, as Organizations would hold them. */
function policiesOf({ assembly, stack }: ReturnType<typeof synth>): PolicyState[] {
  return Object.values<any>(assembly.getStackArtifact(stack).template.Resources).filter(({ Type }) => Type === 'AWS::Organizations::Policy').map(({ Properties }) => ({
    name: Properties.Name, type: Properties.Type, description: Properties.Description, content: JSON.stringify(Properties.Content),
    targets: (Properties.TargetIds ?? []).map((id: string) => ({ id, name: places[id] })),
  }));
}

function artefacts(assembly: CloudAssembly): any[] {
  const folder = join(assembly.directory, 'rollback');
  return !existsSync(folder) ? [] : readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))).sort((a, b) => a.order - b.order);
}

const FULL: PolicyState = {
  name: 'FullAWSAccess', type: SCP, description: '', content: '{"Version":"2012-10-17","Statement":[]}', targets: Object.entries(places).map(([id, name]) => ({ id, name })),
};

/** An organization to which the templates of a synth have been deployed. */
function deployed(from: ReturnType<typeof synth>): InMemoryOrganizations {
  const organization = new InMemoryOrganizations(places);
  organization.settle([FULL, ...policiesOf(from)]);
  return organization;
}

/** Deploys another synth, runs every way back it wrote, and tells what is there before and after. */
function thereAndBack(organization: InMemoryOrganizations, to: ReturnType<typeof synth>) {
  const before = facts(organization.states());
  organization.settle([FULL, ...policiesOf(to)]);
  const changed = facts(organization.states());
  artefacts(to.assembly).flatMap(({ commands }) => commands).forEach((command: string) => organization.run(command));
  return { before, changed, after: facts(organization.states()) };
}

test('the first deployment has a way back for each policy that it attaches', () => {
  const first = synth([]);
  const organization = new InMemoryOrganizations(places);
  organization.settle([FULL]);
  const { before, changed, after } = thereAndBack(organization, first);
  expect(changed).toHaveLength(7);
  expect(artefacts(first.assembly).map(({ changes }) => changes)).toEqual(Array(6).fill(['created', 'attached']));
  expect(after).toEqual(before);
});

test('a guardrail that is removed leaves a way back, and its commands restore the policy, its document and its targets', () => {
  const organization = deployed(synth([], { own: true }));
  const without = synth(organization.states());
  expect(artefacts(without.assembly).map(({ policyName, changes }) => [policyName, changes])).toEqual([['own-policy', ['detached', 'removed']]]);
  const { before, changed, after } = thereAndBack(organization, without);
  expect(changed.map(({ name }) => name)).not.toContain('own-policy');
  expect(after).toEqual(before);
});

test('a guardrail that is changed and one that binds elsewhere have ways back', () => {
  const organization = deployed(synth([]));
  const to = synth(organization.states(), {
    allowedRegions: ['eu-west-1', 'eu-west-3'],
    rollout: enforced.forPolicy('zero-trust-root-deny', Rollout.stages([{ unit: 'Workloads', stage: Stage.enforce({ acknowledgement: 'tried' }) }])),
  });
  expect(artefacts(to.assembly).map(({ policyName, changes }) => [policyName, changes])).toEqual([
    ['zero-trust-root-deny', ['attached', 'detached']], ['zero-trust-region-deny', ['changed']],
  ]);
  const { before, changed, after } = thereAndBack(organization, to);
  expect(changed).not.toEqual(before);
  expect(after).toEqual(before);
});

test('a deployment that changes no policy has no way back, and no folder', () => {
  const again = synth(deployed(synth([])).states());
  expect(existsSync(join(again.assembly.directory, 'rollback'))).toBe(false);
});

test('policies of others are left alone', () => {
  const foreign: PolicyState = { id: 'p-foreign00', name: 'foreign', type: SCP, description: 'Of another team', content: FULL.content, targets: [{ id: SANDBOX_UNIT, name: 'Sandbox' }] };
  expect(artefacts(synth([foreign]).assembly).map(({ policyName }) => policyName)).not.toContain('foreign');
});

test('each way back is also told in words, with the same commands', () => {
  const { assembly } = synth([]);
  const [first] = artefacts(assembly);
  const words = readFileSync(join(assembly.directory, 'rollback', `${first.policyName}.md`), 'utf8');
  expect(words).toContain('Step 1 of 6');
  first.commands.forEach((command: string) => expect(words).toContain(command));
});
