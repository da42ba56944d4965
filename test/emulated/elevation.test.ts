import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetPolicyCommand, GetPolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { DescribePermissionSetCommand, ListAccountAssignmentsCommand, ListPermissionSetsCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { EMULATED_MANAGEMENT, appCommand } from '../support/deployed-organization';
import { type EmulatedAws, describeEmulated } from '../support/emulated-aws';
import { PEOPLE, PeopleWithTokens } from '../support/people-with-tokens';

const OPTIONS = ['--require-approval', 'never', '--output', 'cdk.out', '--outputs-file', 'outputs.json', '--app', appCommand('elevation-app.ts')];
const HOUR = 3_600;

/** With all that elevation is made of, deployed by the CDK command line. */
class World extends PeopleWithTokens {
  static async start(): Promise<World> {
    const world = new World(await World.emulator({ assignment_milliseconds: 0, provisioning_milliseconds: 0, enforce_scps: true }));
    try {
      await world.deployed();
      return world;
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  private outputs: Readonly<Record<'Url' | 'End' | 'Table' | 'Machine', string>> = { Url: '', End: '', Table: '', Machine: '' };

  private constructor(aws: EmulatedAws) {
    super(aws);
  }

  private async deployed(): Promise<void> {
    await this.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    await this.createAccount('audit');
    await this.createAccount('production');
    await this.people({ operators: ['ann'], approvers: ['bob', 'carl'] });
    this.bootstrap(EMULATED_MANAGEMENT);
    this.bootstrap(this.accounts.audit);
    writeFileSync(join(this.folder, 'organization.json'), await this.takenSnapshot());
    this.deploy(1);
  }

  /** With so many people to consent. */
  deploy(approvals: number): void {
    writeFileSync(join(this.folder, 'input.json'), JSON.stringify({ approvals }));
    this.cdk(EMULATED_MANAGEMENT, 'deploy', 'Management', ...OPTIONS);
    this.cdk(this.accounts.audit, 'deploy', 'Identity', '--exclusively', ...OPTIONS);
    this.outputs = JSON.parse(readFileSync(join(this.folder, 'outputs.json'), 'utf8')).Identity;
  }

  /** In the account that administers Identity Center. */
  private async client() {
    return { ...this.aws.client, credentials: await this.sessionIn(this.accounts.audit) };
  }

  private async dynamo(): Promise<DynamoDBClient> {
    return new DynamoDBClient(await this.client());
  }

  async states(): Promise<SFNClient> {
    return new SFNClient(await this.client());
  }

  get machine(): string {
    return this.outputs.Machine;
  }

  async call(person: string, method: string, path: string, sent: { readonly key?: string; readonly body?: object } = {}) {
    return this.request(`${this.outputs.Url}${path}`, method, `Bearer ${await this.token({ sub: `external-${person}` })}`, sent);
  }

  /** Asks for an hour; the path of the request. */
  async asked(account: string, key: string): Promise<string> {
    const answer = await this.call('ann', 'POST', '/elevations', {
      key, body: { permissionSet: 'Administrator', accountId: account, seconds: HOUR, justification: 'a deployment went wrong' },
    });
    expect(answer).toMatchObject({ status: 201 });
    return answer.location!;
  }

  async item(key: string): Promise<any> {
    const asked = new GetItemCommand({ TableName: this.outputs.Table, Key: { key: { S: key } }, ConsistentRead: true });
    const { Item } = await (await this.dynamo()).send(asked);
    return Item && JSON.parse(Item[key.split('/')[0]].S!);
  }

  async row(path: string): Promise<any> {
    return this.item(`elevation/${path.split('/').at(-1)}`);
  }

  /** Waits for a state, letting waits of executions go by. */
  async until(path: string, ...states: string[]): Promise<any> {
    for (let tries = 0; tries < 120; tries++) {
      const row = await this.row(path);
      if (states.includes(row.state)) {
        return row;
      }
      if (tries % 10 === 9) {
        await this.aws.control('POST', 'clock', { advanceSeconds: 5 });
      }
      await new Promise((done) => setTimeout(done, 250));
    }
    throw new Error(`it is ${JSON.stringify(await this.row(path))}`);
  }

  /** Lets the moment of an end be over, as if an hour had gone by for the functions. */
  async makeDue(path: string): Promise<void> {
    const row = await this.row(path);
    const due = { ...row, revision: row.revision + 1, endsAtMs: Date.now() - 1_000 };
    await (await this.dynamo()).send(new PutItemCommand({ TableName: this.outputs.Table, Item: {
      key: { S: `elevation/${row.id}` }, revision: { N: String(due.revision) }, requesterId: { S: row.requesterId },
      requestedAtMs: { N: String(row.requestedAtMs) }, open: { S: 'yes' }, elevation: { S: JSON.stringify(due) },
    } }));
  }

  async holders(account: string, setName = 'Administrator'): Promise<(string | undefined)[]> {
    const { instanceArn: InstanceArn } = await this.state();
    const admin = new SSOAdminClient(this.aws.client);
    const { PermissionSets = [] } = await admin.send(new ListPermissionSetsCommand({ InstanceArn }));
    for (const PermissionSetArn of PermissionSets) {
      const { PermissionSet } = await admin.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
      if (PermissionSet!.Name === setName) {
        const asked = new ListAccountAssignmentsCommand({ InstanceArn, PermissionSetArn, AccountId: account });
        const { AccountAssignments = [] } = await admin.send(asked);
        return AccountAssignments.map(({ PrincipalId }) => PrincipalId);
      }
    }
    throw new Error(`there is no set ${setName}`);
  }

  async signIn(person: string, account: string, permissionSet = 'Administrator') {
    return this.aws.control<{ AccessKeyId: string; SecretAccessKey: string; SessionToken: string }>('POST', 'sign-in', {
      user: `${person}@deployed.example`, permissionSet, account,
    });
  }

  /** Whether a session may still list tables; what else it was answered is not looked at. */
  async works({ AccessKeyId, SecretAccessKey, SessionToken }: Awaited<ReturnType<World['signIn']>>): Promise<boolean> {
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    try {
      await new DynamoDBClient({ ...this.aws.client, credentials }).send(new GetItemCommand({ TableName: 'none', Key: { key: { S: 'x' } } }));
      return true;
    } catch (error) {
      return !/AccessDenied/.test((error as Error).name);
    }
  }

  /** Calls the function that the rule calls each minute. */
  async sweep(): Promise<void> {
    const lambda = new LambdaClient(await this.client());
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
    const { FunctionName } = Functions.find((each) => each.FunctionName!.startsWith('zero-trust-sweep-elevations-'))!;
    const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{}') }));
    expect(FunctionError).toBeUndefined();
  }

  async managementPolicy(): Promise<string> {
    const iam = new IAMClient(this.aws.client);
    const PolicyArn = `arn:aws:iam::${EMULATED_MANAGEMENT}:policy/zero-trust/zero-trust-session-denial`;
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId! }));
    return decodeURIComponent(PolicyVersion!.Document!);
  }
}

describeEmulated('elevation, deployed', () => {
  let world: World;
  let production: string;
  beforeAll(async () => {
    world = await World.start();
    production = world.accounts.production;
  }, 400_000);
  afterAll(async () => world?.stop());

  test('is lent after somebody else consented, and ends with its open session when the person says so', async () => {
    const path = await world.asked(production, 'key-of-ann-0000001');
    expect((await world.call('ann', 'POST', `${path}/consent`)).status).toBe(403);
    expect(await world.holders(production)).toEqual([]);
    expect((await world.call('bob', 'POST', `${path}/consent`)).status).toBe(200);
    await world.until(path, 'active');
    expect(await world.holders(production)).toEqual([world.ids.ann]);
    const session = await world.signIn('ann', production);
    expect(await world.works(session)).toBe(true);
    expect((await world.call('ann', 'POST', `${path}/end`)).status).toBe(202);
    const row = await world.until(path, 'ended');
    expect(await world.holders(production)).toEqual([]);
    expect(await world.works(session)).toBe(false);
    await expect(world.signIn('ann', production)).rejects.toThrow();
    expect(await world.item(`evidence/${row.id}`)).toMatchObject({
      state: 'ended', endReason: 'requester', requester: world.ids.ann, sessions: { kind: 'denied', policies: ['zero-trust-session-denial-1'] },
    });
  }, 120_000);

  test('is ended by the sweep where its execution was stopped and no schedule comes', async () => {
    // in another account, because the same would wait until what was lent before has settled.
    const { audit } = world.accounts;
    const path = await world.asked(audit, 'key-of-ann-0000002');
    await world.call('carl', 'POST', `${path}/consent`);
    await world.until(path, 'active');
    const states = await world.states();
    const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn: world.machine, statusFilter: 'RUNNING' }));
    for (const { executionArn } of executions) {
      await states.send(new StopExecutionCommand({ executionArn }));
    }
    await world.makeDue(path);
    await world.sweep();
    await world.until(path, 'ended');
    expect(await world.holders(audit)).toEqual([]);
  }, 180_000);

  test('reaches the management account through its roles and the twin, whose policy then denies the person', async () => {
    const path = await world.asked(EMULATED_MANAGEMENT, 'key-of-ann-0000003');
    await world.call('bob', 'POST', `${path}/consent`);
    await world.until(path, 'active');
    expect(await world.holders(EMULATED_MANAGEMENT, 'Administrator-mgmt')).toEqual([world.ids.ann]);
    expect(await world.managementPolicy()).not.toContain(world.ids.ann);
    expect((await world.call('bob', 'POST', `${path}/end`)).status).toBe(202);
    await world.until(path, 'ended');
    expect(await world.holders(EMULATED_MANAGEMENT, 'Administrator-mgmt')).toEqual([]);
    expect(await world.managementPolicy()).toContain(world.ids.ann);
  }, 120_000);

  test('keeps the rules that it has when a deployment asks for more people than there are', async () => {
    const before = await world.item('rules');
    expect(() => world.deploy(PEOPLE.length)).toThrow(/nobody can get enough consent by 'Administrator for operators'/);
    expect(await world.item('rules')).toEqual(before);
  }, 240_000);
});
