import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, CfnTable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Accounts } from '../../src';
import { AccessDrift, type AccessDriftProps } from '../../src/identity/access-drift';
import { AccessRecords } from '../../src/identity/access-records';
import { UndeclaredAssignments } from '../../src/identity/undeclared-assignments';
import { nagFindings } from '../support/nag';
import { AUDIT, SANDBOX, smallOrganization } from '../support/small-organization';

const DELEGATED = (snapshot: any) => snapshot.DelegatedAdministrators.push({ Id: AUDIT, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] });
const LEDGER = 'arn:aws:dynamodb:eu-west-1:000000000002:table/leases';

function synth(change: Partial<AccessDriftProps> = {}, app = new App()) {
  const stack = new Stack(app, 'Identity', { env: { account: AUDIT, region: 'eu-west-1' } });
  const organization = smallOrganization(DELEGATED);
  const drift = new AccessDrift(stack, 'Drift', { organization, records: new AccessRecords(stack, 'Records', { organization }), ...change });
  return { app, stack, drift, template: () => Template.fromStack(stack) };
}

/** Actions of all roles whose path is this one. */
function actionsAt(template: Template, path: string): string[] {
  const roles = Object.values(template.findResources('AWS::IAM::Role', { Properties: { Path: path } }));
  return [...new Set(roles.flatMap(({ Properties }) => Properties.Policies)
    .flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement).flatMap(({ Action }: any) => [Action].flat()) as string[])].sort();
}

const writes = (actions: string[]) => actions.filter((action) => /^sso:(?!List|Describe)/.test(action));

describe('what a check may do', () => {
  test('by default: read, and provision what deployments changed, as a role that may change assignments at all', () => {
    const template = synth().template();
    expect(writes(actionsAt(template, '/zero-trust/'))).toEqual([]);
    expect(writes(actionsAt(template, '/zero-trust/provisioning/'))).toEqual(['sso:ProvisionPermissionSet']);
  });

  test('with removal: delete assignments besides, and make none', () => {
    const template = synth({ undeclared: UndeclaredAssignments.remove() }).template();
    expect(writes(actionsAt(template, '/zero-trust/'))).toEqual([]);
    expect(writes(actionsAt(template, '/zero-trust/provisioning/'))).toEqual(['sso:DeleteAccountAssignment', 'sso:ProvisionPermissionSet']);
  });

  test('in the bucket: what is declared is never written', () => {
    const roles = Object.values(synth({ undeclared: UndeclaredAssignments.remove() }).template().findResources('AWS::IAM::Role', {
      Properties: { Policies: [{ PolicyName: 'Handler' }] },
    }));
    const statements = roles.flatMap(({ Properties }) => Properties.Policies[0].PolicyDocument.Statement);
    const onDocument = statements.filter(({ Resource }: any) => JSON.stringify(Resource).includes('desired/')).flatMap(({ Action }: any) => [Action].flat());
    expect([...new Set(onDocument)].sort()).toEqual(['s3:GetObject', 's3:GetObjectVersion']);
  });

  test('of tables: only look up, whether somebody made them with L1s or L2s', () => {
    const { stack } = synth();
    const ledgerTable = new Table(stack, 'Leases', { partitionKey: { name: 'assignment', type: AttributeType.STRING } });
    const placesTable = CfnTable.fromTableArn(stack, 'Places', LEDGER);
    const organization = smallOrganization(DELEGATED);
    new AccessDrift(stack, 'Other', { organization, records: new AccessRecords(stack, 'OtherRecords', { organization }), ledgerTable, placesTable });
    const template = Template.fromStack(stack);
    expect(actionsAt(template, '/zero-trust/').filter((action) => action.startsWith('dynamodb:'))).toEqual(['dynamodb:BatchGetItem', 'dynamodb:Query']);
    template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: Match.objectLike({ LEDGER_TABLE: { Ref: Match.stringLikeRegexp('^Leases') }, PLACES_TABLE: 'leases' }) } });
  });

  test('of every step is claimed, so that no guardrail takes it', () => {
    const { drift } = synth({ undeclared: UndeclaredAssignments.remove() });
    const claims = drift.node.findAll().flatMap((one: any) => (one._claims ? one._claims() : []));
    expect(claims.map(({ claim }: any) => claim.split(' calls ')[1])).toEqual(expect.arrayContaining(['sso:DeleteAccountAssignment', 'sso:ListAccountAssignments']));
    expect(claims.find(({ action }: any) => action === 'sso:DeleteAccountAssignment').principal).toContain(':role/zero-trust/provisioning/');
  });
});

describe('what asks for a check', () => {
  test.each([[undefined, 'rate(24 hours)', 27], [Duration.hours(1), 'rate(1 hour)', 4], [Duration.days(6), 'rate(144 hours)', 147]])(
    'every %s is %s, and a check that does not come is missed after %i hours', (every, rate, hours) => {
      const template = synth({ every }).template();
      template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: rate });
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ChecksCompleted', EvaluationPeriods: hours, Period: 3600, TreatMissingData: 'breaching' });
    });

  test('is every change of an assignment or set, and the end of each deployment of this stack', () => {
    const template = synth().template();
    template.hasResourceProperties('AWS::Events::Rule', { EventPattern: {
      'source': ['aws.sso'], 'detail-type': ['AWS API Call via CloudTrail'],
      'detail': { eventSource: ['sso.amazonaws.com'], eventName: Match.arrayWith(['CreateAccountAssignment', 'DeleteAccountAssignment', 'PutInlinePolicyToPermissionSet']) },
    } });
    template.hasResourceProperties('AWS::Events::Rule', { EventPattern: {
      source: ['aws.cloudformation'],
      detail: { 'stack-id': [{ Ref: 'AWS::StackId' }], 'status-details': { status: Match.arrayWith(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']) } },
    } });
    template.resourceCountIs('AWS::Lambda::Permission', 3);
  });

  test('is kept when it could not be delivered, and an alarm hears of that and of what the function gave up', () => {
    const template = synth().template();
    const rules = template.findResources('AWS::Events::Rule');
    const [queue, ...others] = Object.keys(template.findResources('AWS::SQS::Queue', { Properties: { SqsManagedSseEnabled: true } }));
    expect(others).toEqual([]);
    const queueArn = { 'Fn::GetAtt': [queue, 'Arn'] };
    expect(Object.values(rules).map(({ Properties }) => Properties.Targets[0].DeadLetterConfig)).toEqual(Array(3).fill({ Arn: queueArn }));
    template.hasResourceProperties('AWS::SQS::QueuePolicy', { PolicyDocument: { Statement: Match.arrayWith([{
      Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': Object.keys(rules).map((rule) => ({ 'Fn::GetAtt': [rule, 'Arn'] })) } },
    }]) } });
    const request = Object.values(rules)[0].Properties.Targets[0].Arn['Fn::GetAtt'][0];
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Metrics: Match.arrayWith([
      Match.objectLike({ MetricStat: Match.objectLike({ Metric: {
        Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
      } }) }),
      Match.objectLike({ MetricStat: Match.objectLike({ Metric: {
        Namespace: 'AWS/Lambda', MetricName: 'AsyncEventsDropped', Dimensions: [{ Name: 'FunctionName', Value: { Ref: request } }],
      } }) }),
    ]) });
  });
});

describe('alarms', () => {
  test('stand over each kind of finding, over checks that do not come or fail, and over events that asked for none', () => {
    const { drift, template } = synth();
    expect(drift.alarms).toHaveLength(6);
    template().hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Undeclared', Namespace: 'ZeroTrust/Identity', Statistic: 'Maximum', Threshold: 1, TreatMissingData: 'ignore', AlarmActions: Match.absent(),
    });
    expect(synth({ undeclared: UndeclaredAssignments.remove() }).drift.alarms).toHaveLength(7);
  });

  test('tell whom they are given', () => {
    const topic = 'arn:aws:sns:eu-west-1:000000000002:security';
    const alarms = Object.values(synth({ alarmActions: [topic] }).template().findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.AlarmActions)).toEqual(alarms.map(() => [topic]));
  });
});

test('what is protected is written into the state machine, accounts by their ids', () => {
  const { template } = synth({ undeclared: UndeclaredAssignments.remove({ atMost: 3, protectedAccounts: Accounts.named('sandbox'), protectedSets: ['Reader'] }) });
  const [machine] = Object.values(template().findResources('AWS::StepFunctions::StateMachine'));
  const text = machine.Properties.DefinitionString['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'arn')).join('');
  expect(JSON.parse(text).States.Remove.Parameters.rules).toEqual({ atMost: 3, protectedPrincipals: [], protectedAccounts: [SANDBOX], protectedSets: ['Reader'] });
});

test('the state machine has the name that its functions know', () => {
  const { drift, stack, template } = synth();
  const [machine] = Object.values(template().findResources('AWS::StepFunctions::StateMachine'));
  expect(JSON.stringify(stack.resolve(drift.stateMachineArn))).toContain(`:stateMachine:${machine.Properties.StateMachineName}`);
});

test.each([['reports', undefined], ['removes', UndeclaredAssignments.remove()]])('cdk-nag has nothing unexplained to say about one that %s', (_, undeclared) => {
  const app = new App();
  const { stack } = synth({ undeclared }, app);
  const organization = smallOrganization(DELEGATED);
  new AccessDrift(stack, 'WithTables', {
    organization, records: new AccessRecords(stack, 'MoreRecords', { organization }), undeclared,
    ledgerTable: CfnTable.fromTableArn(stack, 'Leases', LEDGER), placesTable: CfnTable.fromTableArn(stack, 'Places', LEDGER),
  });
  new CfnBucket(stack, 'Insecure');
  const ours = nagFindings(app).filter((line) => /Drift|WithTables|Insecure/.test(line));
  expect(ours.filter((line) => !line.includes('Insecure'))).toEqual([]);
  // the same check does find what nobody secured.
  expect(ours).toContainEqual(expect.stringContaining('AwsSolutions-S1'));
});
