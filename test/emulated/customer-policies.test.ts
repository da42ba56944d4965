import { join } from 'node:path';
import {
  CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStackEventsCommand, DescribeStacksCommand, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateGroupCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import {
  CreateAccountCommand, CreateOrganizationCommand, DescribeCreateAccountStatusCommand, DescribeOrganizationCommand, EnableAWSServiceAccessCommand,
  ListRootsCommand, OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnAssignment, CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Accounts, CustomerManagedPolicy, Organization, PermissionSet, PermissionSetPolicies, PermissionsBoundary } from '../../src';
import { STACK_SETS } from '../../src/organization/domain/stack-sets';
import { EmulatedAws, describeEmulated } from '../support/emulated-aws';

const MANAGEMENT = '123456789012';

/** An emulated organization of a management account and a member, and stacks deployed into its management account. */
class World {
  static async start(): Promise<World> {
    const aws = await EmulatedAws.start(join(__dirname, '..', '..', 'node_modules'));
    await aws.control('POST', 'settings', { account_creation_milliseconds: 0, assignment_milliseconds: 20 });
    const world = new World(aws);
    await world.createOrganization();
    return world;
  }

  member = '';
  private snapshot: any;
  private groupId = '';
  private readonly cloudFormation: CloudFormationClient;

  private constructor(readonly aws: EmulatedAws) {
    this.cloudFormation = new CloudFormationClient(aws.client);
  }

  private async createOrganization(): Promise<void> {
    const client = new OrganizationsClient(this.aws.client);
    await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    const { CreateAccountStatus } = await client.send(new CreateAccountCommand({ AccountName: 'sandbox', Email: 'sandbox@policies.example' }));
    while (!this.member) {
      const asked = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus!.Id! });
      this.member = (await client.send(asked)).CreateAccountStatus!.AccountId ?? '';
    }
    const { Organization: facts } = await client.send(new DescribeOrganizationCommand({}));
    const { Roots } = await client.send(new ListRootsCommand({}));
    const state = await this.aws.control<{ instanceArn: string; identityStoreId: string }>('GET', 'state');
    const account = (Id: string, Name: string) => ({ Id, Name, ParentId: Roots![0].Id, Email: `${Name}@policies.example`, Status: 'ACTIVE', State: 'ACTIVE', Tags: [] });
    this.snapshot = {
      Organization: { Id: facts!.Id, Arn: facts!.Arn, FeatureSet: 'ALL', MasterAccountId: MANAGEMENT },
      Roots: [{ Id: Roots![0].Id, Name: 'Root', PolicyTypes: [] }],
      OrganizationalUnits: [], Policies: [], DelegatedAdministrators: [],
      Accounts: [account(MANAGEMENT, 'management'), account(this.member, 'sandbox')],
      EnabledServicePrincipals: [{ ServicePrincipal: STACK_SETS }],
      IdentityCenter: { InstanceArn: state.instanceArn, IdentityStoreId: state.identityStoreId, Region: 'us-east-1' },
      TakenAt: '2026-11-01T00:00:00.000Z',
    };
    const { GroupId } = await new IdentitystoreClient(this.aws.client).send(new CreateGroupCommand({ IdentityStoreId: state.identityStoreId, DisplayName: 'readers' }));
    this.groupId = GroupId!;
  }

  async trustStackSets(): Promise<void> {
    await new OrganizationsClient(this.aws.client).send(new EnableAWSServiceAccessCommand({ ServicePrincipal: STACK_SETS }));
  }

  /** A set whose policy allows these actions, assigned in some accounts; with the construct that makes the policy, or without it. */
  template({ actions, accounts, made, boundary = false }: { actions: string[]; accounts: string[]; made: boolean; boundary?: boolean }): string {
    const stack = new Stack(new App(), 'Access', { env: { account: MANAGEMENT, region: 'us-east-1' }, synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
    const statements = actions.map((action) => new PolicyStatement({ actions: [action], resources: ['*'] }));
    const set = PermissionSet.custom({
      name: 'Reader', description: 'Reads', statements: [new PolicyStatement({ actions: ['ec2:DescribeRegions'], resources: ['*'] })],
      customerManagedPolicies: actions.length > 0 ? [CustomerManagedPolicy.deployed({ name: 'edge', statements })] : [],
      permissionsBoundary: boundary ? PermissionsBoundary.deployed({ name: 'most', statements: [new PolicyStatement({ actions: ['*'], resources: ['*'] })] }) : undefined,
    });
    const data = set._data();
    const resource = new CfnPermissionSet(stack, 'Set', {
      instanceArn: this.snapshot.IdentityCenter.InstanceArn,
      name: data.name,
      description: data.description,
      customerManagedPolicyReferences: data.customerManagedPolicies.map((policy) => ({ ...policy })),
      permissionsBoundary: boundary ? { customerManagedPolicyReference: { name: 'most', path: '/zero-trust/policies/' } } : undefined,
    });
    if (made) {
      new PermissionSetPolicies(stack, 'Policies', {
        organization: Organization.fromObject(this.snapshot), permissionSets: [set],
        access: accounts.map((account) => ({ group: 'readers', permissionSet: 'Reader', accounts: Accounts.named(account) })),
      })._before('Reader', resource);
    }
    accounts.forEach((targetId) => new CfnAssignment(stack, `Assignment${targetId}`, {
      instanceArn: this.snapshot.IdentityCenter.InstanceArn, permissionSetArn: resource.attrPermissionSetArn,
      principalType: 'GROUP', principalId: this.groupId, targetType: 'AWS_ACCOUNT', targetId,
    }));
    return JSON.stringify(Template.fromStack(stack).toJSON());
  }

  async create(TemplateBody: string): Promise<{ status: string; failures: string }> {
    await this.cloudFormation.send(new CreateStackCommand({ StackName: 'Access', TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
    return this.outcome();
  }

  async update(TemplateBody: string): Promise<{ status: string; failures: string }> {
    await this.cloudFormation.send(new UpdateStackCommand({ StackName: 'Access', TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
    return this.outcome();
  }

  /** The last status of the stack, and what failed on the way. */
  private async outcome(): Promise<{ status: string; failures: string }> {
    const status = await this.settled();
    const { StackEvents = [] } = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'Access' }));
    return { status, failures: StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason ?? '').join('\n') };
  }

  async remove(): Promise<void> {
    await this.cloudFormation.send(new DeleteStackCommand({ StackName: 'Access' }));
    await this.settled();
  }

  private async settled(): Promise<string> {
    for (;;) {
      const { Stacks } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: 'Access' })).catch(() => ({ Stacks: undefined }));
      const status = Stacks?.[0].StackStatus ?? 'DELETE_COMPLETE';
      if (!status.endsWith('_IN_PROGRESS')) {
        return status;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async calls(after = 0): Promise<{ number: number; service: string; operation: string }[]> {
    return (await this.aws.control<{ calls: { number: number; service: string; operation: string }[] }>('GET', `calls?after=${after}`)).calls;
  }

  /** Of an administrator of the account; in the member account it is the role that Organizations made there. */
  private async accessKey(account: string): Promise<string> {
    const session = { RoleArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`, RoleSessionName: 'test' };
    return account === MANAGEMENT ? 'test' : /<AccessKeyId>(.*)<\/AccessKeyId>/.exec(await this.aws.query('sts', 'AssumeRole', session))![1];
  }

  /** What IAM of an account answers, as XML; an error is an answer. */
  private async iam(account: string, Action: string, parameters: Record<string, string> = {}): Promise<string> {
    const answer = await fetch(this.aws.endpoint, {
      method: 'POST',
      headers: {
        'authorization': `AWS4-HMAC-SHA256 Credential=${await this.accessKey(account)}/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ Action, Version: '2010-05-08', ...parameters }),
    });
    return answer.text();
  }

  /** What is attached to the set's role in an account. */
  async attached(account: string): Promise<string[]> {
    const roles = await this.iam(account, 'ListRoles', { PathPrefix: '/aws-reserved/' });
    const role = /<RoleName>(AWSReservedSSO_Reader_[^<]*)</.exec(roles)?.[1];
    return role === undefined ? [] : [...(await this.iam(account, 'ListAttachedRolePolicies', { RoleName: role })).matchAll(/<PolicyArn>([^<]*)</g)].map(([, arn]) => arn);
  }

  /** The policy as it is in force in an account; undefined where it is missing. */
  async inForce(account: string): Promise<string | undefined> {
    const PolicyArn = `arn:aws:iam::${account}:policy/zero-trust/policies/edge`;
    const version = /<DefaultVersionId>([^<]*)</.exec(await this.iam(account, 'GetPolicy', { PolicyArn }))?.[1];
    return version && decodeURIComponent(/<Document>([^<]*)</.exec(await this.iam(account, 'GetPolicyVersion', { PolicyArn, VersionId: version }))![1].replace(/&quot;/g, '"'));
  }
}

describeEmulated('customer managed policies in an emulated organization', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); }, 60_000);
  afterAll(async () => world?.aws.stop());
  const everywhere = () => [world.member, MANAGEMENT];

  test('without them the set cannot be provisioned', async () => {
    const { status, failures } = await world.create(world.template({ actions: ['s3:ListBucket'], accounts: [world.member], made: false }));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failures).toContain(`arn:aws:iam::${world.member}:policy/zero-trust/policies/edge does not exist`);
    await world.remove();
  }, 60_000);

  test('without trusted access for StackSets they cannot be made, and nobody gets the set', async () => {
    const { status, failures } = await world.create(world.template({ actions: ['s3:ListBucket'], accounts: [world.member], made: true }));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failures).toContain('You must enable organizations access');
    await world.remove();
  }, 60_000);

  test('made first, they are on the role of the set in the member account and in the management account', async () => {
    await world.trustStackSets();
    expect((await world.create(world.template({ actions: ['s3:ListBucket'], accounts: everywhere(), made: true }))).status).toBe('CREATE_COMPLETE');
    for (const account of everywhere()) {
      expect(await world.attached(account)).toEqual([`arn:aws:iam::${account}:policy/zero-trust/policies/edge`]);
    }
  }, 60_000);

  test('a changed statement is in force in both, without touching the set', async () => {
    const last = (await world.calls()).at(-1)!.number;
    expect((await world.update(world.template({ actions: ['s3:ListBucket', 's3:GetObject'], accounts: everywhere(), made: true }))).status).toBe('UPDATE_COMPLETE');
    for (const account of everywhere()) {
      expect(await world.inForce(account)).toContain('s3:GetObject');
    }
    expect((await world.calls(last)).filter(({ service, operation }) => service === 'sso-admin' && !/^(Describe|List)/.test(operation))).toEqual([]);
  }, 60_000);

  test('a boundary is made like them', async () => {
    expect((await world.update(world.template({ actions: ['s3:ListBucket'], accounts: everywhere(), made: true, boundary: true }))).status).toBe('UPDATE_COMPLETE');
  }, 60_000);

  test('a rule that goes takes the set from the account, and the policy stays where it may be needed again', async () => {
    expect((await world.update(world.template({ actions: ['s3:ListBucket'], accounts: [], made: true, boundary: true }))).status).toBe('UPDATE_COMPLETE');
    expect([await world.attached(world.member), await world.attached(MANAGEMENT)]).toEqual([[], []]);
    expect(await world.inForce(world.member)).toBeDefined();
    expect(await world.inForce(MANAGEMENT)).toBeUndefined();
    expect((await world.update(world.template({ actions: ['s3:ListBucket'], accounts: everywhere(), made: true, boundary: true }))).status).toBe('UPDATE_COMPLETE');
  }, 60_000);

  test('a policy that no set names any more leaves the role and stays in the member account', async () => {
    expect((await world.update(world.template({ actions: [], accounts: everywhere(), made: true, boundary: true }))).status).toBe('UPDATE_COMPLETE');
    expect([await world.attached(world.member), await world.attached(MANAGEMENT)]).toEqual([[], []]);
    expect(await world.inForce(world.member)).toBeDefined();
    expect(await world.inForce(MANAGEMENT)).toBeUndefined();
  }, 60_000);

  test('what stayed has to go before a policy of its name can be made again, and the deployment says so', async () => {
    const { status, failures } = await world.update(world.template({ actions: ['s3:ListBucket'], accounts: everywhere(), made: true, boundary: true }));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures).toContain('A policy called edge already exists');
  }, 60_000);
});
