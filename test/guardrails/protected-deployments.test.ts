import { App, Stack } from 'aws-cdk-lib';
import { ProtectedRolesSCP, type ProtectedRolesSCPProps, Rollout } from '../../src';
import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

const DEPLOYER = 'arn:aws:iam::*:role/deployer';

function synth(change: Partial<ProtectedRolesSCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return new ProtectedRolesSCP(stack, 'Roles', {
    organization: smallOrganization(), rollout: Rollout.stages([]), asOf: '2026-11-01', deployers: [DEPLOYER],
    stacks: [{ account: 'audit', stackName: 'Zone-Identity' }], assetBuckets: ['cdk-assets'], ...change,
  });
}

const inAudit = (name: string) => `arn:aws:iam::${AUDIT}:role/${name}`;
const attacker = inAudit('aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Administrator_0123456789abcdef');
const stackArn = (name: string, account = AUDIT) => `arn:aws:cloudformation:eu-west-1:${account}:stack/${name}/11111111-2222-3333-4444-555555555555`;
const functionArn = (name: string, account = AUDIT) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;

/** Administrator is denied, root is denied, a deployer is let through. */
function keeps(content: string, asked: Asked, sid: string): void {
  expect(underScp(content, { ...asked, principal: attacker })).toEqual(deniedBy(sid));
  expect(underScp(content, { ...asked, principal: `arn:aws:iam::${AUDIT}:root` })).toEqual(deniedBy(sid));
  expect(underScp(content, { ...asked, principal: inAudit('deployer') })).toEqual(ALLOWED);
}

describe('whoever wants the owner of such a role to act for him', () => {
  test.each([
    ['updates the stack without passing its role', 'cloudformation:UpdateStack'],
    ['writes a change set', 'cloudformation:CreateChangeSet'],
    ["executes somebody else's change set", 'cloudformation:ExecuteChangeSet'],
    ['deletes the stack', 'cloudformation:DeleteStack'],
    ['rolls the stack back', 'cloudformation:RollbackStack'],
    ['goes on with a rollback that skips resources', 'cloudformation:ContinueUpdateRollback'],
    ['stops an update halfway', 'cloudformation:CancelUpdateStack'],
    ["rewrites the stack's policy", 'cloudformation:SetStackPolicy'],
    ['lets the stack be deleted', 'cloudformation:UpdateTerminationProtection'],
    ['makes the stack first', 'cloudformation:CreateStack'],
  ])('%s: denied', (_, action) => {
    keeps(synth().content, { action, resource: stackArn('Zone-Identity') }, 'KeepStacks');
    // another stack of the account may have been deployed with the same role.
    keeps(synth().content, { action, resource: stackArn('Shop') }, 'KeepStacks');
  });

  test.each([
    ['new code', 'lambda:UpdateFunctionCode'],
    ['another handler, layer or variable', 'lambda:UpdateFunctionConfiguration'],
    ['another caller', 'lambda:AddPermission'],
    ['one caller less', 'lambda:RemovePermission'],
    ['another runtime', 'lambda:PutRuntimeManagementConfig'],
    ['an event that it believes', 'lambda:InvokeFunction'],
    ['such an event by the old way', 'lambda:InvokeAsync'],
    ['an end', 'lambda:DeleteFunction'],
    ['no time to run', 'lambda:PutFunctionConcurrency'],
  ])('gives a function of the library %s: denied', (_, action) => {
    keeps(synth().content, { action, resource: functionArn('Zone-Identity-CatalogGroupsHandler-AbCdEfGhIjKl') },
      action.startsWith('lambda:Invoke') ? 'KeepRecords' : 'KeepProtected');
  });

  test('the functions of a stack with a long name are found by as much of it as CloudFormation keeps', () => {
    const { content } = synth({ stacks: [{ account: 'audit', stackName: 'ALandingZoneWithAVeryLongName-Identity' }] });
    keeps(content, { action: 'lambda:UpdateFunctionCode', resource: functionArn('ALandingZoneWithAVeryLon-CatalogGroupsHandler-AbCd') }, 'KeepProtected');
    expect(underScp(content, { action: 'lambda:UpdateFunctionCode', resource: functionArn('ALandingZoneWithAVeryL-Handler-AbCd'), principal: attacker })).toEqual(ALLOWED);
  });

  test.each([['app', 'app-Handler-AbCd', 'application-x'], ['x'.repeat(23), `${'x'.repeat(23)}-Handler-AbCd`, `${'x'.repeat(24)}-Handler-AbCd`]])(
    'the stack %s with its short name binds its own functions, not those of a stack whose name goes on', (stackName, own, other) => {
      const { content } = synth({ stacks: [{ account: 'audit', stackName }] });
      keeps(content, { action: 'lambda:UpdateFunctionCode', resource: functionArn(own) }, 'KeepProtected');
      expect(underScp(content, { action: 'lambda:UpdateFunctionCode', resource: functionArn(other), principal: attacker })).toEqual(ALLOWED);
    });

  test('roles of the library invoke its functions, as CloudFormation and schedules do with them', () => {
    const changes = (principal: string) => underScp(synth().content, { action: 'lambda:UpdateFunctionCode', resource: functionArn('Zone-Identity-Handler-AbCd'), principal });
    expect(changes(inAudit('zero-trust/Zone-Identity-Provider'))).toEqual(deniedBy('KeepProtected'));
    const invokes = (principal: string) => underScp(synth().content, { action: 'lambda:InvokeFunction', resource: functionArn('Zone-Identity-Handler-AbCd'), principal });
    expect([invokes(inAudit('zero-trust/Zone-Identity-Provider')), invokes(attacker)]).toEqual([ALLOWED, deniedBy('KeepRecords')]);
  });

  const made = (service: string, kind: string) => `arn:aws:${service}:eu-west-1:${AUDIT}:${kind}zero-trust-reconciled-access-0123abcd`;

  test.each<[string, Asked, string]>([
    ['says where an account stands', { action: 'dynamodb:PutItem', resource: made('dynamodb', 'table/') }, 'KeepRecords'],
    ['says so in another way', { action: 'dynamodb:PartiQLUpdate', resource: made('dynamodb', 'table/') }, 'KeepRecords'],
    ['starts a run with an old document', { action: 'states:StartExecution', resource: made('states', 'stateMachine:') }, 'KeepRecords'],
    ['gives the machine other states', { action: 'states:UpdateStateMachine', resource: made('states', 'stateMachine:') }, 'KeepRecords'],
    ['stops a run', { action: 'states:StopExecution', resource: made('states', 'execution:') }, 'KeepRecords'],
    ['switches the check off', { action: 'events:DisableRule', resource: made('events', 'rule/') }, 'KeepRecords'],
    ['says that nothing is wrong', { action: 'cloudwatch:SetAlarmState', resource: made('cloudwatch', 'alarm:') }, 'KeepRecords'],
    ['switches a rule of another bus off', { action: 'events:DisableRule', resource: made('events', 'rule/aws.partner/okta.com/small/logs/') }, 'KeepRecords'],
    ['silences an alarm', { action: 'cloudwatch:DisableAlarmActions', resource: made('cloudwatch', 'alarm:') }, 'KeepRecords'],
    ['writes what is wanted', { action: 's3:PutObject', resource: 'arn:aws:s3:::zone-identity-catalogsetsaccess-abcd/desired/access.json' }, 'KeepRecords'],
    ['lets others write it', { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::zone-identity-catalogsetsaccess-abcd' }, 'KeepRecords'],
  ])('%s: denied, but to roles of the library', (_, asked, sid) => {
    keeps(synth().content, asked, sid);
    expect(underScp(synth().content, { ...asked, principal: inAudit('zero-trust/provisioning/Zone-Identity-Reconcile') })).toEqual(ALLOWED);
  });

  test('reading records and machines stays possible, and so does another stack of the account', () => {
    const asks = (action: string, resource: string) => underScp(synth().content, { action, resource, principal: attacker });
    expect(asks('events:DisableRule', `arn:aws:events:eu-west-1:${AUDIT}:rule/shop/not-zero-trust-orders`)).toEqual(ALLOWED);
    expect(asks('dynamodb:GetItem', made('dynamodb', 'table/'))).toEqual(ALLOWED);
    expect(asks('states:DescribeExecution', made('states', 'execution:'))).toEqual(ALLOWED);
    expect(asks('states:StartExecution', `arn:aws:states:eu-west-1:${AUDIT}:stateMachine:Shop-Orders`)).toEqual(ALLOWED);
    expect(asks('s3:PutObject', 'arn:aws:s3:::shop-orders/1.json')).toEqual(ALLOWED);
  });

  test.each<[string, Asked]>([
    ['writes a template where deployers read it', { action: 's3:PutObject', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['opens an object there to others', { action: 's3:PutObjectAcl', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['deletes the newest version, so that the one before counts', { action: 's3:DeleteObjectVersion', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['has another bucket copied there', { action: 's3:ReplicateObject', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['has templates deleted as a copy', { action: 's3:ReplicateDelete', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['has the bucket copied elsewhere', { action: 's3:PutReplicationConfiguration', resource: 'arn:aws:s3:::cdk-assets' }],
    ['writes a template through an access point', { action: 's3:PutObject', resource: `arn:aws:s3:eu-west-1:${AUDIT}:accesspoint/any/object/0123.json` }],
    ['lets others write there by a list', { action: 's3:PutBucketAcl', resource: 'arn:aws:s3:::cdk-assets' }],
    ['has templates end after a day', { action: 's3:PutLifecycleConfiguration', resource: 'arn:aws:s3:::cdk-assets' }],
    ['stops keeping versions', { action: 's3:PutBucketVersioning', resource: 'arn:aws:s3:::cdk-assets' }],
    ['takes its policy off', { action: 's3:DeleteBucketPolicy', resource: 'arn:aws:s3:::cdk-assets' }],
    ['deletes the bucket, to make one of that name', { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::cdk-assets' }],
    ['lets others write there', { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::cdk-assets' }],
  ])('%s: denied', (_, asked) => {
    keeps(synth().content, asked, 'KeepProtected');
  });

  test.each<[string, Asked]>([
    ['an access point of another account', { action: 's3:PutObject', resource: `arn:aws:s3:eu-west-1:${PRODUCTION}:accesspoint/any/object/0123.json` }],
    ['a stack of that name in another account', { action: 'cloudformation:UpdateStack', resource: stackArn('Zone-Identity', PRODUCTION) }],
    ['a function of another stack', { action: 'lambda:UpdateFunctionCode', resource: functionArn('Shop-Handler-AbCd') }],
    ['a function of that name in another account', { action: 'lambda:UpdateFunctionCode', resource: functionArn('Zone-Identity-Handler', PRODUCTION) }],
    ['an object in another bucket', { action: 's3:PutObject', resource: 'arn:aws:s3:::cdk-assets-of-somebody/0123.json' }],
    ['nothing, by reading a template', { action: 's3:GetObject', resource: 'arn:aws:s3:::cdk-assets/0123.json' }],
    ['nothing, by looking at the stack', { action: 'cloudformation:DescribeStacks', resource: stackArn('Zone-Identity') }],
  ])('but whoever changes %s is left alone', (_, asked) => {
    expect(underScp(synth().content, { ...asked, principal: attacker })).toEqual(ALLOWED);
  });
});

describe('stacks that StackSets made', () => {
  const made = stackArn('StackSet-AWSControlTowerBP-BASELINE-CONFIG-0123', SANDBOX);
  const controlTower = smallOrganization((snapshot) => snapshot.EnabledServicePrincipals.push({ ServicePrincipal: 'controltower.amazonaws.com' }));
  const stackSetRole = 'arn:aws:iam::*:role/stacksets-exec-*';

  test.each<[string, Partial<ProtectedRolesSCPProps>]>([
    ['Control Tower works in the organization', { organization: controlTower }],
    ['Control Tower works there and the app has no stack of its own', { organization: controlTower, stacks: undefined }],
    ['their roles are deployers', { deployers: [DEPLOYER, stackSetRole] }],
  ])('are kept when %s', (_, change) => {
    keeps(synth(change).content, { action: 'cloudformation:UpdateStack', resource: made }, 'KeepStacks');
  });

  test('are nobody\'s business otherwise, nor are stacks that are only named like them', () => {
    expect(underScp(synth().content, { action: 'cloudformation:UpdateStack', resource: made, principal: attacker })).toEqual(ALLOWED);
    const named = { action: 'cloudformation:UpdateStack', resource: stackArn('MyStackSet-x', SANDBOX), principal: attacker };
    expect(underScp(synth({ organization: controlTower }).content, named)).toEqual(ALLOWED);
  });
});
