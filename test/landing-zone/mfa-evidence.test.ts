import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, type App } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CustomScp, type LandingZoneProps, MfaEvidence, MfaEvidenceSCP, Rollout, Stage } from '../../src';
import { landingZone } from '../support/landing-zone';
import { codes, refusal } from '../support/messages';
import { SANDBOX, SANDBOX_UNIT, smallOrganization } from '../support/small-organization';

const agreed = Stage.enforce({ acknowledgement: 'the tag was seen in every session of a month' });
const everywhere = Rollout.stages([{ unit: '/', stage: agreed }]);
const onSandbox = Rollout.stages([{ unit: 'Sandbox', stage: agreed }]);
const BREAK_GLASS = ['arn:aws:iam::*:role/break-glass'];

const reportOf = (app: App) => JSON.parse(readFileSync(join(app.synth().directory, 'access-report', 'report.json'), 'utf8'));
const guardrailIn = (report: any) => report.guardrails.find(({ name }: any) => name === 'zero-trust-mfa-evidence');
const warningsOf = (change: Partial<LandingZoneProps>): string[] => reportOf(landingZone(change).app).warnings.filter((message: string) => message.includes('mfa-evidence'));

describe('MfaEvidence.report', () => {
  const { app, zone } = landingZone({ mfaEvidence: MfaEvidence.report() });
  const report = reportOf(app);

  test('makes the policy and attaches it nowhere, wherever the other guardrails are enforced', () => {
    expect(zone.mfaEvidence!.targetIds).toEqual([]);
    expect(zone.rootDeny.targetIds).toEqual([SANDBOX_UNIT]);
    expect(guardrailIn(report)).toMatchObject({ stages: [{ unit: '', stage: 'observe' }], targets: [], exemptions: [] });
  });

  test('claims no denial of anybody yet, and warns of nothing', () => {
    const denied = report.proofs.filter(({ source, expected }: any) => source === 'zero-trust-mfa-evidence' && expected === 'denied');
    expect(denied.map(({ proved }: any) => proved)).toEqual([[], []]);
    expect(warningsOf({ mfaEvidence: MfaEvidence.report() })).toEqual([]);
  });

  test('takes another tag and value', () => {
    const { mfaEvidence } = landingZone({ mfaEvidence: MfaEvidence.report({ sessionTag: 'second-factor', value: 'yes' }) }).zone;
    expect([mfaEvidence!.sessionTag, mfaEvidence!.value]).toEqual(['second-factor', 'yes']);
  });
});

test('a landing zone that says nothing of it asks for no evidence', () => {
  const { zone } = landingZone();
  expect(zone.mfaEvidence).toBeUndefined();
  expect(zone.node.findAll().filter((child) => child instanceof MfaEvidenceSCP)).toEqual([]);
});

describe('MfaEvidence.enforce', () => {
  test('binds where its own rollout says, not where that of the other guardrails does', () => {
    const { zone } = landingZone({ rollout: everywhere, mfaEvidence: MfaEvidence.enforce({ rollout: onSandbox }), breakGlassRoles: BREAK_GLASS });
    expect(zone.mfaEvidence!.targetIds).toEqual([SANDBOX_UNIT]);
  });

  test('everywhere, with every other guardrail, locks out nobody who carries the tag, and nobody but people', () => {
    const mfaEvidence = MfaEvidence.enforce({ rollout: everywhere });
    const { proofs } = reportOf(landingZone({ rollout: everywhere, mfaEvidence, breakGlassRoles: BREAK_GLASS }).app);
    // nothing hangs on the tag any more: each claim says whether the caller carries it.
    expect(proofs.filter((proof: any) => proof.undetermined.some(({ dependsOn }: any) => dependsOn.includes('aws:principaltag/mfa')))).toEqual([]);
    const both = proofs.filter(({ source }: any) => source === 'zero-trust-mfa-evidence').map(({ claim, expected, proved }: any) => [claim, expected, proved.length]);
    expect(both).toEqual([
      ['somebody without MFA evidence lists roles', 'denied', 4],
      ['somebody with other MFA evidence lists roles', 'denied', 4],
      ['somebody with MFA evidence lists roles', 'allowed', 4],
      ['OrganizationAccountAccessRole looks at stacks without MFA evidence', 'allowed', 4],
    ]);
    const people = proofs.filter(({ principal }: any) => principal.includes(':role/aws-reserved/'));
    expect(people.filter(({ source }: any) => ['console', 'Identity Center'].includes(source)).every(({ proved }: any) => proved.length === 4)).toBe(true);
  });

  const byHand = (conditions: Record<string, object>) => new PolicyStatement({ sid: 'ByHand', effect: Effect.DENY, actions: ['*'], resources: ['*'], conditions });
  const appWithByHand = (conditions: Record<string, object>, mfaEvidence = MfaEvidence.enforce({ rollout: onSandbox })) => {
    const organization = smallOrganization();
    const { app, zone } = landingZone({ organization, mfaEvidence, breakGlassRoles: BREAK_GLASS });
    new CustomScp(zone.managementStack, 'by-hand', { organization, rollout: onSandbox, asOf: '2026-11-01', purpose: 'Asks for the tag', statements: [byHand(conditions)] });
    return app;
  };
  const withByHand = (conditions: Record<string, object>) => () => appWithByHand(conditions).synth();
  const people = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*' } };

  test('takes it for given that people carry the tag, so that another policy may ask for the same', () => {
    expect(withByHand({ ...people, StringNotEquals: { 'aws:PrincipalTag/mfa': 'true' } })).not.toThrow();
  });

  test('and while it only watches, what such a policy does to people hangs on the tag', () => {
    const { proofs } = reportOf(appWithByHand({ ...people, StringNotEquals: { 'aws:PrincipalTag/mfa': 'true' } }, MfaEvidence.report()));
    const console = proofs.filter(({ source }: any) => source === 'console').map(({ undetermined }: any) => undetermined);
    expect(console.every(([{ accountIds, dependsOn }]: any) => accountIds.join() === SANDBOX && dependsOn.join() === 'aws:principaltag/mfa')).toBe(true);
  });

  test('and no other value of it', () => {
    expect(refusal(withByHand({ ...people, StringNotEquals: { 'aws:PrincipalTag/mfa': 'yes' } }))).toContain("[LockedOut] 'somebody opens the Identity Center portal'");
  });

  test('is refused together with a policy that asks everybody for the tag: roles of machines have none', () => {
    expect(refusal(withByHand({ StringNotEquals: { 'aws:PrincipalTag/mfa': 'true' } })))
      .toContain("[LockedOut] 'OrganizationAccountAccessRole looks at stacks without MFA evidence' must stay possible and is denied");
  });

  test('lets a team prove both sides of its own', () => {
    const { app, zone } = landingZone({ mfaEvidence: MfaEvidence.enforce({ rollout: everywhere }), breakGlassRoles: BREAK_GLASS });
    const asked = { principal: 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Developer_0123456789abcdef', action: 'sqs:SendMessage' };
    zone.mustAllow({ ...asked, claim: 'a developer sends a message' });
    zone.mustDeny({ ...asked, claim: 'a developer who signed in with a password only sends a message', context: { 'aws:principaltag/mfa': 'false' } });
    expect(() => app.synth()).not.toThrow();
  });

  test('follows no stages that the rollout of the other guardrails has for it', () => {
    const { app } = landingZone({ rollout: onSandbox.forPolicy('zero-trust-mfa-evidence', everywhere), mfaEvidence: MfaEvidence.enforce({ rollout: onSandbox }) });
    expect(refusal(() => app.synth())).toContain("[RolloutPolicyUnknown] 'rollout' has stages for the policy 'zero-trust-mfa-evidence'");
  });

  test.each<[string, string[], boolean]>([
    ['no role for emergencies', [], true],
    ['a role for emergencies', BREAK_GLASS, false],
    ['a role for emergencies that is reached through Identity Center itself', ['arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Emergency_0123456789abcdef'], true],
  ])('with %s, the warning of a lock-out is one or two', (_, breakGlassRoles, twice) => {
    const warnings = warningsOf({ mfaEvidence: MfaEvidence.enforce({ rollout: onSandbox }), breakGlassRoles });
    expect(warnings[0]).toContain("is enforced on 'Sandbox': Identity Center sessions without the session tag 'mfa' = 'true' are denied everything there");
    expect(warnings.slice(1)).toEqual(twice ? [
      'zero-trust-mfa-evidence is enforced and the landing zone names no break-glass role outside Identity Center: when the identity provider stops sending the tag, '
      + 'the only way in that it knows of leads from the management account. Make such roles, try them, and name them in `breakGlassRoles`.',
    ] : []);
  });

  test('that is refused is told together with what else is wrong', () => {
    const wrong = () => landingZone({
      allowedRegions: ['eu-wset-1', 'eu-west-1'], mfaEvidence: MfaEvidence.enforce({ rollout: Rollout.stages([{ unit: 'Sandbix', stage: agreed }]), sessionTag: 'aws:mfa' }), accessAttributes: [],
    });
    expect(codes(refusal(wrong))).toEqual(['RegionUnknown', 'UnitUnknown', 'MfaEvidenceTag', 'AccessAttributesCount']);
  });
});

describe('access attributes of a landing zone', () => {
  const department = { key: 'department', source: '${path:enterprise.department}' };

  test('stand in the stack of the account that administers Identity Center; missing unless they are asked for', () => {
    const { zone, template } = landingZone({ accessAttributes: [department] });
    template(zone.identityStack).resourceCountIs('AWS::SSO::InstanceAccessControlAttributeConfiguration', 1);
    expect(zone.accessAttributes!.keys).toEqual(['department']);
    expect(landingZone().zone.accessAttributes).toBeUndefined();
  });

  test('may not fill the tag of the evidence', () => {
    const change = { accessAttributes: [department, { key: 'Mfa', source: '${path:userType}' }], mfaEvidence: MfaEvidence.report() };
    expect(codes(refusal(() => landingZone(change)))).toEqual(['AccessAttributeEvidence']);
  });

  test('can be deployed under all guardrails: CloudFormation is asked for its calls', () => {
    const { proofs } = reportOf(landingZone({ rollout: everywhere, accessAttributes: [department] }).app);
    const calls = proofs.filter(({ action }: any) => action.endsWith('InstanceAccessControlAttributeConfiguration'));
    expect(calls.map(({ action, proved }: any) => [action, proved.length])).toEqual([
      ['sso:CreateInstanceAccessControlAttributeConfiguration', 1], ['sso:UpdateInstanceAccessControlAttributeConfiguration', 1],
    ]);
  });
});

describe('the examples, with evidence enforced on everything', () => {
  /** The app of an example, whose landing zone got something more. */
  function example(name: string, more: (library: any) => Partial<LandingZoneProps>): App {
    // an example makes its app when it is loaded; what it loads must come from the same copy.
    jest.resetModules();
    jest.doMock('cdk-zero-trust-landing-zone', () => {
      const library = jest.requireActual('../../src');
      return { ...library, LandingZone: class extends library.LandingZone {
        public constructor(scope: any, id: string, props: any) {
          super(scope, id, { ...props, ...more(library) });
        }
      } };
    });
    try {
      return jest.requireActual(join(__dirname, '..', '..', 'examples', name)).app;
    } finally {
      jest.dontMock('cdk-zero-trust-landing-zone');
    }
  }

  test.each(['saas-twelve-accounts', 'fintech-eu'])('%s is proved to lock nobody out', (name) => {
    const report = reportOf(example(name, (library) => ({
      accessAttributes: [{ key: 'department', source: '${path:enterprise.department}' }],
      mfaEvidence: library.MfaEvidence.enforce({ rollout: library.Rollout.stages([{ unit: '/', stage: library.Stage.enforce({ acknowledgement: 'tried' }) }]) }),
    })));
    expect(guardrailIn(report)).toMatchObject({ notYetEnforced: [], targets: [{ name: 'Root' }] });
    const members = report.accounts.filter(({ status, roles }: any) => status === 'ACTIVE' && !roles.includes('management')).length;
    const evidence = report.proofs.filter(({ source }: any) => source === 'zero-trust-mfa-evidence').map(({ expected, proved }: any) => [expected, proved.length]);
    expect(evidence).toEqual([['denied', members], ['denied', members], ['allowed', members], ['allowed', members]]);
  });
});

test('an acknowledged warning is not shown again', () => {
  const { app, zone } = landingZone({ mfaEvidence: MfaEvidence.enforce({ rollout: onSandbox }), breakGlassRoles: BREAK_GLASS });
  Annotations.of(zone.mfaEvidence!).acknowledgeWarning('cdk-zero-trust-landing-zone:mfa-evidence-lock-out');
  expect(reportOf(app).warnings.filter((message: string) => message.includes('mfa-evidence'))).toEqual([]);
});
