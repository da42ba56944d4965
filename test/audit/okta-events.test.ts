import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { OktaEvents, type OktaEventsProps, OktaOrgUrl } from '../../src';
import { evaluate, compileChain } from '../../src/policy/domain/evaluate';
import { codes, refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, smallOrganization } from '../support/small-organization';

const SOURCE = 'aws.partner/okta.com/small/audit';
const TOKEN = `arn:aws:secretsmanager:eu-west-1:${AUDIT}:secret:okta/token-a1B2c3`;
const VAULT = `arn:aws:s3:::zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;

function synth(change: Partial<OktaEventsProps> = {}, { app = new App(), account = AUDIT, region = 'eu-west-1' } = {}) {
  const stack = new Stack(app, 'Audit', { env: { account, region } });
  const okta = new OktaEvents(stack, 'Okta', {
    organization: smallOrganization(), logArchiveAccount: 'log-archive', oktaOrgUrl: OktaOrgUrl.hosted('https://small.okta.com'), apiTokenSecretArn: TOKEN,
    eventSourceName: SOURCE, ...change,
  });
  return { stack, okta, template: () => Template.fromStack(stack) };
}

describe('the stream', () => {
  test('has a bus of the partner\'s name, an archive as old as the System Log, and a queue for everything', () => {
    const template = synth().template();
    template.hasResourceProperties('AWS::Events::EventBus', { Name: SOURCE, EventSourceName: SOURCE });
    template.hasResource('AWS::Events::Archive', { Properties: { RetentionDays: 90, EventPattern: Match.absent() }, DeletionPolicy: 'RetainExceptOnCreate' });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: { Ref: Match.stringLikeRegexp('Bus') }, EventPattern: { source: [{ prefix: 'aws.partner/okta.com' }] },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('StreamQueue'), 'Arn'] }, DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetters'), 'Arn'] } } })],
    });
  });

  test('waits two weeks in a queue that only the rule writes to, and fails one by one', () => {
    const template = synth().template();
    template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600, RedrivePolicy: Match.objectLike({ maxReceiveCount: 10 }), SqsManagedSseEnabled: true });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { FunctionResponseTypes: ['ReportBatchItemFailures'], BatchSize: 100, MaximumBatchingWindowInSeconds: 5 });
    const [rule] = Object.keys(template.findResources('AWS::Events::Rule', { Properties: { EventPattern: Match.anyValue() } }));
    const policies = Object.values(template.findResources('AWS::SQS::QueuePolicy'));
    expect(policies).toHaveLength(2);
    for (const { Properties: { PolicyDocument: { Statement } } } of policies) {
      expect(Statement.filter(({ Effect }: any) => Effect === 'Allow')).toEqual([expect.objectContaining({
        Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
      })]);
    }
  });

  test('is taken from the queue in less time than a message is hidden', () => {
    const template = synth().template();
    const [{ Properties: { Timeout } }] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { FunctionName: Match.stringLikeRegexp('write-okta-events') } }));
    template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 6 * Timeout, RedrivePolicy: Match.anyValue() });
  });
});

describe('what its roles may do', () => {
  const statements = (bundle: string) => {
    const template = synth().template();
    const [{ Properties }] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { FunctionName: Match.stringLikeRegexp(bundle) } }));
    const role = template.toJSON().Resources[Properties.Role['Fn::GetAtt'][0]];
    expect(role.Properties.Path).toBe('/zero-trust/audit/');
    return JSON.parse(JSON.stringify(role.Properties.Policies[0].PolicyDocument, (_, value) => (value?.['Fn::GetAtt'] ? `arn:aws:x:::${value['Fn::GetAtt'].join('.')}` : value)));
  };
  const key = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:ResourceAliases': ['alias/zero-trust-trail-vault'] };
  const keyArn = `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:key/1`;

  test.each<[string, string, string, string, Record<string, string | string[]>]>([
    ['write', 'allowed', 's3:PutObject', `${VAULT}/okta/year=2026/x.json.gz`, {}],
    ['write', 'implicitly-denied', 's3:PutObject', `${VAULT}/evidence/okta/2026-11-01/00.json`, {}],
    ['write', 'implicitly-denied', 's3:PutObject', `${VAULT}/AWSLogs/x`, {}],
    ['write', 'implicitly-denied', 's3:DeleteObject', `${VAULT}/okta/x`, {}],
    ['write', 'implicitly-denied', 's3:GetObject', `${VAULT}/okta/x`, {}],
    ['write', 'implicitly-denied', 'secretsmanager:GetSecretValue', TOKEN, {}],
    ['write', 'allowed', 'kms:GenerateDataKey', keyArn, key],
    ['write', 'implicitly-denied', 'kms:Decrypt', keyArn, key],
    ['reconcile', 'allowed', 's3:PutObject', `${VAULT}/okta/x`, {}],
    ['reconcile', 'allowed', 's3:PutObject', `${VAULT}/evidence/okta/2026-11-01/00.json`, {}],
    ['reconcile', 'implicitly-denied', 's3:PutObject', `${VAULT}/evidence/integrity/2026-11-01.json`, {}],
    ['reconcile', 'allowed', 's3:GetObject', `${VAULT}/evidence/okta/2026-11-01/00.json`, {}],
    ['reconcile', 'implicitly-denied', 's3:PutObjectRetention', `${VAULT}/okta/x`, {}],
    ['reconcile', 'allowed', 's3:ListBucket', VAULT, {}],
    ['reconcile', 'allowed', 'secretsmanager:GetSecretValue', TOKEN, {}],
    ['reconcile', 'implicitly-denied', 'secretsmanager:GetSecretValue', TOKEN.replace('okta', 'other'), {}],
    ['reconcile', 'allowed', 'kms:Decrypt', keyArn, key],
    ['reconcile', 'implicitly-denied', 'kms:Decrypt', keyArn, { ...key, 'kms:ResourceAliases': ['alias/another'] }],
    ['reconcile', 'implicitly-denied', 'kms:Decrypt', keyArn, { ...key, 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' }],
    ['reconcile', 'implicitly-denied', 'sqs:ReceiveMessage', 'arn:aws:sqs:eu-west-1:000000000002:any', {}],
  ])('%s: %s to call %s on %s', (role, decision, action, resource, context) => {
    const chain = compileChain({ scps: [], rcps: [], identityPolicies: [statements(`zero-trust-${role}-okta`)], sessionPolicies: [], managementAccountId: MANAGEMENT });
    const principalArn = `arn:aws:iam::${AUDIT}:role/zero-trust/audit/x`;
    // the resource's own account lets the caller in as well; here only the role is asked.
    expect(evaluate({ principalArn, principalAccount: AUDIT, action, resource, resourceAccount: AUDIT, context }, chain).decision).toBe(decision);
  });

  test('stays possible: it is claimed of every policy above', () => {
    const claims = synth().okta.node.findAll().flatMap((one: any) => (one._claims ? one._claims() : []));
    expect(claims.map(({ action }: any) => action)).toEqual(expect.arrayContaining(['secretsmanager:GetSecretValue', 's3:PutObject', 's3:ListBucket']));
  });
});

describe('alarms', () => {
  test.each([[undefined, 60], [5, 5], [1_440, 1_440]])('with heartbeatMinutes %s, silence is told after %i minutes', (heartbeatMinutes, minutes) => {
    synth({ heartbeatMinutes }).template().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SQS', MetricName: 'NumberOfMessagesSent', Period: 60, EvaluationPeriods: minutes, Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching',
    });
  });

  test.each(['StreamDeactivated', 'EventsBackfilled', 'HoursOutOfReach', 'EventsUnreadable', 'TokenRefused'])('one %s is told', (MetricName) => {
    synth().template().hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName, Namespace: 'ZeroTrust/Audit', Threshold: 1, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching',
    });
  });

  test('comparisons that do not come are told after three hours', () => {
    synth().template().hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'RunsCompleted', Period: 3_600, EvaluationPeriods: 3, TreatMissingData: 'breaching' });
  });

  test('count by the name that the functions write', () => {
    const template = synth().template();
    const [{ Properties: { Environment } }] = Object.values(template.findResources('AWS::Lambda::Function'));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'TokenRefused', Dimensions: [{ Name: 'Okta', Value: Environment.Variables.OKTA_NAME }] });
  });

  test('tell whom they are given', () => {
    const topic = `arn:aws:sns:eu-west-1:${AUDIT}:security`;
    const { okta, template } = synth({ alarmActions: [topic] });
    expect(okta.alarms).toHaveLength(9);
    expect(Object.values(template().findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmActions)).toEqual(Array(9).fill([topic]));
    synth().template().hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  });
});

describe('what is refused', () => {
  const refused = (change: Partial<OktaEventsProps>, place = {}) => codes(refusal(() => synth(change, place)));

  test.each([[5, []], [4, ['OktaHeartbeat']], [1_440, []], [1_441, ['OktaHeartbeat']], [5.5, ['OktaHeartbeat']], [NaN, ['OktaHeartbeat']]])('heartbeatMinutes %d: %j', (heartbeatMinutes, expected) => {
    expect(expected.length > 0 ? refused({ heartbeatMinutes }) : (synth({ heartbeatMinutes }), [])).toEqual(expected);
  });

  const name = (letters: number) => `${SOURCE}-${'x'.repeat(letters - SOURCE.length - 1)}`;
  test.each([[name(256), true], [name(257), false], ['aws.partner/okta.com/small', false], [`${SOURCE}/x`, false], [`x${SOURCE}`, false], ['aws.partner/okta.com/sma ll/x', false], [`${SOURCE}\n`, false]])(
    'eventSourceName %j is taken: %s', (eventSourceName, taken) => {
      expect(taken ? (synth({ eventSourceName }), []) : refused({ eventSourceName })).toEqual(taken ? [] : ['OktaEventSource']);
    });

  test.each([
    TOKEN.slice(0, -7), TOKEN.replace('eu-west-1', 'us-east-1'), TOKEN.replace(AUDIT, LOG_ARCHIVE), TOKEN.replace('arn:aws:', 'arn:aws-cn:'), `${TOKEN}:json`, `${TOKEN} `, '00token',
  ])('apiTokenSecretArn %s', (apiTokenSecretArn) => {
    expect(refused({ apiTokenSecretArn })).toEqual(['OktaTokenSecret']);
  });

  test('everything at once', () => {
    expect(refused({ apiTokenSecretArn: 'x', eventSourceName: 'x', heartbeatMinutes: 0, logArchiveAccount: 'nowhere' })).toEqual(
      ['AccountUnknown', 'OktaEventSource', 'OktaHeartbeat', 'OktaTokenSecret']);
  });

  test.each<[string, object, string]>([
    ['in the management account', { account: MANAGEMENT }, 'StackAccount'], ['elsewhere', { region: 'us-east-1' }, 'StackRegion'],
  ])('a stack %s', (_, place, code) => {
    expect(refused({}, place)).toContain(code);
  });

  test('an organization without a home Region', () => {
    expect(refused({ organization: smallOrganization((snapshot) => { delete snapshot.IdentityCenter; }) })).toEqual(['IdentityCenterMissing']);
  });

  test('but not a secret that the stack itself makes', () => {
    const stack = new Stack(new App(), 'Audit', { env: { account: AUDIT, region: 'eu-west-1' } });
    const secret = new CfnSecret(stack, 'Token');
    new OktaEvents(stack, 'Okta', {
      organization: smallOrganization(), logArchiveAccount: 'log-archive', oktaOrgUrl: OktaOrgUrl.hosted('https://small.okta.com'), apiTokenSecretArn: secret.attrId, eventSourceName: SOURCE,
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: Match.objectLike({ TOKEN_SECRET_ARN: { 'Fn::GetAtt': ['Token', 'Id'] } }) } });
  });
});

describe('the address of the org', () => {
  test.each(['https://small.okta.com', 'https://small-eu.oktapreview.com', 'https://a.okta-emea.com', `https://${'a'.repeat(63)}.okta.com`])('%s is hosted', (url) => {
    expect(OktaOrgUrl.hosted(url).url).toBe(url);
    expect(codes(refusal(() => OktaOrgUrl.customDomain(url)))).toEqual(['OktaCustomDomain']);
  });

  test.each([
    'http://small.okta.com', 'https://small.okta.com/', 'https://small.okta.com/api', 'https://okta.com', 'https://small-admin.okta.com', 'https://small.okta.com.evil.example',
    'https://evil.example#.okta.com', 'https://evil.example/.okta.com', 'https://a@small.okta.com', 'https://small.okta.com:443', 'https://smallokta.com', 'https://a.b.okta.com',
    'https://small.okta.com\n', 'HTTPS://small.okta.com', 'https://-a.okta.com', `https://${'a'.repeat(64)}.okta.com`, '',
  ])('%j is not', (url) => {
    expect(codes(refusal(() => OktaOrgUrl.hosted(url)))).toEqual(['OktaOrgUrl']);
  });

  test.each([['https://login.small.example', true], ['https://small.example', true], ['https://localhost', false], ['https://127.0.0.1', false], ['http://login.small.example', false],
    ['https://login.small.example/', false], ['https://login.small.example:8443', false], ['https://a@login.small.example', false], ['https://LOGIN.small.example', false]])(
    '%s is a custom domain: %s', (url, taken) => {
      expect(taken ? (OktaOrgUrl.customDomain(url), []) : codes(refusal(() => OktaOrgUrl.customDomain(url)))).toEqual(taken ? [] : ['OktaCustomDomain']);
    });
});

test('cdk-nag has nothing unexplained to say', () => {
  const app = new App();
  const { stack } = synth({}, { app });
  new CfnBucket(stack, 'Insecure');
  const found = nagFindings(app);
  expect(found.filter((line) => !line.includes('Insecure'))).toEqual([]);
  // the same check does find what nobody secured.
  expect(found).toContainEqual(expect.stringContaining('AwsSolutions-S1'));
});
