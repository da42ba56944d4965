import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateAccountAssignmentCommand, CreatePermissionSetCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { DynamoElevations } from '../../src/elevation/runtime/dynamo-elevations';
import { EMULATED_MANAGEMENT, appCommand } from '../support/deployed-organization';
import { ASKED, rule, rulesOf } from '../support/door-world';
import { type EmulatedAws, describeEmulated } from '../support/emulated-aws';
import { PEOPLE, PeopleWithTokens, type SentRequest } from '../support/people-with-tokens';

interface Sent extends SentRequest {
  readonly api?: 'Tokens' | 'Signatures';
}

/** With the API that the CDK command line deployed. */
class World extends PeopleWithTokens {
  static async start(): Promise<World> {
    const world = new World(await World.emulator({ assignment_milliseconds: 0, provisioning_milliseconds: 0 }));
    try {
      await world.deployed();
      return world;
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  private urls: { readonly Tokens: string; readonly Signatures: string } = { Tokens: '', Signatures: '' };

  private constructor(aws: EmulatedAws) {
    super(aws);
  }

  private async deployed(): Promise<void> {
    await this.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    await this.people({ operators: ['ann'], approvers: ['bob', 'carl'], security: [] });
    this.bootstrap(EMULATED_MANAGEMENT);
    writeFileSync(join(this.folder, 'organization.json'), await this.takenSnapshot());
    const options = ['--require-approval', 'never', '--output', 'cdk.out', '--outputs-file', 'outputs.json', '--app', appCommand('elevation-api-app.ts')];
    this.cdk(EMULATED_MANAGEMENT, 'deploy', 'Door', ...options);
    this.urls = JSON.parse(readFileSync(join(this.folder, 'outputs.json'), 'utf8')).Door;
    await this.writeRules();
  }

  private async writeRules(): Promise<void> {
    const rules = rulesOf(
      [rule({ requesterGroups: [this.groups.operators], stages: [{ approverGroups: [this.groups.approvers], approvals: 2 }] })],
      { securityGroups: [this.groups.security] },
    );
    await new DynamoDBClient(this.aws.client).send(new PutItemCommand({
      TableName: 'zero-trust-elevations', Item: { key: { S: 'rules' }, rules: { S: JSON.stringify(rules) } },
    }));
  }

  /** As the function that lends would, some time later. */
  async makeActive(id: string): Promise<void> {
    const elevations = new DynamoElevations(new DynamoDBClient(this.aws.client), 'zero-trust-elevations');
    const elevation = (await elevations.find(id))!;
    expect(await elevations.save({ ...elevation, revision: elevation.revision + 1, state: 'active' })).toBe('written');
    expect(await elevations.save({ ...elevation, revision: elevation.revision + 1, state: 'ended' })).toBe('conflict');
  }

  /** What the function that ends was asked for. */
  async ends(): Promise<object[]> {
    const { calls } = await this.aws.control<{ calls: { parameters: { event: object } }[] }>('GET', 'calls?service=lambda-runtime&operation=zero-trust-end');
    return calls.map(({ parameters: { event } }) => event);
  }

  async call(authorization: string | undefined, method: string, path: string, { api = 'Tokens', ...sent }: Sent = {}) {
    return this.request(`${this.urls[api]}${path}`, method, authorization, sent);
  }

  /** A session that Identity Center opens for somebody in the account of the API. */
  async signedIn(user: string): Promise<{ readonly AccessKeyId: string; readonly SessionToken: string }> {
    const { instanceArn: InstanceArn } = await this.state();
    const admin = new SSOAdminClient(this.aws.client);
    const { PermissionSet } = await admin.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Reader' }));
    await admin.send(new CreateAccountAssignmentCommand({
      InstanceArn, PermissionSetArn: PermissionSet!.PermissionSetArn, TargetId: EMULATED_MANAGEMENT, TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER', PrincipalId: this.ids[user],
    }));
    for (let tries = 0; ; tries++) {
      try {
        return await this.aws.control('POST', 'sign-in', { user: `${user}@deployed.example`, permissionSet: 'Reader', account: EMULATED_MANAGEMENT });
      } catch (error) {
        if (tries === 50) {
          throw error;
        }
        await new Promise((done) => setTimeout(done, 100));
      }
    }
  }
}

describeEmulated('the API of elevation, deployed', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); }, 240_000);
  afterAll(async () => world?.stop());

  test('knows whoever has a token by its subject', async () => {
    const answer = await world.call(`Bearer ${await world.token()}`, 'GET', '/options');
    expect(answer).toMatchObject({ status: 200, body: { callerId: world.ids.ann, options: [{ permissionSet: 'Administrator', needsConsent: true }] } });
  });

  test('lets nobody in by a token that is none, over, forged, of another audience or issuer, or of a stranger', async () => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
    const tokens = [
      undefined, 'Bearer none', `Bearer ${await world.token({ exp: 1 })}`, `Bearer ${await world.token({}, stranger)}`, `Bearer ${await world.token({ aud: 'other' })}`,
      `Bearer ${await world.token({ iss: 'https://other.deployed.example' })}`, `Bearer ${await world.token({ sub: 'ann@deployed.example', email: 'ann@deployed.example' })}`,
    ];
    const statuses = await Promise.all(tokens.map(async (token) => (await world.call(token, 'GET', '/options')).status));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 403]);
  });

  test('takes a request, twice as one, and consent of two, after which the execution goes on', async () => {
    const [ann, bob, carl] = await Promise.all(PEOPLE.map(async (person) => `Bearer ${await world.token({ sub: `external-${person}` })}`));
    const sent = { key: 'key-of-ann-0000001', body: ASKED };
    const [one, other] = await Promise.all([world.call(ann, 'POST', '/elevations', sent), world.call(ann, 'POST', '/elevations', sent)]);
    expect([one.status, other.status, one.location]).toEqual([201, 201, other.location]);
    const path = one.location!;
    const states = new SFNClient(world.aws.client);
    const executions = async () => (await states.send(new ListExecutionsCommand({
      stateMachineArn: `arn:aws:states:us-east-1:${EMULATED_MANAGEMENT}:stateMachine:zero-trust-elevation`,
    }))).executions!.map(({ status }) => status);
    expect(await executions()).toEqual(['RUNNING']);
    expect((await world.call(ann, 'GET', '/elevations?list=mine')).body.elevations).toMatchObject([{ requesterId: world.ids.ann }]);
    expect((await world.call(bob, 'GET', '/elevations?list=to-approve')).body.elevations).toHaveLength(1);
    expect((await world.call(ann, 'POST', `${path}/consent`)).status).toBe(403);
    const consents = await Promise.all([bob, carl].map(async (approver) => world.call(approver, 'POST', `${path}/consent`)));
    expect(consents.map(({ status }) => status)).toEqual([200, 200]);
    expect((await world.call(ann, 'GET', path)).body).toMatchObject({ state: 'approved', stages: [{ approvals: 2, given: 2 }] });
    for (let tries = 0; (await executions())[0] !== 'SUCCEEDED' && tries < 50; tries++) {
      await new Promise((done) => setTimeout(done, 100));
    }
    expect(await executions()).toEqual(['SUCCEEDED']);
  }, 60_000);

  test('asks the function that ends for an early end, and does nothing to access itself', async () => {
    const ann = `Bearer ${await world.token()}`;
    const { body: { elevations: [{ id }] } } = await world.call(ann, 'GET', '/elevations?list=mine');
    await world.makeActive(id);
    expect((await world.call(ann, 'POST', `/elevations/${id}/end`)).status).toBe(202);
    for (let tries = 0; (await world.ends()).length === 0 && tries < 50; tries++) {
      await new Promise((done) => setTimeout(done, 100));
    }
    expect(await world.ends()).toEqual([{ kind: 'end', id, reason: 'requester', by: world.ids.ann }]);
  }, 60_000);

  test('with signatures knows sessions of Identity Center, and no other role', async () => {
    const { AccessKeyId, SessionToken } = await world.signedIn('bob');
    const signed = (key: string) => `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0`;
    const bob = await world.call(signed(AccessKeyId), 'GET', '/options', { api: 'Signatures', session: SessionToken });
    expect(bob).toMatchObject({ status: 200, body: { callerId: world.ids.bob, options: [] } });
    expect((await world.call(signed('test'), 'GET', '/options', { api: 'Signatures' })).status).toBe(403);
    expect((await world.call(undefined, 'GET', '/options', { api: 'Signatures' })).status).toBe(403);
    expect((await world.call(`Bearer ${await world.token()}`, 'GET', '/options', { api: 'Signatures' })).status).toBe(403);
  }, 60_000);
});
