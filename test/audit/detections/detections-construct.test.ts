import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { announced } from './own-events';
import { DetectionForwarding, type DetectionOptions, Detections, MemberDetectionForwarding, Organization, OrganizationFeatures } from '../../../src';
import { fromMembers, allDetections } from '../../../src/audit/domain/detections/all-detections';
import { STACK_SETS } from '../../../src/organization/domain/stack-sets';
import { compileChain, evaluate } from '../../../src/policy/domain/evaluate';
import { matchesEvent } from '../../support/event-pattern';
import { codes, refusal } from '../../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, SANDBOX, smallOrganization } from '../../support/small-organization';
import { FACTS, call } from '../../support/trail-events';

const BUS = `arn:aws:events:eu-west-1:${AUDIT}:event-bus/zero-trust-detections`;
const TOPIC = `arn:aws:sns:eu-west-1:${AUDIT}:topic`;
const OKTA = 'aws.partner/okta.com/small/logs';
const trusting = () => smallOrganization((snapshot) => snapshot.EnabledServicePrincipals.push({ ServicePrincipal: STACK_SETS }));
const options = (change: Partial<DetectionOptions> = {}): DetectionOptions => ({
  organization: trusting(), auditAccount: 'audit', logArchiveAccount: 'log-archive', breakGlassRoles: ['arn:aws:iam::*:role/break-glass'], ...change,
});
const stack = (account: string, region = 'eu-west-1') => new Stack(new App(), 'Stack', { env: { account, region } });

function detections(change: Partial<DetectionOptions> & { oktaEventBus?: string; alarmActions?: string[] } = {}) {
  const scope = stack(AUDIT);
  const made = new Detections(scope, 'Detections', { ...options(), ...change });
  return { made, template: Template.fromStack(scope) };
}

function forwarding(region: string, organization: Organization = trusting()) {
  const scope = stack(MANAGEMENT, region);
  const made = new DetectionForwarding(scope, 'Forwarding', options({ organization }));
  return { made, template: Template.fromStack(scope) };
}

function members(change: { regions?: string[] } = {}) {
  const scope = stack(MANAGEMENT);
  const made = new MemberDetectionForwarding(scope, 'Members', { ...options(), ...change });
  const [set] = Object.values(Template.fromStack(scope).findResources('AWS::CloudFormation::StackSet'));
  return { made, set, body: JSON.parse(set.Properties.TemplateBody) };
}

interface Asked {
  readonly principal: string;
  /** Missing for a service. */
  readonly account?: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Record<string, string>;
}

/** What a policy of a resource says to a caller, conditions evaluated. */
function verdict(statements: any[], asked: Asked): string {
  return evaluate({
    principalArn: asked.principal, principalAccount: asked.account, action: asked.action, resource: asked.resource, resourceAccount: AUDIT,
    context: {
      ...(asked.account ? { 'aws:PrincipalArn': asked.principal, 'aws:PrincipalAccount': asked.account } : {}),
      'aws:PrincipalIsAWSService': String(asked.account === undefined), 'aws:SecureTransport': 'true', ...asked.context,
    },
  }, compileChain({
    scps: [], rcps: [], sessionPolicies: [], managementAccountId: MANAGEMENT, resourcePolicy: { Version: '2012-10-17', Statement: statements },
    identityPolicies: asked.account ? [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }] : [],
  })).decision;
}

describe('the bus', () => {
  const [{ Properties: { Statement: statement } }] = Object.values(detections().template.findResources('AWS::Events::EventBusPolicy')) as any[];
  const sent = (principal: string, organization = 'o-smallorgan', resource = BUS) => verdict([statement], {
    principal, account: principal.split(':')[4], action: 'events:PutEvents', resource, context: { 'aws:PrincipalOrgID': organization },
  });

  test.each([MANAGEMENT, SANDBOX, LOG_ARCHIVE])('takes events from the forwarding role of %s', (account) => {
    expect(sent(`arn:aws:iam::${account}:role/member-zero-trust/zero-trust-detection-forwarding-us-east-1`)).toBe('allowed');
  });

  test.each([
    ['another organization', `arn:aws:iam::${SANDBOX}:role/member-zero-trust/zero-trust-detection-forwarding-us-east-1`, 'o-another'],
    ['another role', `arn:aws:iam::${SANDBOX}:role/admin`, undefined],
    ['a role of that name at no path of ours, which anybody may make', `arn:aws:iam::${SANDBOX}:role/zero-trust-detection-forwarding-us-east-1`, undefined],
    ['another function of the landing zone', `arn:aws:iam::${SANDBOX}:role/zero-trust/audit/worker`, undefined],
  ])('takes none from %s', (_, principal, organization) => {
    expect(sent(principal, organization)).not.toBe('allowed');
  });
});

describe('the topic', () => {
  const { template } = detections();
  const [[, topicPolicy]] = Object.entries(template.findResources('AWS::SNS::TopicPolicy')) as any[];
  const rules = Object.keys(template.findResources('AWS::Events::Rule'));
  const statements = JSON.parse(JSON.stringify(topicPolicy.Properties.PolicyDocument.Statement)
    .replaceAll(/\{"Ref":"[^"]+"\}/g, `"${TOPIC}"`).replaceAll(/\{"Fn::GetAtt":\["(\w+)","Arn"\]\}/g, '"arn:aws:events:eu-west-1:000000000002:rule/$1"'));
  const published = (principal: string, context: Record<string, string>, account?: string) =>
    verdict(statements, { principal, account, action: 'sns:Publish', resource: TOPIC, context });

  test('takes what each of our rules publishes', () => {
    const decisions = rules.map((rule) => published('events.amazonaws.com', { 'aws:SourceArn': `arn:aws:events:eu-west-1:${AUDIT}:rule/${rule}` }));
    expect(new Set(decisions)).toEqual(new Set(['allowed']));
    expect(rules).toHaveLength(14);
  });

  const alarm = (account: string, region = 'eu-west-1') => ({ 'aws:SourceArn': `arn:aws:cloudwatch:${region}:${account}:alarm:any`, 'aws:SourceAccount': account });

  test('takes what alarms of the account and Region tell', () => {
    expect(published('cloudwatch.amazonaws.com', alarm(AUDIT))).toBe('allowed');
  });

  test.each<[string, string, Record<string, string>, string | undefined]>([
    ['an alarm of another account', 'cloudwatch.amazonaws.com', alarm(SANDBOX), undefined],
    ['an alarm of another Region', 'cloudwatch.amazonaws.com', alarm(AUDIT, 'us-east-1'), undefined],
    ['another rule', 'events.amazonaws.com', { 'aws:SourceArn': `arn:aws:events:eu-west-1:${AUDIT}:rule/other` }, undefined],
    ['another service', 'cloudwatch.amazonaws.com', { 'aws:SourceArn': `arn:aws:events:eu-west-1:${AUDIT}:rule/${rules[0]}` }, undefined],
    ['an administrator of the account', `arn:aws:iam::${AUDIT}:role/admin`, {}, AUDIT],
  ])('takes nothing from %s', (_, principal, context, account) => {
    expect(published(principal, context, account)).not.toBe('allowed');
  });

  test.each(['events.amazonaws.com', 'cloudwatch.amazonaws.com'])('is encrypted with a key of its own that %s may use for this topic only', (principal) => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key')) as any[];
    expect(key.Properties.EnableKeyRotation).toBe(true);
    const used = (topicArn: string) => verdict(key.Properties.KeyPolicy.Statement.slice(1), {
      principal, action: 'kms:GenerateDataKey', resource: '*', context: { 'kms:EncryptionContext:aws:sns:topicArn': topicArn },
    });
    const [{ Properties: { TopicName } }] = Object.values(template.findResources('AWS::SNS::Topic'));
    expect(used(`arn:aws:sns:eu-west-1:${AUDIT}:${TopicName}`)).toBe('allowed');
    expect(used('arn:aws:sns:eu-west-1:000000000002:other')).not.toBe('allowed');
  });
});

describe('the rules', () => {
  test('are one for each detection, on the bus that everybody sends to, and on the bus of Okta where there is one', () => {
    const { made, template } = detections({ oktaEventBus: OKTA });
    const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
    expect(rules).toHaveLength(made.names.length);
    expect(rules.filter(({ EventBusName }) => EventBusName === OKTA).map(({ Name }) => Name)).toEqual([expect.stringContaining('okta-stream-off')]);
    expect(detections().made.names).not.toContain('okta-stream-off');
  });

  test("for what the account's own jobs find stand on its default bus, and nothing else does", () => {
    const rules = Object.values(detections({ oktaEventBus: OKTA }).template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
    expect(rules.filter(({ EventBusName }) => EventBusName === 'default').map(({ Name }) => Name))
      .toEqual(['trail-findings', 'trail-gaps', 'detections-tampering'].map((name) => expect.stringContaining(name)));
    expect(rules.filter(({ EventBusName }) => EventBusName.Ref !== undefined)).toHaveLength(rules.length - 4);
  });

  test('a message about a gap names account and Region', () => {
    const [rule] = Object.values(detections().template.findResources('AWS::Events::Rule', { Properties: { Name: Match.stringLikeRegexp('trail-gaps') } }));
    const event = announced('Trail Completeness Change', { change: 'late', accountId: SANDBOX, region: 'eu-central-1', since: '2026-11-01T00:00:00Z' });
    expect(matchesEvent(rule.Properties.EventPattern, event)).toBe(true);
    const message = JSON.parse(rule.Properties.Targets[0].InputTransformer.InputTemplate.replace('<aws.events.event.json>', JSON.stringify(event)));
    expect(message).toMatchObject({ detection: 'trail-gaps', severity: 'high', event: { detail: { accountId: SANDBOX, region: 'eu-central-1' } } });
  });

  test('topic, bus, rules and StackSet have names that the detections of tampering watch', () => {
    const { made, template } = detections({ oktaEventBus: OKTA });
    const pattern = (name: string) =>
      Object.values(template.findResources('AWS::Events::Rule', { Properties: { Name: Match.stringLikeRegexp(name) } }))[0].Properties.EventPattern;
    const tells = (name: string, service: string, eventName: string, requestParameters: object) =>
      matchesEvent(pattern(name), call(service, eventName, { by: `arn:aws:iam::${AUDIT}:role/admin`, detail: { requestParameters } }));
    const names = [template, forwarding('us-east-1').template].flatMap((one) => Object.values(one.findResources('AWS::Events::Rule')))
      .concat(Object.values<any>(members().body.Resources).filter(({ Type }) => Type === 'AWS::Events::Rule')).map(({ Properties: { Name } }) => Name);
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name) => !tells('detections-tampering', 'events', 'DisableRule', { name }))).toEqual([]);
    expect(names.filter((rule) => !tells('forwarding-tampering', 'events', 'RemoveTargets', { rule }))).toEqual([]);
    expect(tells('detections-tampering', 'sns', 'DeleteTopic', { topicArn: made.topicArn })).toBe(true);
    expect(tells('detections-tampering', 'events', 'DeleteEventBus', { name: made.eventBusArn.split('/')[1] })).toBe(true);
    expect(tells('forwarding-tampering', 'cloudformation', 'UpdateStackSet', { stackSetName: members().set.Properties.StackSetName })).toBe(true);
  });

  test('publish what happened, what to do and the event, and keep what did not get through', () => {
    const { template } = detections();
    for (const { Properties: { Targets: [target] } } of Object.values(template.findResources('AWS::Events::Rule'))) {
      const message = JSON.parse(target.InputTransformer.InputTemplate.replace('<aws.events.event.json>', '{"id":1}'));
      expect(message).toEqual({
        detection: expect.any(String), severity: expect.stringMatching(/^(critical|high|medium)$/), title: expect.any(String), reason: expect.any(String),
        runbook: expect.any(String), event: { id: 1 },
      });
      expect(target.DeadLetterConfig.Arn).toBeDefined();
    }
  });

  test('what could not be published is an alarm, told to whom it is given', () => {
    const { template } = detections({ alarmActions: ['arn:aws:sns:eu-west-1:000000000002:on-call'] });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ApproximateNumberOfMessagesVisible', AlarmActions: ['arn:aws:sns:eu-west-1:000000000002:on-call'] });
    detections().template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  });
});

describe('the management account', () => {
  test.each([
    ['us-east-1', ['root-activity', 'root-session', 'long-lived-credentials', 'forwarding-tampering', 'organization-policies', 'organization-changes', 'break-glass']],
    ['eu-west-1', ['root-activity', 'root-session', 'trail-tampering', 'forwarding-tampering', 'access-changes', 'identity-center-configuration', 'break-glass']],
    ['eu-central-1', ['root-activity', 'root-session', 'forwarding-tampering', 'break-glass']],
  ])('sends out of %s what arrives there', (region, names) => {
    expect(forwarding(region).made.names).toEqual(names);
  });

  test('whose home is the Region of global services sends all of it from one stack', () => {
    const home = smallOrganization((snapshot) => { snapshot.IdentityCenter.Region = 'us-east-1'; });
    expect(forwarding('us-east-1', home).made.names).toEqual([...new Set([...forwarding('us-east-1').made.names, ...forwarding('eu-west-1').made.names])]
      .sort((a, b) => allDetections(FACTS).findIndex(({ name }) => name === a) - allDetections(FACTS).findIndex(({ name }) => name === b)));
  });

  test('sends with a role that may do that and nothing else, and whose name the bus takes', () => {
    const { template } = forwarding('us-east-1');
    const [{ Properties: role }] = Object.values(template.findResources('AWS::IAM::Role'));
    expect([role.Path, role.RoleName]).toEqual(['/member-zero-trust/', 'zero-trust-detection-forwarding-us-east-1']);
    const chain = compileChain({
      scps: [], rcps: [], sessionPolicies: [], managementAccountId: MANAGEMENT, identityPolicies: [role.Policies[0].PolicyDocument],
    });
    const principalArn = `arn:aws:iam::${MANAGEMENT}:role/x`;
    const can = (action: string, resource: string) =>
      evaluate({ principalArn, principalAccount: MANAGEMENT, action, resource, resourceAccount: MANAGEMENT, context: {} }, chain).decision;
    expect(can('events:PutEvents', BUS)).toBe('allowed');
    expect([can('events:PutEvents', BUS.replace('zero-trust-detections', 'default')), can('events:PutRule', BUS), can('s3:GetObject', 'arn:aws:s3:::x/y')])
      .toEqual(['implicitly-denied', 'implicitly-denied', 'implicitly-denied']);
  });
});

describe('member accounts', () => {
  test('all get it, those that come later included, in the home Region and that of global services', () => {
    const { made, set } = members();
    expect(made.regions).toEqual(['eu-west-1', 'us-east-1']);
    expect(set.Properties).toMatchObject({ PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: true } });
    expect(set.Properties.StackInstancesGroup).toEqual([
      { Regions: ['eu-west-1', 'us-east-1'], DeploymentTargets: { OrganizationalUnitIds: ['r-root'] } },
    ]);
    expect([set.DeletionPolicy, set.UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
    expect(members({ regions: ['eu-central-1', 'eu-west-1'] }).made.regions).toEqual(['eu-central-1', 'eu-west-1', 'us-east-1']);
  });

  test('send what is theirs to tell and no more, each rule where its events arrive', () => {
    const { body } = members();
    const rules = Object.values<any>(body.Resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
    expect(rules.map(({ Condition, Properties }) => [Properties.Name, Condition])).toEqual([
      ['member-zero-trust-detection-root-activity', undefined], ['member-zero-trust-detection-root-session', undefined],
      ['member-zero-trust-detection-long-lived-credentials', 'InGlobalRegion'], ['member-zero-trust-detection-trail-tampering', 'InHomeRegion'],
      ['member-zero-trust-detection-vault-tampering', 'InHomeRegion'], ['member-zero-trust-detection-forwarding-tampering', undefined],
      ['member-zero-trust-detection-organization-changes', 'InGlobalRegion'], ['member-zero-trust-detection-access-changes', 'InHomeRegion'],
      ['member-zero-trust-detection-identity-center-configuration', 'InHomeRegion'], ['member-zero-trust-detection-break-glass', undefined],
    ]);
    expect(rules.every(({ Properties: { Targets: [target] } }) => target.Arn === BUS && target.RoleArn['Fn::GetAtt'][0] === 'Role')).toBe(true);
  });

  test('what a member sends is what the audit account tells', () => {
    const sent = fromMembers(allDetections(FACTS));
    const event = call('iam', 'CreateAccessKey', { region: 'us-east-1' });
    expect(sent.filter(({ pattern }) => matchesEvent(pattern, event)).map(({ name }) => name)).toEqual(['long-lived-credentials']);
  });

  test('the template fits into a StackSet, with a long list of Regions and roles', () => {
    expect(members().set.Properties.TemplateBody.length).toBeLessThan(51_200);
  });

  test('wait for trusted access that the same app gives', () => {
    const scope = stack(MANAGEMENT);
    const organization = smallOrganization();
    new OrganizationFeatures(scope, 'Features', { organization, trustedServices: [STACK_SETS] });
    new MemberDetectionForwarding(scope, 'Members', options({ organization }));
    const [set] = Object.values(Template.fromStack(scope).findResources('AWS::CloudFormation::StackSet'));
    expect(set.DependsOn).toEqual(expect.arrayContaining([expect.stringContaining('Features')]));
  });

  test('StackSets are claimed to get through, in every member and Region', () => {
    const { made } = members();
    const claims = made._claims('o-smallorgan');
    expect(claims.map(({ action, regions: [region] }) => `${action} ${region}`)).toEqual([
      'cloudformation:CreateStack eu-west-1', 'events:PutRule eu-west-1', 'iam:CreateRole us-east-1',
      'cloudformation:CreateStack us-east-1', 'events:PutRule us-east-1', 'iam:CreateRole us-east-1',
    ]);
    expect(claims.every(({ accountIds }) => !accountIds.includes(MANAGEMENT) && accountIds.length === 4)).toBe(true);
    expect(made._claims('o-another')).toEqual([]);
  });
});

describe('a wrong place or name', () => {
  const wrong = (make: () => unknown) => codes(refusal(make));

  test.each<[string, string[], () => unknown]>([
    ['detections in another account and Region', ['StackAccount', 'StackRegion'], () => new Detections(stack(SANDBOX, 'us-east-1'), 'D', options())],
    ['detections of unknown accounts, all at once', ['AccountUnknown', 'AccountUnknown'],
      () => new Detections(new Stack(new App(), 'Stack'), 'D', options({ logArchiveAccount: 'nobody', identityAccount: 'nowhere' }))],
    ['forwarding out of a member account', ['StackAccount'], () => new DetectionForwarding(stack(AUDIT), 'F', options())],
    ['forwarding out of nowhere', ['StackEnvironment', 'StackEnvironment'], () => new DetectionForwarding(new Stack(new App(), 'Stack'), 'F', options())],
    ['a StackSet of a member account in another Region', ['StackAccount', 'StackRegion'],
      () => new MemberDetectionForwarding(stack(AUDIT, 'us-east-1'), 'M', options())],
    ['a StackSet without trusted access', ['StackSetsNotTrusted'],
      () => new MemberDetectionForwarding(stack(MANAGEMENT), 'M', options({ organization: smallOrganization() }))],
    ['Regions that do not exist, and twice', ['RegionUnknown', 'RegionTwice'],
      () => new MemberDetectionForwarding(stack(MANAGEMENT), 'M', { ...options(), regions: ['eu-wset-1', 'eu-west-3', 'eu-west-3'] })],
    ['no Identity Center', ['IdentityCenterMissing'],
      () => new Detections(stack(AUDIT, undefined), 'D', options({ organization: smallOrganization((snapshot) => { delete snapshot.IdentityCenter; }) }))],
  ])('%s is refused', (_, expected, make) => {
    expect(wrong(make)).toEqual(expect.arrayContaining(expected));
  });
});
