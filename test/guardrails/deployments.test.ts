import {
  App, BootstraplessSynthesizer, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, type IStackSynthesizer, LegacyStackSynthesizer, NestedStack,
  Stack,
} from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { deploymentOf, deploymentsOf } from '../../src/guardrails/deployments';
import { deploymentClaims } from '../../src/guardrails/domain/deployment-claims';
import { SANDBOX, smallOrganization } from '../support/small-organization';

const role = (name: string) => `arn:aws:iam::${SANDBOX}:role/${name}`;
const usual = (kind: string, qualifier = 'hnb659fds') => role(`cdk-${qualifier}-${kind}-role-${SANDBOX}-eu-west-1`);
const stackWith = (synthesizer?: IStackSynthesizer) => new Stack(new App(), 'Shop', { env: { account: SANDBOX, region: 'eu-west-1' }, synthesizer });
const deployed = (synthesizer?: IStackSynthesizer) => deploymentOf(stackWith(synthesizer), 'aws');

/** What is asked for a stack: role and action. */
const asked = (synthesizer?: IStackSynthesizer) => {
  const stack = stackWith(synthesizer);
  new Bucket(stack, 'Bucket');
  const place = { partition: 'aws', globalRegion: 'us-east-1', workRegion: 'eu-west-1', members: [SANDBOX], controlTower: false, stackSets: false };
  return deploymentClaims([deploymentOf(stack, 'aws')], place).map(({ principal, action, resource }) => ({ principal, action, resource }));
};

test('a stack is deployed with the bootstrap roles of its account and Region, and the bucket there', () => {
  expect(deployed()).toMatchObject({
    accountId: SANDBOX,
    region: 'eu-west-1',
    stackName: 'Shop',
    roles: {
      deploy: usual('deploy'), execute: usual('cfn-exec'), lookup: usual('lookup'), publishFiles: usual('file-publishing'), publishImages: usual('image-publishing'),
    },
    assetBucket: `cdk-hnb659fds-assets-${SANDBOX}-eu-west-1`,
  });
});

test('a qualifier is in the names of all of them', () => {
  const { roles, assetBucket } = deployed(new DefaultStackSynthesizer({ qualifier: 'teama' }));
  expect(Object.values(roles)).toEqual(['deploy', 'cfn-exec', 'lookup', 'file-publishing', 'image-publishing'].map((kind) => usual(kind, 'teama')));
  expect(assetBucket).toBe(`cdk-teama-assets-${SANDBOX}-eu-west-1`);
});

test('names of a team\'s own are taken, with account, Region and partition written out', () => {
  // CDK fills these in itself, as far as it knows them.
  const own = (name: string) => `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}-\${AWS::Region}`;
  const { roles, assetBucket } = deployed(new DefaultStackSynthesizer({
    deployRoleArn: own('deploy'),
    cloudFormationExecutionRole: own('execute'),
    lookupRoleArn: own('lookup'),
    fileAssetPublishingRoleArn: own('files'),
    imageAssetPublishingRoleArn: own('images'),
    fileAssetsBucketName: 'assets-${AWS::AccountId}',
  }));
  expect(roles).toEqual({
    deploy: role('deploy-eu-west-1'), execute: role('execute-eu-west-1'), lookup: role('lookup-eu-west-1'), publishFiles: role('files-eu-west-1'), publishImages: role('images-eu-west-1'),
  });
  expect(assetBucket).toBe(`assets-${SANDBOX}`);
});

test('one name of a team\'s own leaves the others as they are', () => {
  const { roles, assetBucket } = deployed(new DefaultStackSynthesizer({ fileAssetPublishingRoleArn: role('files') }));
  expect(roles).toMatchObject({ deploy: usual('deploy'), publishFiles: role('files'), publishImages: usual('image-publishing') });
  expect(assetBucket).toBe(`cdk-hnb659fds-assets-${SANDBOX}-eu-west-1`);
});

describe('what is asked', () => {
  test('with bootstrap roles, each for its part', () => {
    const askedOf = (kind: string) => asked().filter(({ principal }) => principal === usual(kind).replaceAll(SANDBOX, '<account>')).map(({ action }) => action);
    expect(askedOf('deploy')).toContain('cloudformation:CreateChangeSet');
    expect(askedOf('cfn-exec')).toContain('s3:CreateBucket');
    expect(askedOf('file-publishing')).toContain('s3:PutObject');
    expect(askedOf('image-publishing')).toContain('ecr:PutImage');
    expect(askedOf('lookup')).toContain('ssm:GetParameter');
  });

  test('with a bucket of a team\'s own, of that bucket', () => {
    const put = asked(new DefaultStackSynthesizer({ fileAssetsBucketName: 'assets' })).filter(({ action }) => action === 's3:PutObject');
    expect(put.map(({ resource }) => resource)).toEqual(['arn:aws:s3:::assets/asset']);
  });

  test.each<[string, () => IStackSynthesizer]>([
    ['LegacyStackSynthesizer', () => new LegacyStackSynthesizer()],
    ['CliCredentialsStackSynthesizer', () => new CliCredentialsStackSynthesizer()],
  ])('with %s nothing, because whoever deploys does so as themselves', (_, synthesizer) => {
    expect(Object.values(deployed(synthesizer()).roles).filter((arn) => arn !== undefined)).toEqual([]);
    expect(deployed(synthesizer()).assetBucket).toBeUndefined();
    expect(asked(synthesizer())).toEqual([]);
  });

  test('with BootstraplessSynthesizer of no asset, because it takes none', () => {
    expect(asked(new BootstraplessSynthesizer()).map(({ action }) => action).filter((action) => /^(s3:(Put|Get)Object|ecr:)/.test(action))).toEqual([]);
  });
});

test('resources are told by type and by the name and path that are known', () => {
  const stack = stackWith();
  new Bucket(stack, 'Named', { bucketName: 'shop' });
  new Bucket(stack, 'Unnamed');
  new Key(stack, 'Key', { alias: 'alias/shop' });
  new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), path: '/shop/' });
  const { resources } = deploymentOf(stack, 'aws');
  expect(resources).toEqual([
    { type: 'AWS::S3::Bucket', name: 'shop' }, { type: 'AWS::S3::Bucket' }, { type: 'AWS::KMS::Key' }, { type: 'AWS::KMS::Alias', name: 'alias/shop' },
    { type: 'AWS::IAM::Role', path: '/shop/' },
  ]);
});

describe('which stacks are deployments into the organization', () => {
  const found = (build: (app: App) => Stack) => {
    const app = new App();
    build(app);
    return deploymentsOf(app.node.findAll(), smallOrganization()).map(({ stackName }) => stackName);
  };

  test.each<[string, string[], (app: App) => Stack]>([
    ['one in an account of it', ['Shop'], (app) => new Stack(app, 'Shop', { env: { account: SANDBOX, region: 'eu-west-1' } })],
    ['none in an account of somebody else', [], (app) => new Stack(app, 'Shop', { env: { account: '999999999999', region: 'eu-west-1' } })],
    ['none without an account', [], (app) => new Stack(app, 'Shop', { env: { region: 'eu-west-1' } })],
    ['none without a Region', [], (app) => new Stack(app, 'Shop', { env: { account: SANDBOX } })],
    ['a nested stack with the one it is in', ['Shop'], (app) => new NestedStack(new Stack(app, 'Shop', { env: { account: SANDBOX, region: 'eu-west-1' } }), 'Part')],
  ])('%s', (_, expected, build) => {
    expect(found(build)).toEqual(expected);
  });
});
