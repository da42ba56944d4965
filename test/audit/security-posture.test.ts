import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SecurityPosture, SecurityPostureDelegation, type SecurityPostureDelegationProps, type SecurityPostureProps, SecurityService } from '../../src';
import { posturePermissions } from '../../src/audit/domain/posture-permissions';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { codes, refusal } from '../support/messages';
import { realActions, unreal } from '../support/real-actions';
import { AUDIT, MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';

const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1'];
const ALL = { organization: smallOrganization(), auditAccount: 'audit', regions: REGIONS };
const stack = (account: string, region = 'eu-west-1') => new Stack(new App(), 'Stack', { env: { account, region } });

function posture(change: Partial<SecurityPostureProps> = {}, region = 'eu-west-1') {
  const scope = stack(AUDIT, region);
  const made = new SecurityPosture(scope, 'Posture', { ...ALL, ...change });
  return { made, template: Template.fromStack(scope) };
}

function delegation(change: Partial<SecurityPostureDelegationProps> = {}) {
  const scope = stack(MANAGEMENT);
  new SecurityPostureDelegation(scope, 'Delegation', { ...ALL, ...change });
  return Template.fromStack(scope);
}

const types = (template: Template) => Object.values(template.toJSON().Resources ?? {}).map(({ Type }: any) => Type)
  .filter((type: string) => /SecurityHub|AccessAnalyzer|Custom/.test(type)).sort();

/** What the role of the one function may do, its log aside. */
function may(template: Template, action: string, resource: string, context: Record<string, string> = {}, account = AUDIT): boolean {
  const [{ Properties: { Policies: [{ PolicyDocument: { Statement } }] } }] = Object.values(template.findResources('AWS::IAM::Role'));
  return evaluate({ principalArn: `arn:aws:iam::${account}:role/x`, principalAccount: account, action, resource, resourceAccount: account, context }, compileChain({
    scps: [], rcps: [], sessionPolicies: [], managementAccountId: MANAGEMENT, identityPolicies: [{ Version: '2012-10-17', Statement: Statement.slice(1) }],
  })).decision === 'allowed';
}

describe('in the audit account', () => {
  test('the home Region aggregates, configures centrally and looks for unused access; other Regions gather', () => {
    expect(types(posture().template)).toEqual([
      'AWS::AccessAnalyzer::Analyzer', 'AWS::AccessAnalyzer::Analyzer', 'AWS::SecurityHub::ConfigurationPolicy', 'AWS::SecurityHub::FindingAggregator',
      'AWS::SecurityHub::OrganizationConfiguration', 'AWS::SecurityHub::PolicyAssociation', 'Custom::Findings',
    ]);
    expect(types(posture({}, 'us-east-1').template)).toEqual(['AWS::AccessAnalyzer::Analyzer', 'Custom::Findings']);
    expect([posture().made.aggregates, posture({}, 'us-east-1').made.aggregates]).toEqual([true, false]);
  });

  test('Security Hub links the other Regions, and its policy binds the whole organization', () => {
    const { template } = posture();
    template.hasResourceProperties('AWS::SecurityHub::FindingAggregator', { RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: ['eu-central-1', 'us-east-1'] });
    template.hasResourceProperties('AWS::SecurityHub::OrganizationConfiguration', { AutoEnable: false, AutoEnableStandards: 'NONE', ConfigurationType: 'CENTRAL' });
    template.hasResourceProperties('AWS::SecurityHub::PolicyAssociation', { TargetId: 'r-root', TargetType: 'ROOT' });
    template.hasResourceProperties('AWS::SecurityHub::ConfigurationPolicy', { ConfigurationPolicy: { SecurityHub: {
      ServiceEnabled: true,
      EnabledStandardIdentifiers: ['arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0'],
    } } });
  });

  test('each step of Security Hub waits for the one before', () => {
    const resources: Record<string, any> = posture().template.toJSON().Resources;
    const idOf = (type: string) => Object.entries(resources).find(([, { Type }]) => Type === type)![0];
    const order = ['Custom::Findings', 'AWS::SecurityHub::FindingAggregator', 'AWS::SecurityHub::OrganizationConfiguration', 'AWS::SecurityHub::ConfigurationPolicy'];
    for (const [index, type] of order.slice(1).entries()) {
      expect(resources[idOf(type)].DependsOn).toContain(idOf(order[index]));
    }
    expect(JSON.stringify(resources[idOf('AWS::SecurityHub::PolicyAssociation')].Properties)).toContain(idOf('AWS::SecurityHub::ConfigurationPolicy'));
  });

  test('nothing of it goes with the stack', () => {
    const resources: any[] = Object.values(posture().template.toJSON().Resources);
    const kept = resources.filter(({ Type }) => /SecurityHub|AccessAnalyzer/.test(Type));
    expect(kept).toHaveLength(6);
    expect(kept.filter(({ DeletionPolicy, UpdateReplacePolicy }) => DeletionPolicy !== 'RetainExceptOnCreate' || UpdateReplacePolicy !== 'Retain')).toEqual([]);
  });

  test.each<[SecurityService, string[]]>([
    [SecurityService.GUARDDUTY, ['Custom::Findings']],
    [SecurityService.ACCESS_ANALYZER, ['AWS::AccessAnalyzer::Analyzer', 'AWS::AccessAnalyzer::Analyzer']],
    [SecurityService.SECURITY_HUB, [
      'AWS::SecurityHub::ConfigurationPolicy', 'AWS::SecurityHub::FindingAggregator', 'AWS::SecurityHub::OrganizationConfiguration',
      'AWS::SecurityHub::PolicyAssociation', 'Custom::Findings',
    ]],
  ])('%s stands alone', (service, expected) => {
    expect(types(posture({ services: [service] }).template)).toEqual(expected);
  });

  test('features, standards and days are the ones that are given, or the safe ones', () => {
    posture().template.hasResourceProperties('Custom::Findings', { GuardDutyFeatures: [], SecurityHub: 'true' });
    const { template } = posture({ guardDutyFeatures: ['S3_DATA_EVENTS', 'EKS_AUDIT_LOGS'], unusedAccessDays: 365, standards: ['arn:aws:securityhub:::ruleset/cis/v/1.2.0'] });
    template.hasResourceProperties('Custom::Findings', { GuardDutyFeatures: ['EKS_AUDIT_LOGS', 'S3_DATA_EVENTS'] });
    template.hasResourceProperties('AWS::AccessAnalyzer::Analyzer', { AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 365 } } });
    posture().template.hasResourceProperties('AWS::AccessAnalyzer::Analyzer', { AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 90 } } });
    expect(Object.keys(posture({ services: [SecurityService.SECURITY_HUB] }).template.findResources('Custom::Findings', { Properties: { GuardDutyFeatures: [] } }))).toEqual([]);
  });

  test('the function may switch on, and nothing off', () => {
    const { template } = posture();
    const detector = `arn:aws:guardduty:eu-west-1:${AUDIT}:detector/0`;
    const hub = `arn:aws:securityhub:eu-west-1:${AUDIT}:hub/default`;
    expect([
      may(template, 'guardduty:UpdateOrganizationConfiguration', detector), may(template, 'guardduty:CreateDetector', '*'), may(template, 'securityhub:EnableSecurityHub', hub),
    ]).toEqual([true, true, true]);
    expect([
      may(template, 'guardduty:DeleteDetector', detector), may(template, 'guardduty:UpdateDetector', detector), may(template, 'guardduty:DisassociateMembers', detector),
      may(template, 'guardduty:UpdateOrganizationConfiguration', detector.replace(AUDIT, SANDBOX)), may(template, 'securityhub:DisableSecurityHub', hub),
      may(template, 'iam:CreateServiceLinkedRole', `arn:aws:iam::${AUDIT}:role/aws-service-role/other.amazonaws.com/Other`), may(template, 'iam:CreateRole', '*'),
    ]).toEqual(Array(7).fill(false));
  });

  test('the role has a path by which guardrails know it', () => {
    posture().template.hasResourceProperties('AWS::IAM::Role', { Path: '/zero-trust/posture/' });
  });

  test('every action that is asked for exists', async () => {
    const { permissions } = posturePermissions({ partition: 'aws', region: 'eu-west-1', accountId: AUDIT, guardDuty: true, securityHub: true });
    const [{ Properties: { Policies: [{ PolicyDocument: { Statement } }] } }] = Object.values(delegation().findResources('AWS::IAM::Role'));
    const actions = [...permissions.flatMap((permission) => permission.actions), ...Statement.flatMap(({ Action }: any) => Action)];
    expect(unreal(actions, await realActions())).toEqual([]);
  }, 60_000);
});

describe('in the management account', () => {
  test('the function is told who administers what where, and no other Region is its business', () => {
    const template = delegation();
    template.hasResourceProperties('Custom::SecurityAdministrators', {
      AccountId: AUDIT, Regions: ['eu-central-1', 'eu-west-1', 'us-east-1'], Services: ['GuardDuty', 'SecurityHub'],
    });
    const enable = (region: string) => may(template, 'guardduty:EnableOrganizationAdminAccount', '*', { 'aws:RequestedRegion': region }, MANAGEMENT);
    expect([enable('eu-west-1'), enable('ap-south-1')]).toEqual([true, false]);
  });

  test('it may register the audit account for these services, no other account or service, and deregister none', () => {
    const template = delegation();
    const account = (id: string) => `arn:aws:organizations::${MANAGEMENT}:account/o-smallorgan/${id}`;
    const registers = (id: string, service: string) =>
      may(template, 'organizations:RegisterDelegatedAdministrator', account(id), { 'organizations:ServicePrincipal': service }, MANAGEMENT);
    expect(registers(AUDIT, 'guardduty.amazonaws.com')).toBe(true);
    expect([
      registers(SANDBOX, 'guardduty.amazonaws.com'), registers(AUDIT, 'sso.amazonaws.com'),
      may(template, 'organizations:DeregisterDelegatedAdministrator', account(AUDIT), {}, MANAGEMENT),
      may(template, 'guardduty:DisableOrganizationAdminAccount', '*', { 'aws:RequestedRegion': 'eu-west-1' }, MANAGEMENT),
      may(template, 'securityhub:DisableOrganizationAdminAccount', '*', { 'aws:RequestedRegion': 'eu-west-1' }, MANAGEMENT),
    ]).toEqual([false, false, false, false, false]);
  });

  test('a service that is left out is not in reach', () => {
    const template = delegation({ services: [SecurityService.SECURITY_HUB] });
    expect(may(template, 'guardduty:EnableOrganizationAdminAccount', '*', { 'aws:RequestedRegion': 'eu-west-1' }, MANAGEMENT)).toBe(false);
  });

  test('Access Analyzer is registered by Organizations, and makes nothing here', () => {
    expect(types(delegation({ services: [SecurityService.ACCESS_ANALYZER] }))).toEqual([]);
    expect(SecurityPostureDelegation.delegatedAdministrators('audit')).toEqual([{ servicePrincipal: 'access-analyzer.amazonaws.com', account: 'audit' }]);
  });
});

test.each<[string, string[], () => unknown]>([
  ['another account', ['StackAccount'], () => new SecurityPosture(stack(SANDBOX), 'P', ALL)],
  ['a Region that is not named', ['PostureRegions'], () => posture({}, 'ap-south-1')],
  ['one Region with Security Hub', ['PostureRegions'], () => posture({ regions: ['eu-west-1'] })],
  ['a stack without an account', ['StackEnvironment'], () => new SecurityPosture(new Stack(new App(), 'Stack'), 'P', ALL)],
  ['a delegation outside the management account', ['StackAccount'], () => new SecurityPostureDelegation(stack(AUDIT), 'D', ALL)],
  ['the management account as the one that gathers', ['DelegateIsManagement'], () => delegation({ auditAccount: 'management' })],
  ['an unknown account and Region, at once', ['AccountUnknown', 'RegionUnknown'], () => delegation({ auditAccount: 'nobody', regions: ['eu-west-1', 'eu-wset-1'] })],
  ['services twice', ['PostureServices'], () => posture({ services: [SecurityService.GUARDDUTY, SecurityService.GUARDDUTY] })],
  ['two features of which one includes the other', ['GuardDutyFeature'], () => posture({ guardDutyFeatures: ['RUNTIME_MONITORING', 'EKS_RUNTIME_MONITORING'] })],
  ['no days', ['UnusedAccessDays'], () => posture({ unusedAccessDays: 0 })],
  ['half a day', ['UnusedAccessDays'], () => posture({ unusedAccessDays: 1.5 })],
])('%s is refused', (_, expected, make) => {
  expect(codes(refusal(make))).toEqual(expected);
});

test.each([1, 365])('%i days are taken', (unusedAccessDays) => {
  expect(() => posture({ unusedAccessDays })).not.toThrow();
});

test('one Region without Security Hub is taken', () => {
  expect(() => posture({ regions: ['eu-west-1'], services: [SecurityService.GUARDDUTY] })).not.toThrow();
});
