import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateOrganizationCommand, CreateOrganizationalUnitCommand, DescribeOrganizationCommand, EnableAWSServiceAccessCommand, ListRootsCommand,
  MoveAccountCommand, RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { DescribePermissionSetCommand, ListAccountAssignmentsCommand, ListPermissionSetsCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { DeployedOrganization, EMULATED_MANAGEMENT as MANAGEMENT, appCommand } from '../support/deployed-organization';
import { type EmulatedAws, describeEmulated } from '../support/emulated-aws';

const APP = appCommand('reconciled-app.ts');
const SERVICE = 'sso.amazonaws.com';

interface Rule {
  readonly group: string;
  readonly permissionSet: string;
  /** Names, or units with a '/' in front. */
  readonly accounts: string[];
}

/** An emulated organization with a reconciler that the CDK command line deploys. */
class World extends DeployedOrganization {
  static async start(): Promise<World> {
    const settings = { assignment_milliseconds: 300, outstanding_assignment_limit: 10, custom_resource_timeout_seconds: 900 };
    const world = new World(await World.emulator(settings));
    await world.createOrganization();
    [MANAGEMENT, world.accounts.audit].forEach((account) => world.bootstrap(account));
    return world;
  }

  readonly units: Record<string, string> = {};
  readonly parents: Record<string, string> = {};
  private root = '';

  private constructor(aws: EmulatedAws) {
    super(aws);
  }

  private async createOrganization(): Promise<void> {
    await this.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    this.root = (await this.organizations.send(new ListRootsCommand({}))).Roots![0].Id!;
    for (const unit of ['Security', 'Workloads']) {
      const { OrganizationalUnit } = await this.organizations.send(new CreateOrganizationalUnitCommand({ ParentId: this.root, Name: unit }));
      this.units[unit] = OrganizationalUnit!.Id!;
    }
    await this.createAccount('audit', 'Security');
    for (const name of ['one', 'two', 'three']) {
      await this.createAccount(name, 'Workloads');
    }
    await this.organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: SERVICE }));
    await this.organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId: this.accounts.audit, ServicePrincipal: SERVICE }));
  }

  override async createAccount(name: string, unit?: string): Promise<void> {
    await super.createAccount(name);
    this.parents[name] = this.root;
    if (unit) {
      await this.move(name, unit);
    }
  }

  async move(name: string, unit: string): Promise<void> {
    const [SourceParentId, DestinationParentId] = [this.parents[name], this.units[unit]];
    await this.organizations.send(new MoveAccountCommand({ AccountId: this.accounts[name], SourceParentId, DestinationParentId }));
    this.parents[name] = DestinationParentId;
  }

  /** A snapshot of what there is now, in the form of `zero-trust snapshot`, without the accounts named in `except`. */
  private async snapshot(except: string[]): Promise<object> {
    const { instanceArn, identityStoreId } = await this.aws.control<{ instanceArn: string; identityStoreId: string }>('GET', 'state');
    const { Organization } = await this.organizations.send(new DescribeOrganizationCommand({}));
    const account = (Id: string, Name: string, ParentId: string) => ({ Id, Name, ParentId, Email: `${Name}@deployed.example`, Status: 'ACTIVE', State: 'ACTIVE', Tags: [] });
    const known = Object.entries(this.accounts).filter(([name]) => !except.includes(name));
    const accounts = known.map(([name, id]) => account(id, name, this.parents[name]));
    const all = [this.root, ...Object.values(this.units), MANAGEMENT, ...accounts.map(({ Id }) => Id)];
    return {
      Organization: { Id: Organization!.Id, Arn: Organization!.Arn, FeatureSet: 'ALL', MasterAccountId: MANAGEMENT },
      Roots: [{ Id: this.root, Name: 'Root', PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] }],
      OrganizationalUnits: Object.entries(this.units).map(([Name, Id]) => ({ Id, Name, ParentId: this.root })),
      Accounts: [account(MANAGEMENT, 'management', this.root), ...accounts],
      Policies: [{
        PolicySummary: { Id: 'p-FullAWSAccess', Name: 'FullAWSAccess', Type: 'SERVICE_CONTROL_POLICY', AwsManaged: true },
        Content: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}', Targets: all.map((TargetId) => ({ TargetId })),
      }],
      DelegatedAdministrators: [{ Id: this.accounts.audit, DelegatedServices: [{ ServicePrincipal: SERVICE }] }],
      EnabledServicePrincipals: [{ ServicePrincipal: SERVICE }],
      IdentityCenter: { InstanceArn: instanceArn, IdentityStoreId: identityStoreId, Region: 'us-east-1' },
      TakenAt: '2026-11-01T00:00:00.000Z',
    };
  }

  async deploy(rules: Rule[], { engine = 'reconciled', maxRemovals = 50, except = [] as string[], stacks = ['Identity'] } = {}): Promise<void> {
    writeFileSync(join(this.folder, 'organization.json'), JSON.stringify(await this.snapshot(except)));
    writeFileSync(join(this.folder, 'input.json'), JSON.stringify({ engine, maxRemovals, rules }));
    for (const stack of stacks) {
      const account = stack === 'Identity' ? this.accounts.audit : MANAGEMENT;
      this.cdk(account, 'deploy', stack, '--exclusively', '--require-approval', 'never', '--output', 'cdk.out', '--app', APP);
    }
  }

  /** Who holds what where, as Identity Center says: account and set. */
  async held(): Promise<string[]> {
    const admin = new SSOAdminClient(this.aws.client);
    const { instanceArn: InstanceArn } = await this.aws.control<{ instanceArn: string }>('GET', 'state');
    const { PermissionSets = [] } = await admin.send(new ListPermissionSetsCommand({ InstanceArn }));
    const found: string[] = [];
    for (const PermissionSetArn of PermissionSets) {
      const { PermissionSet } = await admin.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
      for (const [name, AccountId] of Object.entries(this.accounts)) {
        const { AccountAssignments = [] } = await admin.send(new ListAccountAssignmentsCommand({ InstanceArn, AccountId, PermissionSetArn }));
        found.push(...AccountAssignments.map(() => `${name} ${PermissionSet!.Name}`));
      }
    }
    return found.sort();
  }

  /** Calls that asked for changes of assignments, as the emulator recorded them. */
  async changes(): Promise<number> {
    const counts = await Promise.all(['CreateAccountAssignment', 'DeleteAccountAssignment'].map(async (operation) => {
      const answer = await this.aws.control<any>('GET', `calls?operation=${operation}`);
      return (Array.isArray(answer) ? answer : answer.calls).length as number;
    }));
    return counts.reduce((a, b) => a + b);
  }

  async until(expected: string[]): Promise<void> {
    const end = Date.now() + 60_000;
    while (JSON.stringify(await this.held()) !== JSON.stringify(expected) && Date.now() < end) {
      await new Promise((done) => setTimeout(done, 500));
    }
    expect(await this.held()).toEqual(expected);
  }
}

const READERS: Rule = { group: 'ants', permissionSet: 'Reader', accounts: ['one', 'two', 'three'] };
const WRITERS: Rule = { group: 'bees', permissionSet: 'Writer', accounts: ['one'] };
const EVERYWHERE: Rule = { group: 'ants', permissionSet: 'Writer', accounts: ['/Workloads'] };

describeEmulated('a reconciler deployed to an emulated organization', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
    await world.createGroup('ants');
    await world.createGroup('bees');
  }, 240_000);
  afterAll(async () => world?.stop());

  test('gives exactly what the rules say', async () => {
    await world.deploy([READERS, WRITERS], { stacks: ['Identity', 'ManagementGlobal'] });
    expect(await world.held()).toEqual(['one Reader', 'one Writer', 'three Reader', 'two Reader']);
    expect(await world.changes()).toBe(4);
  }, 240_000);

  test('a changed rule costs its own operations and nothing else', async () => {
    const before = await world.changes();
    await world.deploy([READERS, { ...WRITERS, accounts: ['two'] }]);
    expect(await world.held()).toEqual(['one Reader', 'three Reader', 'two Reader', 'two Writer']);
    expect(await world.changes() - before).toBe(2);
  }, 240_000);

  test('a deployment that would take away more than was agreed is stopped before anything is changed, and names it', async () => {
    const before = await world.changes();
    await expect(world.deploy([{ ...WRITERS, accounts: ['two'] }], { maxRemovals: 2 })).rejects.toThrow(/3 of 4 assignments would be removed; 2 may be without a question/);
    expect(await world.changes()).toBe(before);
    expect(await world.held()).toEqual(['one Reader', 'three Reader', 'two Reader', 'two Writer']);
  }, 240_000);

  test('an operation that fails makes the deployment fail, which names it, and the way back takes away what was given', async () => {
    await world.aws.control('POST', 'faults', {
      service: 'sso-admin', operation: 'CreateAccountAssignment', times: 1, asynchronous: 'the customer managed policy edge is missing', matching: { TargetId: world.accounts.three },
    });
    await expect(world.deploy([READERS, { ...WRITERS, accounts: ['one', 'two', 'three'] }], { maxRemovals: 0 })).rejects.toThrow(/'Writer' of 'bees' was not given: the customer managed policy edge is missing/);
    await world.until(['one Reader', 'three Reader', 'two Reader', 'two Writer']);
  }, 240_000);

  test('an account that comes gets what the rules give it where it is moved to, without a deployment', async () => {
    await world.deploy([READERS, EVERYWHERE]);
    // a run needs no more than what its roles are allowed.
    await world.aws.control('POST', 'settings', { enforce_iam: true });
    await world.createAccount('new');
    await world.move('new', 'Workloads');
    await world.until(['new Writer', 'one Reader', 'one Writer', 'three Reader', 'three Writer', 'two Reader', 'two Writer']);
    await world.aws.control('POST', 'settings', { enforce_iam: false });
  }, 240_000);

  test('a deployment from a snapshot that does not know the account does not take it away', async () => {
    await world.deploy([READERS, EVERYWHERE, { ...WRITERS, accounts: ['one'] }], { except: ['new'] });
    expect(await world.held()).toContain('new Writer');
  }, 240_000);
});

describeEmulated('moving from CloudFormation to the reconciler', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
    await world.createGroup('ants');
    await world.deploy([READERS], { engine: 'native' });
  }, 240_000);
  afterAll(async () => world?.stop());

  test('is refused while CloudFormation would delete what it made, and says what to deploy first', async () => {
    await expect(world.deploy([READERS])).rejects.toThrow(/CloudFormation would delete 3 assignments at the end of this deployment.*handOver: true/);
    expect(await world.held()).toEqual(['one Reader', 'three Reader', 'two Reader']);
  }, 240_000);

  test('takes nothing away from anybody after the hand-over', async () => {
    await world.deploy([READERS], { engine: 'handOver' });
    const before = await world.changes();
    await world.deploy([READERS]);
    expect(await world.held()).toEqual(['one Reader', 'three Reader', 'two Reader']);
    expect(await world.changes()).toBe(before);
  }, 240_000);
});
