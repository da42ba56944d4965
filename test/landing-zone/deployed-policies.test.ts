import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Accounts, CustomerManagedPolicy, PermissionSet, Rollout, Stage } from '../../src';
import { STACK_SETS } from '../../src/organization/domain/stack-sets';
import { landingZone } from '../support/landing-zone';
import { AUDIT, SANDBOX } from '../support/small-organization';
import { ALLOWED, deniedBy, underScp } from '../support/verdict';

const everywhere = Rollout.stages([{ unit: '/', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);
const inSandbox = Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);
const edge = CustomerManagedPolicy.deployed({ name: 'edge', statements: [new PolicyStatement({ actions: ['s3:ListBucket'], resources: ['*'] })] });
const own = CustomerManagedPolicy.existing('own');
const zoneWith = (...customerManagedPolicies: CustomerManagedPolicy[]) => landingZone({
  permissionSets: [PermissionSet.custom({ name: 'Reader', description: 'Reads', customerManagedPolicies })],
  access: [{ group: 'readers', permissionSet: 'Reader', accounts: Accounts.all() }],
  rollout: everywhere,
  quarantine: inSandbox,
});
const stackSets = (account: string) => `arn:aws:iam::${account}:role/stacksets-exec-0123456789abcdef0123456789abcdef`;

describe('a landing zone whose sets have deployed policies', () => {
  const { app, zone } = zoneWith(edge, own);

  test('has StackSets trusted', () => {
    expect(zone.organizationFeatures._trusts(STACK_SETS, 'o-smallorgan')).toBe(true);
  });

  test('lets StackSets write them, in its own accounts as well and in quarantine, and one without such policies does not', () => {
    const writes = (content: string, account: string) =>
      underScp(content, { action: 'iam:CreatePolicy', resource: `arn:aws:iam::${account}:policy/zero-trust/policies/edge`, principal: stackSets(account), region: 'us-east-1' });
    const { regionDeny, rootDeny, securityServicesDeny, longLivedCredentialDeny, protectedRoles, quarantine } = zone;
    for (const guardrail of [regionDeny, rootDeny, securityServicesDeny, longLivedCredentialDeny, protectedRoles, quarantine!]) {
      expect([AUDIT, SANDBOX].map((account) => writes(guardrail.content, account))).toEqual([ALLOWED, ALLOWED]);
    }
    expect(writes(zoneWith(own).zone.protectedRoles.content, SANDBOX)).toEqual(deniedBy('KeepProtected'));
  });

  test('keeps everybody else from writing them and from passing for StackSets', () => {
    const denied = (action: string, resource: string) => underScp(zone.protectedRoles.content, { action, resource });
    expect(denied('iam:CreatePolicyVersion', `arn:aws:iam::${SANDBOX}:policy/zero-trust/policies/edge`)).toEqual(deniedBy('KeepStacks'));
    expect(denied('iam:CreateRole', stackSets(SANDBOX))).toEqual(deniedBy('KeepStacks'));
  });

  test('is proved as a whole', () => {
    expect(() => app.synth()).not.toThrow();
  });
});
