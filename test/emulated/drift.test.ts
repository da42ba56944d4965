import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateOrganizationCommand, EnableAWSServiceAccessCommand, RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations';
import { DescribeExecutionCommand, SFNClient, type SFNClientConfig, StartExecutionCommand } from '@aws-sdk/client-sfn';
import {
  CreateAccountAssignmentCommand, DeleteAccountAssignmentCommand, DescribePermissionSetCommand, ListAccountAssignmentsCommand,
  ListPermissionSetsCommand, PutInlinePolicyToPermissionSetCommand, SSOAdminClient, type SSOAdminClientConfig,
} from '@aws-sdk/client-sso-admin';
import { DeployedOrganization, appCommand } from '../support/deployed-organization';
import { type EmulatedAws, describeEmulated } from '../support/emulated-aws';

const SERVICE = 'sso.amazonaws.com';
const APP = appCommand('drift-app.ts');

/** An emulated organization whose assignments the CDK command line deploys together with their check. */
class World extends DeployedOrganization {
  static async start(): Promise<World> {
    const world = new World(await World.emulator({ assignment_milliseconds: 50, provisioning_milliseconds: 50 }));
    await world.createOrganization();
    world.bootstrap(world.accounts.audit);
    return world;
  }

  readonly groups: Record<string, string> = {};
  private stateMachineArn = '';
  private client: SSOAdminClientConfig & SFNClientConfig = {};

  private constructor(aws: EmulatedAws) {
    super(aws);
  }

  private async createOrganization(): Promise<void> {
    await this.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    for (const name of ['audit', 'sandbox', 'production']) {
      await this.createAccount(name);
    }
    await this.organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: SERVICE }));
    await this.organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId: this.accounts.audit, ServicePrincipal: SERVICE }));
    for (const group of ['readers', 'strangers']) {
      this.groups[group] = await this.createGroup(group);
    }
  }

  async deploy(input: { removes: boolean }): Promise<void> {
    writeFileSync(join(this.folder, 'organization.json'), await this.takenSnapshot());
    writeFileSync(join(this.folder, 'input.json'), JSON.stringify(input));
    this.cdk(this.accounts.audit, 'deploy', 'Identity', '--require-approval', 'never', '--output', 'cdk.out', '--outputs-file', 'outputs.json', '--app', APP);
    const { Identity } = JSON.parse(readFileSync(join(this.folder, 'outputs.json'), 'utf8'));
    this.stateMachineArn = Identity.StateMachine;
    await this.assumeRole();
  }

  /** Somebody who administers the account of the check. */
  private async assumeRole(): Promise<void> {
    const RoleArn = `arn:aws:iam::${this.accounts.audit}:role/operator`;
    const session = await this.aws.query('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'ada' });
    const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken']
      .map((name) => new RegExp(`<${name}>(.*)</${name}>`).exec(session)![1]);
    this.client = { ...this.aws.client, credentials: { accessKeyId, secretAccessKey, sessionToken } };
  }

  get states(): SFNClient {
    return new SFNClient(this.client);
  }

  get admin(): SSOAdminClient {
    return new SSOAdminClient(this.client);
  }

  async assignment(set: string, account: string, group: string) {
    const { instanceArn: InstanceArn } = await this.aws.control<{ instanceArn: string }>('GET', 'state');
    return {
      InstanceArn, PermissionSetArn: await this.setArn(set), TargetId: this.accounts[account], TargetType: 'AWS_ACCOUNT' as const,
      PrincipalType: 'GROUP' as const, PrincipalId: this.groups[group],
    };
  }

  async setArn(set: string): Promise<string> {
    const { instanceArn: InstanceArn } = await this.aws.control<{ instanceArn: string }>('GET', 'state');
    const { PermissionSets = [] } = await this.admin.send(new ListPermissionSetsCommand({ InstanceArn }));
    for (const PermissionSetArn of PermissionSets) {
      const { PermissionSet } = await this.admin.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
      if (PermissionSet!.Name === set) {
        return PermissionSetArn;
      }
    }
    throw new Error(`there is no set ${set}`);
  }

  async holders(set: string, account: string): Promise<string[]> {
    const { InstanceArn, PermissionSetArn, TargetId: AccountId } = await this.assignment(set, account, 'readers');
    const { AccountAssignments = [] } = await this.admin.send(new ListAccountAssignmentsCommand({ InstanceArn, PermissionSetArn, AccountId }));
    const names = new Map(Object.entries(this.groups).map(([name, id]) => [id, name]));
    return AccountAssignments.map(({ PrincipalId }) => names.get(PrincipalId!)!).sort();
  }

  /** A check of everything, started by hand. */
  async check(): Promise<any> {
    const { executionArn } = await this.states.send(new StartExecutionCommand({ stateMachineArn: this.stateMachineArn, input: '{}' }));
    return this.ended(executionArn!);
  }

  /** Checks that events started and that have not ended. */
  async waiting(): Promise<string[]> {
    const { calls } = await this.aws.control<{ calls: any[] }>('GET', 'calls?service=stepfunctions&operation=StartExecution');
    const names = calls.filter(({ parameters }) => parameters.input !== '{}').map(({ parameters }) => parameters.name as string);
    const arns = [...new Set(names)].map((name) => `${this.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`);
    const states = await Promise.all(arns.map(async (executionArn) => this.states.send(new DescribeExecutionCommand({ executionArn }))));
    return arns.filter((_, index) => states[index].status === 'RUNNING');
  }

  /** What a run said last; time passes as fast as it waits. */
  async ended(executionArn: string): Promise<any> {
    let told: any;
    await until(async () => {
      await this.aws.control('POST', 'clock', { advanceSeconds: 20 });
      // sessions end by the same clock.
      await this.assumeRole();
      told = await this.states.send(new DescribeExecutionCommand({ executionArn }));
      return told.status !== 'RUNNING';
    });
    if (told.status !== 'SUCCEEDED') {
      throw new Error(`${told.status}: ${told.error} ${told.cause}`);
    }
    return JSON.parse(told.output);
  }

  /** Events of the check on the bus, each once as its detail. */
  async announced(): Promise<any[]> {
    const { calls } = await this.aws.control<{ calls: any[] }>('GET', 'calls?service=event-bus');
    return calls.map(({ parameters }) => parameters).filter((event) => event.source === 'zero-trust.identity' && event['detail-type'] === 'Access Drift')
      .map(({ detail }) => detail);
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isSo()) {
      return;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('it did not become so within a minute');
}

describeEmulated('the check of an emulated organization', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
    await world.deploy({ removes: false });
  }, 300_000);
  afterAll(async () => world?.stop());

  /** What the deployment itself and a test did to Identity Center asks for a check, too; it runs before the next test. */
  const quiet = async () => {
    for (const run of await world.waiting()) {
      await world.ended(run);
    }
  };

  test('finds nothing after a deployment, with roles that may do only what their policies say', async () => {
    // for this one only: the emulator does not know the condition by which the check may send nobody else's events.
    await world.aws.control('POST', 'settings', { enforce_iam: true });
    expect(await world.check()).toMatchObject({ missing: 0, undeclared: 0, outdated: 0, removed: 0 });
    await quiet();
    await world.aws.control('POST', 'settings', { enforce_iam: false });
    expect(await world.announced()).toEqual([]);
  }, 120_000);

  test('finds an assignment that somebody made, because of the very event, and publishes who made it', async () => {
    await world.admin.send(new CreateAccountAssignmentCommand(await world.assignment('Reader', 'sandbox', 'strangers')));
    await until(async () => (await world.waiting()).length > 0);
    expect(await world.ended((await world.waiting())[0])).toMatchObject({ undeclared: 1 });
    expect(await world.announced()).toMatchObject([{
      checked: 'some', undeclared: 1, missing: 0, removed: 0,
      findings: [{
        kind: 'undeclared', permissionSet: 'Reader', accountName: 'sandbox', principalId: world.groups.strangers, outcome: { kind: 'reported' },
        made: { by: `arn:aws:sts::${world.accounts.audit}:assumed-role/operator/ada` },
      }],
    }]);
    expect(await world.holders('Reader', 'sandbox')).toEqual(['readers', 'strangers']);
  }, 120_000);

  test('finds one missing that somebody deleted', async () => {
    await world.admin.send(new DeleteAccountAssignmentCommand(await world.assignment('Auditor', 'production', 'readers')));
    await until(async () => (await world.holders('Auditor', 'production')).length === 0);
    expect(await world.check()).toMatchObject({ missing: 1, undeclared: 1 });
    const { findings } = (await world.announced()).at(-1);
    expect(findings.find(({ kind }: any) => kind === 'missing')).toMatchObject({ permissionSet: 'Auditor', accountName: 'production', group: 'readers' });
    await world.admin.send(new CreateAccountAssignmentCommand(await world.assignment('Auditor', 'production', 'readers')));
    await until(async () => (await world.holders('Auditor', 'production')).length === 1);
    await quiet();
  }, 120_000);

  test('finds a set whose change has not arrived', async () => {
    const { InstanceArn, PermissionSetArn } = await world.assignment('Auditor', 'production', 'readers');
    const InlinePolicy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] });
    await world.admin.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, InlinePolicy }));
    expect(await world.check()).toMatchObject({ outdated: 1 });
    expect((await world.announced()).at(-1).findings).toContainEqual(expect.objectContaining({ kind: 'outdated', permissionSet: 'Auditor', accountName: 'production' }));
    await quiet();
  }, 120_000);

  test('takes away what nobody declared once it may, leaves what is protected, and everything that is declared', async () => {
    await world.admin.send(new CreateAccountAssignmentCommand(await world.assignment('Reader', 'production', 'strangers')));
    await world.deploy({ removes: true });
    await quiet();
    const before = await world.announced();
    expect(await world.check()).toMatchObject({ undeclared: 0 });
    expect(await world.holders('Reader', 'sandbox')).toEqual(['readers']);
    expect(await world.holders('Reader', 'production')).toEqual(['readers', 'strangers']);
    expect(await world.holders('Auditor', 'production')).toEqual(['readers']);
    const told = (await world.announced()).flatMap(({ findings }) => findings).map(({ outcome, accountName }) => `${outcome.kind} ${accountName}`);
    expect(told).toEqual(expect.arrayContaining(['removed sandbox', 'protected production']));
    expect(before.length).toBeGreaterThan(0);
  }, 240_000);

  test('made its calls as roles that may make them', async () => {
    const { calls } = await world.aws.control<{ calls: any[] }>('GET', 'calls?service=sso-admin');
    const deletions = calls.filter(({ operation, principal }) => operation === 'DeleteAccountAssignment' && String(principal).includes('Remove'));
    expect(deletions).toHaveLength(1);
    expect(deletions[0].principal).toContain(`:sts::${world.accounts.audit}:assumed-role/`);
  });
});
