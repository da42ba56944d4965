import { type ProtectedRolesData, protectedRolesStatements } from '../../src/guardrails/domain/protected-roles';
import { protectedRolesInvariants } from '../../src/guardrails/domain/protected-roles-invariants';
import { stackSetRoles } from '../../src/organization/domain/stack-sets';
import { ACCOUNT } from '../../src/policy/domain/claim';
import { policyDocument } from '../../src/policy/domain/document';
import { PRODUCTION, SANDBOX } from '../support/small-organization';
import { underScp } from '../support/verdict';

const role = (name: string) => `arn:aws:iam::*:role/${name}`;
const BARE: ProtectedRolesData = {
  partition: 'aws', roles: [role('zero-trust/*')], bootstrapRoles: [], deployers: [role('deployer')], assigners: [], stacks: [], stackSets: false, stackSetRoles: [],
  policies: 'arn:aws:iam::*:policy/zero-trust/policies/*', policiesByStackSets: false, forwarding: [], ownRoles: [role('zero-trust/*')], assetBuckets: [],
};
const FULL: ProtectedRolesData = {
  ...BARE, roles: [role('break-glass-?'), role('zero-trust/*')], bootstrapRoles: [role('cdk-*')], stacks: [{ accountId: PRODUCTION, name: 'Access' }], stackSets: true,
  stackSetRoles: [stackSetRoles('aws')], policiesByStackSets: true, forwarding: [role('zero-trust-member/*'), 'arn:aws:events:*:*:rule/zero-trust-member-*'],
};
const PLACE = { partition: 'aws', homeRegion: 'eu-west-1', globalRegion: 'us-east-1', workRegion: 'eu-west-1', deployedPolicies: false };
const DEPLOYED = { ...PLACE, deployedPolicies: true };

test.each<[string, ProtectedRolesData, typeof PLACE]>([
  ['nothing but what is this library\'s own', BARE, PLACE], ['everything', FULL, DEPLOYED],
])('each claim holds under the statements that protect %s', (_, data, place) => {
  const content = JSON.stringify(policyDocument(protectedRolesStatements(data)));
  for (const { claim, principal, action, resource, regions, only, expected = 'denied' } of protectedRolesInvariants(data, place)) {
    const inAccount = (text: string) => text.replaceAll(ACCOUNT, only ?? SANDBOX);
    const asked = { action, principal: inAccount(principal), resource: inAccount(resource) };
    const decisions = regions.map((region) => underScp(content, { ...asked, region }).decision);
    expect([claim, decisions]).toEqual([claim, regions.map(() => (expected === 'denied' ? 'explicitly-denied' : 'allowed'))]);
  }
});

test.each<[string, ProtectedRolesData, typeof PLACE, RegExp, number]>([
  ['bootstrap roles', FULL, DEPLOYED, /for cdk-\*$/, 2],
  ['roles of StackSets', FULL, DEPLOYED, /for stacksets-exec-\*$/, 4],
  ['what StackSets may and may not', FULL, DEPLOYED, /^StackSets/, 3],
  ['what StackSets may and may not, where they deploy no policy', FULL, PLACE, /^StackSets/, 0],
  ['the role and the rules that send events on', FULL, DEPLOYED, /sends events to detections$/, 2],
  ['a stack of deployers', FULL, DEPLOYED, /updates the stack Access$/, 1],
  ['what is not there', BARE, PLACE, /StackSets|detections|the stack|stacksets|cdk/, 0],
])('of %s there are as many claims as there is to claim', (_, data, place, claim, count) => {
  expect(protectedRolesInvariants(data, place).filter((one) => claim.test(one.claim))).toHaveLength(count);
});
