import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, App, CfnOutput, Stack, Stage as DeploymentStage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Accounts, LandingZone, OktaOrgUrl, PermissionSet, PermissionSetCatalog, RegionDenySCP, Rollout, GuardrailTarget, Stage, WormRetention } from '../../src';
import { landingZone } from '../support/landing-zone';
import { codes, refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION, smallOrganization } from '../support/small-organization';
import { underScp } from '../support/verdict';

const warnings = (zone: LandingZone) =>
  zone.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data)));
const delegatedTo = (Id: string) => smallOrganization((snapshot) =>
  snapshot.DelegatedAdministrators.push({ Id, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] }));

describe('stacks', () => {
  test('stand in the accounts they belong to, in the home Region, protected from deletion', () => {
    const { zone } = landingZone();
    const stacks = [zone.logArchiveStack, zone.managementStack, zone.auditStack, zone.identityStack];
    expect(stacks.map(({ account, region, terminationProtection }) => [account, region, terminationProtection])).toEqual([
      [LOG_ARCHIVE, 'eu-west-1', true], [MANAGEMENT, 'eu-west-1', true], [AUDIT, 'eu-west-1', true], [AUDIT, 'eu-west-1', true],
    ]);
  });

  test('are deployed one after the other: vault, organization, audit, identity', () => {
    const { app, zone } = landingZone();
    const before = (stack: Stack) => app.synth().getStackArtifact(stack.artifactId).dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets'));
    expect(before(zone.logArchiveStack)).toEqual([]);
    expect(before(zone.managementStack)).toEqual([zone.logArchiveStack.artifactId]);
    expect(before(zone.auditStack)).toEqual([zone.managementStack.artifactId]);
    expect(before(zone.identityStack)).toEqual([zone.managementStack.artifactId, zone.auditStack.artifactId]);
  });

  test('of further Regions are deployed before the audit account gathers from them, and events are sent when there is a bus', () => {
    const { app, zone } = landingZone({ securityPosture: {} });
    const before = (stack: Stack) => app.synth().getStackArtifact(stack.artifactId).dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets'));
    const [further] = zone.audit.regionalStacks;
    expect([further.account, further.region]).toEqual([AUDIT, 'us-east-1']);
    expect(before(further)).toEqual([zone.managementStack.artifactId]);
    expect(before(zone.auditStack)).toEqual(expect.arrayContaining([zone.managementStack.artifactId, further.artifactId]));
    zone.audit.eventStacks.forEach((stack) => expect(before(stack)).toContain(zone.auditStack.artifactId));
  });

  test('with Identity Center in the management account do not wait in a circle', () => {
    const { app } = landingZone({ identityAccount: 'management', securityPosture: {} });
    expect(() => app.synth()).not.toThrow();
  });

  test('write to Organizations one after the other: features, guardrails, administrators of security services', () => {
    const { zone, template } = landingZone({ securityPosture: {} });
    const [{ DependsOn }] = Object.values<any>(template(zone.managementStack).findResources('Custom::SecurityAdministrators'));
    const earlier = ['Custom::OrganizationFeatures', 'AWS::Organizations::Policy'].flatMap((type) => Object.keys(template(zone.managementStack).findResources(type)));
    expect(DependsOn).toEqual(expect.arrayContaining(earlier));
  });

  test('let a rule on the bus of Okta wait for the bus', () => {
    const { zone, template } = landingZone({ oktaEvents: {
      oktaOrgUrl: OktaOrgUrl.hosted('https://small.okta.com'), eventSourceName: 'aws.partner/okta.com/small/log',
      apiTokenSecretArn: `arn:aws:secretsmanager:eu-west-1:${AUDIT}:secret:okta-AbCdEf`,
    } });
    const audit = template(zone.auditStack);
    const [bus] = Object.keys(audit.findResources('AWS::Events::EventBus', { Properties: { Name: 'aws.partner/okta.com/small/log' } }));
    const [rule] = Object.values<any>(audit.findResources('AWS::Events::Rule', { Properties: { Name: Match.stringLikeRegexp('okta-stream-off') } }));
    expect(rule.DependsOn).toContain(bus);
  });

  test('name nothing of another stack by export or parameter', () => {
    const { app } = landingZone();
    for (const { template } of app.synth().stacks) {
      expect(JSON.stringify(template)).not.toMatch(/Fn::ImportValue|resolve:ssm/);
      expect(template.Outputs).toBeUndefined();
    }
  });

  test('can be added to by a team', () => {
    const { zone } = landingZone();
    new CfnOutput(zone.identityStack, 'Own', { value: 'x' });
    Template.fromStack(zone.identityStack).hasOutput('Own', { Value: 'x' });
  });

  test('work under a Stage, with the report in its own assembly', () => {
    const app = new App();
    const stage = new DeploymentStage(app, 'Prod');
    landingZone({}, stage);
    const nested = app.synth().getNestedAssembly('assembly-Prod');
    expect(nested.stacks).toHaveLength(6);
    expect(readdirSync(join(nested.directory, 'access-report')).sort()).toEqual(['aws-config', 'index.html', 'report.json', 'report.md']);
  });

  test('of two landing zones in one app have reports of their own', () => {
    const app = new App();
    landingZone({}, app);
    new LandingZone(app, 'Client', { ...props(), organization: smallOrganization((snapshot) => { snapshot.Organization.Id = 'o-otherorgan'; }) });
    expect(readdirSync(app.synth().directory).filter((name) => name.startsWith('access-report')).sort()).toEqual(['access-report-Client', 'access-report-Zone']);
  });
});

function props() {
  return {
    logArchiveAccount: 'log-archive', auditAccount: 'audit', allowedRegions: ['eu-west-1'], rollout: Rollout.stages([]), asOf: '2026-11-01',
    permissionSets: [PermissionSet.readOnly()], access: [{ group: 'readers', permissionSet: 'ReadOnly', accounts: Accounts.all() }],
  };
}

test('another administrator of CloudTrail is left alone, with a warning', () => {
  const { zone, template } = landingZone({ organization: smallOrganization((snapshot) => snapshot.DelegatedAdministrators.push({
    Id: PRODUCTION, DelegatedServices: [{ ServicePrincipal: 'cloudtrail.amazonaws.com' }],
  })) });
  template(zone.managementStack).hasResourceProperties('Custom::OrganizationFeatures', {
    DelegatedAdministrators: Match.arrayWith([{ ServicePrincipal: 'cloudtrail.amazonaws.com', AccountId: PRODUCTION }]),
  });
  expect(warnings(zone)).toContainEqual(expect.stringContaining(`CloudTrail is administered from 'production' (${PRODUCTION})`));
  expect(warnings(landingZone().zone)).not.toContainEqual(expect.stringContaining('CloudTrail is administered from'));
});

test('what the trail records besides management events is asked for with the landing zone', () => {
  const { zone, template } = landingZone({ auditTrail: { vaultDataEvents: true, insights: true } });
  template(zone.managementStack).hasResourceProperties('AWS::CloudTrail::Trail', {
    InsightSelectors: Match.anyValue(), AdvancedEventSelectors: Match.arrayWith([Match.objectLike({ Name: 'Reads of the vault' })]),
  });
});

test('the vault is read from the audit account and kept for as long as it is locked', () => {
  const { zone, template } = landingZone({ retention: WormRetention.compliance(7, { acknowledgement: 'agreed' }) });
  template(zone.logArchiveStack).hasResourceProperties('AWS::IAM::Role', { RoleName: 'zero-trust-audit-reader' });
  const shortest = JSON.parse(zone.auditTamperDeny.content).Statement.find(({ Sid }: any) => Sid === 'KeepVaultRetention').Condition;
  expect(shortest).toEqual({ NumericLessThanIfExists: { 's3:object-lock-remaining-retention-days': '2557' } });
});

describe('the account that administers Identity Center', () => {
  test('is the registered one', () => {
    expect(landingZone({ organization: delegatedTo(LOG_ARCHIVE) }).zone.identityStack.account).toBe(LOG_ARCHIVE);
  });

  test('is else the audit account, which is then registered', () => {
    const { zone, template } = landingZone();
    template(zone.managementStack).hasResourceProperties('Custom::OrganizationFeatures', {
      DelegatedAdministrators: ['sso', 'cloudtrail', 'config'].map((service) => ({ ServicePrincipal: `${service}.amazonaws.com`, AccountId: AUDIT })),
      TrustedServices: Match.arrayWith(['cloudtrail.amazonaws.com', 'sso.amazonaws.com']),
    });
  });

  test('may be the management account, which is warned of; then nobody is registered for it and there is no identity stack', () => {
    const { zone, template } = landingZone({ identityAccount: 'management' });
    expect(zone.identityStack).toBe(zone.managementStack);
    template(zone.managementStack).hasResourceProperties('Custom::OrganizationFeatures', {
      DelegatedAdministrators: ['cloudtrail', 'config'].map((service) => ({ ServicePrincipal: `${service}.amazonaws.com`, AccountId: AUDIT })),
    });
    expect(warnings(zone)).toContainEqual(expect.stringContaining("administered from the management account 'management'"));
  });
});

describe('the organization is prepared before what needs it', () => {
  test('trail and guardrail wait for trusted access and policy types', () => {
    const { zone, template } = landingZone();
    const management = template(zone.managementStack);
    const [features] = Object.keys(management.findResources('Custom::OrganizationFeatures'));
    for (const type of ['AWS::CloudTrail::Trail', 'AWS::Organizations::Policy']) {
      expect(Object.values(management.findResources(type))[0].DependsOn).toContain(features);
    }
  });
});

describe('warnings', () => {
  test.each<[string, RegExp, Parameters<typeof landingZone>[0]]>([
    ['one account that reads the evidence and keeps it', /^'audit' .* is audit account and log archive at once/, { logArchiveAccount: 'audit' }],
    ['accounts that no guardrail binds yet', /enforces no guardrail above 3 accounts: 'audit', 'log-archive', 'production'\./, {}],
    ['accounts under the root', /^Directly under the root, .* there is one account: 'sandbox'; /, { organization: smallOrganization((snapshot) => { snapshot.Accounts[4].ParentId = 'r-root'; }) }],
    ['a day before the snapshot', /'asOf' is 2026-10-31, before the snapshot was taken/, { asOf: '2026-10-31' }],
    ['an audit account that may list no accounts', /^'audit' .* administers no service of the organization/, { identityAccount: 'management', organization: smallOrganization((snapshot) => snapshot.DelegatedAdministrators.push({
      Id: PRODUCTION, DelegatedServices: ['cloudtrail', 'config'].map((service) => ({ ServicePrincipal: `${service}.amazonaws.com` })),
    })) }],
    ['a home Region that accounts switch on', /^The home Region eu-south-1 is one that each account has to switch on/, {
      allowedRegions: ['eu-south-1'], organization: smallOrganization((snapshot) => { snapshot.IdentityCenter.Region = 'eu-south-1'; }),
    }],
    ['a snapshot of 31 days', /taken on 2026-11-01, 31 days before 2026-12-02/, { asOf: '2026-12-02' }],
  ])('%s', (_, expected, change) => {
    expect(warnings(landingZone(change).zone)).toContainEqual(expect.stringMatching(expected));
  });

  test('there is none of them without cause', () => {
    const quiet = {
      rollout: Rollout.stages([{ unit: '/', stage: Stage.enforce({ acknowledgement: 'tried' }) }]),
      access: [{ group: 'readers', permissionSet: 'ReadOnly', accounts: Accounts.all().except('management') }],
      activityView: { readerPermissionSets: ['ReadOnly'] },
      asOf: '2026-12-01',
    };
    expect(warnings(landingZone(quiet).zone)).toEqual([]);
  });

  test('stand in the report as well, unless they were acknowledged', () => {
    const { app } = landingZone();
    const acknowledged = landingZone();
    Annotations.of(acknowledged.zone).acknowledgeWarning('cdk-zero-trust-landing-zone:accounts-without-guardrails');
    expect(report(app).warnings).toContainEqual(expect.stringContaining('enforces no guardrail above'));
    expect(report(acknowledged.app).warnings).not.toContainEqual(expect.stringContaining('enforces no guardrail above'));
  });
});

test('a guardrail that a team adds is in the report, with its targets and in the slots', () => {
  const { app, zone } = landingZone();
  const organization = smallOrganization();
  new RegionDenySCP(zone.managementStack, 'Own', { organization, allowedRegions: ['eu-west-1'], policyName: 'own',
    globalRegionRoles: ['arn:aws:iam::*:role/stacksets-exec-*'],
    rollout: Rollout.targets([{ target: GuardrailTarget.unit('Security'), stage: Stage.enforce({ acknowledgement: 'tried' }) }]), asOf: '2026-11-01' });
  const { guardrails, policySlots } = report(app);
  expect(guardrails.map(({ name, targets }: any) => [name, targets[0].name])).toEqual([
    ['zero-trust-region-deny', 'Sandbox'], ['zero-trust-root-deny', 'Sandbox'], ['zero-trust-security-services', 'Sandbox'],
    ['zero-trust-audit-tamper', 'Sandbox'], ['zero-trust-long-lived-credentials', 'Sandbox'], ['zero-trust-protected-roles', 'Sandbox'], ['own', 'Security'],
  ]);
  expect(policySlots.after.targets[organization.unit('Security').unitId].scpAttached).toBe(2);
});

test('a second catalogue of a team is in the report, its standing exceptions and its warnings too', () => {
  const { app } = landingZone();
  const stack = new Stack(app, 'More', { env: { account: AUDIT, region: 'eu-west-1' } });
  new PermissionSetCatalog(stack, 'Catalog', {
    organization: smallOrganization(),
    permissionSets: [PermissionSet.administrator()],
    access: [{
      group: 'extra', permissionSet: 'Administrator', accounts: Accounts.named('production'),
      standing: { reason: 'for now', owner: 'secops', expires: '2026-11-20' },
    }],
    asOf: '2026-11-01',
  });
  const { assignments, permissionSets, standingExceptions, warnings: said } = report(app);
  expect(assignments).toContainEqual({ group: 'extra', permissionSet: 'Administrator', accountId: PRODUCTION });
  expect(permissionSets.map(({ name }: any) => name)).toEqual(['ReadOnly', 'Administrator']);
  expect(standingExceptions).toMatchObject([{ group: 'extra', owner: 'secops' }]);
  expect(said).toContainEqual(expect.stringMatching(/^The standing exception of rule 1 \('extra' gets 'Administrator' .* expires on 2026-11-20/));
});

test('a class derived from LandingZone counts as one: their reports do not overwrite each other', () => {
  class Own extends LandingZone {}
  const { app } = landingZone();
  new Own(app, 'Client', { ...props(), organization: smallOrganization((snapshot) => { snapshot.Organization.Id = 'o-otherorgan'; }) });
  expect(readdirSync(app.synth().directory).filter((name) => name.startsWith('access-report')).sort()).toEqual(['access-report-Client', 'access-report-Zone']);
});

test('the root of a rollout is called by its empty path in the report', () => {
  const { app } = landingZone({ rollout: Rollout.stages([{ unit: '/', stage: Stage.observe() }]) });
  expect(report(app).guardrails[0].stages).toEqual([{ unit: '', stage: 'observe' }]);
});

function report(app: App) {
  return JSON.parse(readFileSync(join(app.synth().directory, 'access-report', 'report.json'), 'utf8'));
}

describe('what it refuses', () => {
  test.each<[string, string[], Parameters<typeof landingZone>[0]]>([
    ['an unknown log archive', ['AccountUnknown'], { logArchiveAccount: 'log-archiv' }],
    ['logs in the management account', ['RoleAccountIsManagement'], { logArchiveAccount: 'management' }],
    ['auditors in the management account', ['RoleAccountIsManagement'], { auditAccount: MANAGEMENT }],
    ['a suspended audit account', ['RoleAccountNotActive'], { organization: smallOrganization((snapshot) => { snapshot.Accounts[1].State = 'SUSPENDED'; }) }],
    ['another administrator than the registered one', ['IdentityAccountOther'], { organization: delegatedTo(LOG_ARCHIVE), identityAccount: 'audit' }],
    ['an identity account that is not there, and nothing that follows from it', ['AccountUnknown'], { identityAccount: 'zip' }],
    ['no Identity Center', ['IdentityCenterMissing'], { organization: smallOrganization((snapshot) => { delete snapshot.IdentityCenter; }) }],
    ['a rollout of unknown units', ['UnitUnknown'], { rollout: Rollout.stages([{ unit: 'Nowhere', stage: Stage.observe() }]) }],
    ['a day that is none', ['AsOf'], { asOf: '1 November' }],
  ])('%s: %j', (_, expected, change) => {
    expect(codes(refusal(() => landingZone(change)))).toEqual(expected);
  });

  test('to stand inside a stack', () => {
    expect(codes(refusal(() => landingZone({}, new Stack(new App(), 'Stack'))))).toEqual(['LandingZoneScope']);
  });

  test('everything wrong in its parts at once, each with its construct path', () => {
    const message = refusal(() => landingZone({
      logArchiveAccount: 'log-archiv',
      rollout: Rollout.stages([{ unit: 'Nowhere', stage: Stage.observe() }]),
      allowedRegions: [],
      retention: WormRetention.compliance(7, { acknowledgement: 'agreed' }),
      vaultRemovalPolicy: 'destroy' as any,
      permissionSets: [PermissionSet.administrator()],
      access: [{ group: 'admins', permissionSet: 'Administrator', accounts: Accounts.all() }],
    }));
    expect(codes(message)).toEqual(['AccountUnknown', 'UnitUnknown', 'RetentionDestroyed', 'RegionsEmpty', 'StandingPrivileged']);
    expect(message.match(/^ {2}at: .+$/gm)).toEqual(['  at: Zone', '  at: Zone/LogArchive/AuditVault', '  at: Zone/Management/RegionDeny', '  at: Zone/Identity/Catalog']);
  });
});

describe('an optional prop that is left out widens nothing', () => {
  const { zone, template } = landingZone({ asOf: undefined });

  test('retention: the vault is locked all the same', () => {
    expect(zone.auditVault.retention.days).toBe(30);
  });

  test('vaultRemovalPolicy: buckets and key stay', () => {
    template(zone.logArchiveStack).allResources('AWS::S3::Bucket', Match.objectLike({ DeletionPolicy: 'RetainExceptOnCreate' }));
    template(zone.logArchiveStack).allResources('AWS::KMS::Key', Match.objectLike({ DeletionPolicy: 'RetainExceptOnCreate' }));
  });

  test('regionDeny: nobody is exempt but StackSets in the Region of global services', () => {
    const makesRule = (role: string, region: string) => underScp(zone.regionDeny.content, { action: 'events:PutRule', principal: `arn:aws:iam::${PRODUCTION}:role/${role}`, region }).decision;
    expect(['us-east-1', 'ap-northeast-1'].map((region) => makesRule('stacksets-exec-0123456789abcdef0123456789abcdef', region))).toEqual(['allowed', 'explicitly-denied']);
    expect(['us-east-1', 'ap-northeast-1'].map((region) => makesRule('Administrator', region))).toEqual(['explicitly-denied', 'explicitly-denied']);
  });

  test('terminationProtection: it is on', () => {
    expect(zone.node.children.filter(Stack.isStack).every(({ terminationProtection }) => terminationProtection)).toBe(true);
  });

  test('identityAccount: the delegate is one account, and not the management account', () => {
    expect(zone.identityStack.account).toBe(AUDIT);
  });
});
