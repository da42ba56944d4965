import { directoryOf } from '../../src/organization/domain/directory';
import { QUOTA_DATA } from '../../src/organization/domain/quota-data';
import { type OurPolicy, type PolicyUsage, guardrailChains, policySlots } from '../../src/report/domain/policy-usage';
import { PRODUCTION, PRODUCTION_UNIT, WORKLOADS_UNIT, smallSnapshot } from '../support/small-organization';

const QUOTAS = Object.fromEntries(Object.entries(QUOTA_DATA).map(([name, { value }]) => [name, value])) as PolicyUsage['quotas'];

function attached(name: string, type: OurPolicy['type'], bytes: number, awsManaged = false) {
  return { name, type, bytes, awsManaged };
}

/** The production unit with what AWS puts there, one policy of somebody else, and one of ours from the last deployment. */
function usage(): PolicyUsage {
  const onUnit = [
    attached('FullAWSAccess', 'SERVICE_CONTROL_POLICY', 131, true),
    attached('theirs', 'SERVICE_CONTROL_POLICY', 1000),
    attached('ours', 'SERVICE_CONTROL_POLICY', 2000),
    attached('RCPFullAWSAccess', 'RESOURCE_CONTROL_POLICY', 155, true),
    attached('theirs', 'RESOURCE_CONTROL_POLICY', 500),
  ];
  return { directory: directoryOf(smallSnapshot()), quotas: QUOTAS, attached: (id) => (id === PRODUCTION_UNIT ? onUnit : []) };
}

function ours(name: string, type: OurPolicy['type'], bytes: number): OurPolicy {
  return { name, type, bytes, targetIds: [PRODUCTION_UNIT] };
}

const SCP = ours('ours', 'SERVICE_CONTROL_POLICY', 3000);
const RCP = ours('perimeter', 'RESOURCE_CONTROL_POLICY', 800);

function slotsOf(targetId: string, policies: readonly OurPolicy[]) {
  return policySlots(usage(), policies).targets[targetId];
}

test.each<[string, readonly OurPolicy[], object]>([
  ['none of ours', [], { scpAttached: 3, scpBytes: 3131, rcpAttached: 2 }],
  ['one that was deployed before, which counts once and as it will be', [SCP], { scpAttached: 3, scpBytes: 4131, rcpAttached: 2 }],
  ['a resource control policy, which takes a slot of its own type only', [RCP], { scpAttached: 3, scpBytes: 3131, rcpAttached: 3 }],
  ['one of each', [SCP, RCP], { scpAttached: 3, scpBytes: 4131, rcpAttached: 3 }],
  ['a resource control policy called like a service control policy that hangs there', [ours('ours', 'RESOURCE_CONTROL_POLICY', 9)], { scpAttached: 3, scpBytes: 3131, rcpAttached: 3 }],
])('slots with %s', (_, policies, expected) => {
  expect(slotsOf(PRODUCTION_UNIT, policies)).toEqual({ name: 'Production', ...expected });
});

test('a target that ours do not name keeps what it has', () => {
  expect(slotsOf(WORKLOADS_UNIT, [SCP, RCP])).toEqual({ name: 'Workloads', scpAttached: 0, scpBytes: 0, rcpAttached: 0 });
});

test('a level of a chain has the policies of each type, whose they are, and the room by the quota of that type', () => {
  const chain = guardrailChains(usage(), [SCP, RCP]).find(({ accountId }) => accountId === PRODUCTION)!;
  expect(chain.levels.map(({ targetName }) => targetName)).toEqual(['Root', 'Workloads', 'Production', 'production']);
  expect(chain.levels[2]).toEqual({
    targetId: PRODUCTION_UNIT,
    targetName: 'Production',
    policies: [
      { name: 'FullAWSAccess', bytes: 131, origin: 'aws' },
      { name: 'theirs', bytes: 1000, origin: 'foreign' },
      { name: 'ours', bytes: 3000, origin: 'ours' },
    ],
    slotsUsed: 3,
    slotsLeft: 7,
    bytesUsed: 4131,
    bytesLeft: 71_680,
    rcps: {
      policies: [
        { name: 'RCPFullAWSAccess', bytes: 155, origin: 'aws' },
        { name: 'theirs', bytes: 500, origin: 'foreign' },
        { name: 'perimeter', bytes: 800, origin: 'ours' },
      ],
      slotsUsed: 3,
      slotsLeft: 2,
      bytesUsed: 1455,
      bytesLeft: 10_240,
    },
  });
});

test('the management account is the only one that is not bound', () => {
  expect(guardrailChains(usage(), []).filter(({ bound }) => !bound).map(({ accountId }) => accountId)).toEqual(['000000000001']);
});
