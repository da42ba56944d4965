import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDatabaseCommand, GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import {
  CreateOrganizationCommand, CreateOrganizationalUnitCommand, ListAWSServiceAccessForOrganizationCommand, ListDelegatedAdministratorsCommand,
  ListPoliciesForTargetCommand, ListRootsCommand, MoveAccountCommand,
} from '@aws-sdk/client-organizations';
import { ListAccountAssignmentsCommand, ListPermissionSetsCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { DeployedOrganization, EMULATED_MANAGEMENT as MANAGEMENT, appCommand } from '../support/deployed-organization';
import { type EmulatedAws, describeEmulated } from '../support/emulated-aws';

const APP = appCommand('landing-zone-app.ts');

interface Rule {
  readonly group: string;
  readonly permissionSet: string;
  readonly accounts: string[];
}

/** An emulated organization with a landing zone that the CDK command line deploys, as a team would: snapshot, synth, deploy. */
class World extends DeployedOrganization {
  static async start(): Promise<World> {
    const world = new World(await World.emulator({ assignment_milliseconds: 50 }));
    await world.createOrganization();
    writeFileSync(join(world.folder, 'stack-sets-access.txt'), await world.startStackSetsAccess());
    // the emulated organization remembers databases of templates without making them.
    await (await world.catalog()).send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'zero_trust_audit' } }));
    [MANAGEMENT, ...Object.values(world.accounts)].forEach((account) => world.bootstrap(account));
    return world;
  }

  private access?: ChildProcess;
  private sandboxUnit = '';

  private constructor(aws: EmulatedAws) {
    super(aws);
  }

  private async createOrganization(): Promise<void> {
    await this.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    const root = (await this.organizations.send(new ListRootsCommand({}))).Roots![0].Id!;
    for (const unit of ['Security', 'Sandbox']) {
      const { OrganizationalUnit } = await this.organizations.send(new CreateOrganizationalUnitCommand({ ParentId: root, Name: unit }));
      for (const name of unit === 'Security' ? ['audit', 'log-archive'] : ['sandbox']) {
        await this.createAccount(name);
        const move = { AccountId: this.accounts[name], SourceParentId: root, DestinationParentId: OrganizationalUnit!.Id! };
        await this.organizations.send(new MoveAccountCommand(move));
      }
      this.sandboxUnit = OrganizationalUnit!.Id!;
    }
  }

  /** Takes the snapshot anew, then deploys the stacks in order, each with the credentials of its account. */
  async deploy(rules: Rule[]): Promise<void> {
    writeFileSync(join(this.folder, 'organization.json'), await this.takenSnapshot());
    writeFileSync(join(this.folder, 'rules.json'), JSON.stringify(rules));
    const stacks: [string, string][] = [
      ['LogArchive', this.accounts['log-archive']], ['Management', MANAGEMENT], ['Audit', this.accounts.audit], ['Identity', this.accounts.audit],
    ];
    for (const [stack, account] of stacks) {
      this.cdk(account, 'deploy', `Zone/${stack}`, '--exclusively', '--require-approval', 'never', '--output', 'cdk.out', '--app', APP);
    }
  }

  /** What a person does with a stack whose first deployment failed (README). */
  async deleteFailed(StackName: string): Promise<void> {
    // the emulator would find the deleted stack's change set under the name of the next one's.
    await this.aws.query('cloudformation', 'DeleteChangeSet', { StackName, ChangeSetName: 'cdk-deploy-change-set' });
    await this.aws.query('cloudformation', 'UpdateTerminationProtection', { StackName, EnableTerminationProtection: 'false' });
    await this.aws.query('cloudformation', 'DeleteStack', { StackName });
  }

  /** Who holds what where, as Identity Center says: set and account. */
  async assignments(): Promise<string[]> {
    const admin = new SSOAdminClient(this.aws.client);
    const { instanceArn: InstanceArn } = await this.aws.control<{ instanceArn: string }>('GET', 'state');
    const { PermissionSets = [] } = await admin.send(new ListPermissionSetsCommand({ InstanceArn }));
    const found: string[] = [];
    for (const [name, AccountId] of [['management', MANAGEMENT], ...Object.entries(this.accounts)]) {
      for (const PermissionSetArn of PermissionSets) {
        const { AccountAssignments = [] } = await admin.send(new ListAccountAssignmentsCommand({ InstanceArn, AccountId, PermissionSetArn }));
        found.push(...AccountAssignments.map(() => name));
      }
    }
    return found.sort();
  }

  override async stop(): Promise<void> {
    await super.stop();
    this.access?.kill();
  }

  /** The Glue catalog of the audit account. */
  async catalog(): Promise<GlueClient> {
    return new GlueClient({ ...this.aws.client, credentials: await this.sessionIn(this.accounts.audit) });
  }

  /** Its address. */
  private async startStackSetsAccess(): Promise<string> {
    const [program, ...args] = appCommand('stack-sets-access.ts').split(' ');
    this.access = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(this.access.stdout!, 'data');
    return String(line).trim();
  }

  async policiesOnSandbox(): Promise<string[]> {
    const { Policies = [] } = await this.organizations.send(new ListPoliciesForTargetCommand({ TargetId: this.sandboxUnit, Filter: 'SERVICE_CONTROL_POLICY' }));
    return Policies.map(({ Name }) => Name!).sort();
  }

  /** What the report proves of an account, and whether the emulator's own evaluation of the attached policies denies it. */
  async proofsOn(account: string) {
    const { proofs } = JSON.parse(readFileSync(join(this.folder, 'cdk.out', 'access-report', 'report.json'), 'utf8'));
    const about = proofs.filter(({ proved, claim }: any) => proved.includes(account) && !claim.startsWith('central root access'));
    return Promise.all(about.map(async ({ claim, expected, principal, action, resource, region }: any) => {
      const here = (arn: string) => arn.replaceAll('<account>', account);
      const { denied } = await this.aws.control<{ denied: boolean }>('POST', 'evaluate-scps', { account, action, resource: here(resource), context: {
        'aws:PrincipalArn': here(principal), 'aws:PrincipalAccount': account,
        // a claim about many Regions is asked of one that is not allowed.
        'aws:RequestedRegion': region.includes(' Regions') ? 'ap-south-1' : region,
      } });
      return { claim, expected, denied } as { claim: string; expected: string; denied: boolean };
    })) as Promise<{ claim: string; expected: string; denied: boolean }[]>;
  }
}

const GUARDRAILS = [
  'zero-trust-audit-tamper', 'zero-trust-long-lived-credentials', 'zero-trust-protected-roles', 'zero-trust-region-deny', 'zero-trust-root-deny',
  'zero-trust-security-services',
];
const READERS: Rule = { group: 'readers', permissionSet: 'ReadOnly', accounts: ['management', 'audit', 'sandbox'] };
const BUILDERS: Rule = { group: 'builders', permissionSet: 'Developer', accounts: ['sandbox'] };

describeEmulated('a landing zone deployed to an emulated organization', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); }, 240_000);
  afterAll(async () => world?.stop());

  test('fails while groups are missing, and names all of them', async () => {
    await expect(world.deploy([READERS, BUILDERS])).rejects.toThrow(/2 of 2 groups are not in Identity Center: 'builders', 'readers'/);
  }, 240_000);

  test('gives exactly what the rules say once the groups are pushed, the management account included', async () => {
    await world.deleteFailed('ZoneManagementA35BAF2F');
    await world.createGroup('readers');
    await world.createGroup('builders');
    await world.deploy([READERS, BUILDERS]);
    expect(await world.assignments()).toEqual(['audit', 'management', 'sandbox', 'sandbox']);
  }, 240_000);

  test('has trusted CloudTrail and registered the audit account for Identity Center', async () => {
    const { EnabledServicePrincipals = [] } = await world.organizations.send(new ListAWSServiceAccessForOrganizationCommand({}));
    expect(EnabledServicePrincipals.map(({ ServicePrincipal }) => ServicePrincipal)).toContain('cloudtrail.amazonaws.com');
    const { DelegatedAdministrators = [] } = await world.organizations.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal: 'sso.amazonaws.com' }));
    expect(DelegatedAdministrators.map(({ Id }) => Id)).toEqual([world.accounts.audit]);
  });

  test('binds the sandbox and nothing else with the region deny', async () => {
    expect(await world.policiesOnSandbox()).toEqual(['FullAWSAccess', ...GUARDRAILS]);
    const evaluate = async (account: string, region: string) =>
      JSON.stringify(await world.aws.control('POST', 'evaluate-scps', { account, action: 'ec2:RunInstances', resource: '*', context: { 'aws:RequestedRegion': region } }));
    expect(await evaluate(world.accounts.sandbox, 'ap-south-1')).not.toBe(await evaluate(world.accounts.sandbox, 'eu-west-1'));
    expect(await evaluate(world.accounts.audit, 'ap-south-1')).toBe(await evaluate(world.accounts.audit, 'eu-west-1'));
  });

  test('is denied in the sandbox what the report proves denied there, and nothing that it proves possible', async () => {
    const asked = await world.proofsOn(world.accounts.sandbox);
    expect(asked.filter(({ expected }) => expected === 'denied').length).toBeGreaterThan(20);
    expect(asked.filter(({ expected }) => expected === 'allowed').length).toBeGreaterThan(15);
    expect(asked.filter(({ expected, denied }) => denied !== (expected === 'denied'))).toEqual([]);
  });

  test('keeps the tables of the activity view in the audit account, one for each source that grows', async () => {
    const { TableList = [] } = await (await world.catalog()).send(new GetTablesCommand({ DatabaseName: 'zero_trust_audit' }));
    expect(TableList.map(({ Name }) => Name).sort()).toEqual(['cloudtrail', 'config']);
    const [{ Parameters: partitions = {} }] = TableList;
    Object.values(world.accounts).forEach((account) => expect(JSON.stringify(partitions)).toContain(account));
  });

  test('records into the vault of the other account', async () => {
    const { keys } = await world.aws.control<{ keys: string[] }>('POST', 'deliver-trail-logs');
    expect(keys.length).toBeGreaterThan(0);
  });

  test('takes access away when its rule is removed, from a snapshot that has our own policies in it, and changes nothing else', async () => {
    await world.deploy([READERS]);
    expect(await world.assignments()).toEqual(['audit', 'management', 'sandbox']);
    expect(await world.policiesOnSandbox()).toEqual(['FullAWSAccess', ...GUARDRAILS]);
  }, 240_000);
});
