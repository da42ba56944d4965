import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Accounts, BreakGlass, Rollout, Stage } from '../../src';
import { chainAnswer } from '../../src/elevation/domain/break-glass-chain';
import { ALLOW_ALL } from '../../src/policy/domain/document';
import { FIRST, SECOND, breakGlassFacts, trustingOrganization } from '../support/break-glass-fixture';
import { landingZone } from '../support/landing-zone';
import { refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, PRODUCTION, SANDBOX } from '../support/small-organization';

const rollout = Rollout.stages(['Sandbox', 'Security', 'Workloads'].map((unit) => ({ unit, stage: Stage.enforce({ acknowledgement: 'tried' }) })));

/** A landing zone whose guardrails bind in every member account, with break glass in all of them. */
function zoneWithBreakGlass(exemptions: { protectedRoles?: { roles: string[] } } = {}) {
  const organization = trustingOrganization();
  const { zone } = landingZone({ organization, rollout, orgPerimeter: {}, ...exemptions }, new App());
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
