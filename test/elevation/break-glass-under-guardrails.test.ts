import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Accounts, BreakGlass, Exemption, type LandingZoneProps, ProtectedRolesSCP, RegionDenySCP, Rollout, Stage } from '../../src';
import { chainAnswer } from '../../src/elevation/domain/break-glass-chain';
import { ALLOW_ALL } from '../../src/policy/domain/document';
import { FIRST, SECOND, breakGlassFacts, trustingOrganization } from '../support/break-glass-fixture';
import { landingZone } from '../support/landing-zone';
import { refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION, SANDBOX } from '../support/small-organization';
import { ALLOWED, deniedBy, underScp } from '../support/verdict';

const rollout = Rollout.stages(['Sandbox', 'Security', 'Workloads'].map((unit) => ({ unit, stage: Stage.enforce({ acknowledgement: 'tried' }) })));

/** A landing zone whose guardrails bind in every member account, with break glass in all of them. */
function zoneWithBreakGlass(change: Partial<LandingZoneProps> = {}) {
  const organization = trustingOrganization();
  const { zone } = landingZone({ organization, rollout, orgPerimeter: {}, ...change }, new App());
  new BreakGlass(zone.managementStack, 'BreakGlass', { organization, accounts: Accounts.all(), trustedUsers: [FIRST, SECOND] });
  return zone;
}

test('the lockout proof finds that the roles can be made and can work under all guardrails', () => {
  const zone = zoneWithBreakGlass();
  expect(() => (zone.node.root as App).synth()).not.toThrow();
});

test('the lockout proof says so when a guardrail keeps StackSets from making the roles', () => {
  const zone = zoneWithBreakGlass({ protectedRoles: { roles: [BreakGlass._rolePattern(trustingOrganization())] } });
  expect(refusal(() => (zone.node.root as App).synth())).toContain("[LockedOut] 'StackSets make the role for emergencies: iam:CreateRole on zero-trust-break-glass'");
});

const exempt = { exemptions: [Exemption.principals([BreakGlass._rolePattern(trustingOrganization())], {
  reason: 'an emergency may be in any Region', owner: 'security', ticket: 'SEC-1', expires: '2027-01-31',
})] };

test('a guardrail that is made by itself exempts the roles, and StackSets still make them', () => {
  const organization = trustingOrganization();
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const common = { organization, rollout, asOf: '2026-11-01' };
  new BreakGlass(stack, 'BreakGlass', { organization, accounts: Accounts.all(), trustedUsers: [FIRST, SECOND] });
  new RegionDenySCP(stack, 'RegionDeny', { ...common, ...exempt, allowedRegions: ['eu-west-1'] });
  new ProtectedRolesSCP(stack, 'ProtectedRoles', { ...common, detectionForwarding: true });
  expect(() => (stack.node.root as App).synth()).not.toThrow();
});

test.each<[string, Partial<LandingZoneProps>]>([
  ['an exemption', { regionDeny: exempt }], ['a role for emergencies', { breakGlassRoles: [BreakGlass._rolePattern(trustingOrganization())] }],
])('a landing zone that names the roles as %s leaves making them to StackSets, and keeps everybody else from it', (_, change) => {
  const zone = zoneWithBreakGlass(change);
  expect(() => (zone.node.root as App).synth()).not.toThrow();
  const makes = (name: string) => underScp(zone.protectedRoles.content, {
    action: 'iam:CreateRole', region: 'us-east-1', principal: `arn:aws:iam::${SANDBOX}:role/${name}`,
    resource: `arn:aws:iam::${SANDBOX}:role/member-zero-trust/zero-trust-break-glass`,
  });
  expect([makes('stacksets-exec-0123456789abcdef0123456789abcdef'), makes('administrator')]).toEqual([ALLOWED, deniedBy('KeepStacks')]);
});

test.each([AUDIT, LOG_ARCHIVE, PRODUCTION, SANDBOX])('the check of account %s finds nothing under policies as they are deployed', (account) => {
  const policies = Object.values(Template.fromStack(zoneWithBreakGlass().managementStack).findResources('AWS::Organizations::Policy'))
    .map(({ Properties: { Name, Type, Content } }) => ({ name: Name, type: Type, document: Content }));
  const all = { name: 'FullAWSAccess', document: ALLOW_ALL };
  const of = (type: string) => policies.filter((policy) => policy.type === type);
  expect(of('SERVICE_CONTROL_POLICY').length).toBeGreaterThan(1);
  expect(of('RESOURCE_CONTROL_POLICY')).toHaveLength(1);
  const { findings } = chainAnswer(breakGlassFacts(), account, [{ id: 'r-root', scps: [all, ...of('SERVICE_CONTROL_POLICY')], rcps: of('RESOURCE_CONTROL_POLICY') }]);
  expect(findings).toEqual([]);
});
