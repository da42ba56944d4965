import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateGroupCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import {
  AttachPolicyCommand, CreateAccountCommand, CreateOrganizationCommand, CreateOrganizationalUnitCommand, CreatePolicyCommand,
  DescribeCreateAccountStatusCommand, EnableAWSServiceAccessCommand, EnablePolicyTypeCommand, ListRootsCommand, MoveAccountCommand,
  OrganizationsClient, RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import {
  CreateAccountAssignmentCommand, CreatePermissionSetCommand, DescribeAccountAssignmentCreationStatusCommand, SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import type { Snapshot } from '../../src/organization/domain/snapshot';
import { snapshotProblems } from '../../src/organization/domain/snapshot-problems';
import { snapshotPolicy } from '../../src/organization/runtime/snapshot-calls';
import { EmulatedAws, describeEmulated } from '../support/emulated-aws';
import { startZeroTrust, zeroTrust } from '../support/zero-trust-command';

const ROOT = join(__dirname, '..', '..');
const STATE = 'zero-trust-snapshot.partial.json';
const CONTENT = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }] });

interface RecordedCall {
  readonly number: number;
  readonly service: string;
  readonly operation: string;
  readonly parameters: object;
}

describeEmulated('zero-trust snapshot of an emulated organization', () => {
  const program = join(ROOT, 'assets', 'cli', 'zero-trust', 'zero-trust.js');
  let aws: EmulatedAws;
  let cwd: string;
  let root: string;
  const units: Record<string, string> = {};
  const accounts: Record<string, string> = {};

  beforeAll(async () => {
    // the very file that is published, from the sources of this moment.
    execFileSync('npx', ['projen', 'bundle:cli/zero-trust'], { cwd: ROOT, stdio: 'ignore' });
    aws = await EmulatedAws.start();
    await aws.control('POST', 'settings', { account_creation_milliseconds: 0 });
    await createOrganization();
  });
  afterAll(async () => aws?.stop());
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'zero-trust-emulated-'));
  });
  afterEach(async () => {
    rmSync(cwd, { recursive: true });
    await aws.control('DELETE', 'faults');
    await aws.control('POST', 'settings', { enforce_iam: false });
  });

  const snapshot = async (env = aws.environment(), ...args: string[]) =>
    zeroTrust(['snapshot', '--calls-per-second', '100', ...args], { program, cwd, env });

  async function createOrganization(): Promise<void> {
    const client = new OrganizationsClient(aws.client);
    await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    root = (await client.send(new ListRootsCommand({}))).Roots![0].Id!;
    for (const PolicyType of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const) {
      await client.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType }));
    }
    for (const [name, parent] of [['Workloads', ''], ['Production', 'Workloads'], ['Payments', 'Production'], ['Security', '']]) {
      const answer = await client.send(new CreateOrganizationalUnitCommand({ ParentId: units[parent] ?? root, Name: name }));
      units[name] = answer.OrganizationalUnit!.Id!;
    }
    // more than twenty in one unit, so that lists have a second page.
    const names = [...Array.from({ length: 23 }, (_, index) => `payments-${index}`), 'security'];
    for (const name of names) {
      const Tags = [{ Key: 'name', Value: name }, { Key: 'env', Value: 'test' }];
      const { CreateAccountStatus: request } = await client.send(new CreateAccountCommand({ AccountName: name, Email: `${name}@accounts.example`, Tags }));
      accounts[name] = await createdAccount(client, request!.Id!);
      const DestinationParentId = name === 'security' ? units.Security : units.Payments;
      await client.send(new MoveAccountCommand({ AccountId: accounts[name], SourceParentId: root, DestinationParentId }));
    }
    const { Policy } = await client.send(new CreatePolicyCommand({ Name: 'stay', Description: 'Nobody leaves', Type: 'SERVICE_CONTROL_POLICY', Content: CONTENT }));
    await client.send(new AttachPolicyCommand({ PolicyId: Policy!.PolicySummary!.Id, TargetId: units.Workloads }));
    await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'sso.amazonaws.com' }));
    await client.send(new RegisterDelegatedAdministratorCommand({ AccountId: accounts.security, ServicePrincipal: 'sso.amazonaws.com' }));
  }

  async function createdAccount(client: OrganizationsClient, id: string): Promise<string> {
    for (;;) {
      const { CreateAccountStatus: status } = await client.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: id }));
      if (status?.State === 'SUCCEEDED') {
        return status.AccountId!;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  describe('with --access', () => {
    const access = async (env = aws.environment(), ...args: string[]) => snapshot(env, '--access', ...args);
    const groups: Record<string, string> = {};
    const sets: Record<string, string> = {};
    let instance: { instanceArn: string; identityStoreId: string };

    beforeAll(async () => {
      instance = await aws.control('GET', 'state');
      const [store, admin] = [new IdentitystoreClient(aws.client), new SSOAdminClient(aws.client)];
      for (const DisplayName of ['aws-developers', 'aws-ops']) {
        groups[DisplayName] = (await store.send(new CreateGroupCommand({ IdentityStoreId: instance.identityStoreId, DisplayName }))).GroupId!;
      }
      for (const Name of ['Developer', 'Operator', 'Unused']) {
        const made = await admin.send(new CreatePermissionSetCommand({
          InstanceArn: instance.instanceArn, Name, Description: `The ${Name}`, SessionDuration: 'PT8H', Tags: [{ Key: 'owner', Value: 'platform' }],
        }));
        sets[Name] = made.PermissionSet!.PermissionSetArn!;
      }
      // more accounts than fit a page.
      const everywhere = Object.values(accounts).slice(0, 22).map((account) => ['aws-developers', 'Developer', account]);
      for (const [group, set, account] of [...everywhere, ['aws-ops', 'Operator', accounts.security], ['aws-ops', 'Developer', accounts.security]]) {
        await assign(admin, groups[group], sets[set], account);
      }
    });

    async function assign(admin: SSOAdminClient, PrincipalId: string, PermissionSetArn: string, TargetId: string): Promise<void> {
      const InstanceArn = instance.instanceArn;
      const { AccountAssignmentCreationStatus: request } = await admin.send(new CreateAccountAssignmentCommand({
        InstanceArn, PermissionSetArn, PrincipalType: 'GROUP', PrincipalId, TargetType: 'AWS_ACCOUNT', TargetId,
      }));
      for (let status = 'IN_PROGRESS'; status !== 'SUCCEEDED';) {
        const asked = { InstanceArn, AccountAssignmentCreationRequestId: request!.RequestId };
        const answer = await admin.send(new DescribeAccountAssignmentCreationStatusCommand(asked));
        status = answer.AccountAssignmentCreationStatus!.Status!;
        expect(status).not.toBe('FAILED');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }

    test('groups, sets and assignments are in it, and the library takes it', async () => {
      const { code, stdout, stderr } = await access();
      expect(code).toBe(0);
      expect(stderr).not.toContain('warning');
      const taken = JSON.parse(stdout) as Snapshot;
      expect(snapshotProblems(taken)).toEqual([]);
      const { Groups, PermissionSets, AccountAssignments } = taken.IdentityCenter!;
      expect(Object.fromEntries(Groups!.map(({ GroupId, DisplayName }) => [DisplayName, GroupId]))).toEqual(groups);
      const byArn = Object.entries(sets).map(([name, arn]) => [arn, name] as const).sort(([one], [other]) => (one < other ? -1 : 1));
      expect(PermissionSets!.map(({ PermissionSetArn, Name, Tags }) => [PermissionSetArn, Name, Tags]))
        .toEqual(byArn.map(([arn, name]) => [arn, name, [{ Key: 'owner', Value: 'platform' }]]));
      const cells = AccountAssignments!.map(({ AccountId, PermissionSetArn, PrincipalType, PrincipalId }) =>
        [AccountId, PermissionSetArn, PrincipalType, PrincipalId].join(' '));
      expect(cells).toEqual([
        ...Object.values(accounts).slice(0, 22).map((account) => [account, sets.Developer, 'GROUP', groups['aws-developers']].join(' ')),
        [accounts.security, sets.Operator, 'GROUP', groups['aws-ops']].join(' '),
        [accounts.security, sets.Developer, 'GROUP', groups['aws-ops']].join(' '),
      ].sort());
    });

    test('the emulator saw the calls of its printed policy and no other', async () => {
      const before = await lastCall();
      await access();
      const [{ Action }] = (snapshotPolicy(true) as { Statement: [{ Action: string[] }] }).Statement;
      const seen = (await callsAfter(before)).map(({ service, operation }) => `${service.replace('sso-admin', 'sso')}:${operation}`);
      expect([...new Set(seen)].sort()).toEqual(Action);
    });

    test('a delegated administrator gets the same', async () => {
      const [own, delegated] = [await access(), await access(aws.environment(accounts.security))];
      expect({ ...JSON.parse(delegated.stdout), TakenAt: '' }).toEqual({ ...JSON.parse(own.stdout), TakenAt: '' });
    });

    test('throttled calls do not spoil it', async () => {
      const calm = await access();
      for (const [service, operation] of [['sso-admin', 'ListAccountAssignments'], ['identitystore', 'ListGroups']]) {
        await aws.control('POST', 'faults', { service, operation, error: 'ThrottlingException', times: 4 });
      }
      const busy = await access();
      expect(busy.code).toBe(0);
      expect(await aws.control('GET', 'faults')).toEqual({ faults: [] });
      expect({ ...JSON.parse(busy.stdout), TakenAt: '' }).toEqual({ ...JSON.parse(calm.stdout), TakenAt: '' });
    });
  });

  async function callsAfter(number: number): Promise<RecordedCall[]> {
    return (await aws.control<{ calls: RecordedCall[] }>('GET', `calls?after=${number}`)).calls;
  }

  async function lastCall(): Promise<number> {
    return (await callsAfter(0)).at(-1)!.number;
  }

  test('everything that was made is in it, and it is a snapshot that the library accepts', async () => {
    const { code, stdout, stderr } = await snapshot();
    expect(code).toBe(0);
    const taken = JSON.parse(stdout) as Snapshot;
    const state = await aws.control<{ instanceArn: string; identityStoreId: string }>('GET', 'state');
    expect(taken.OrganizationalUnits.map(({ Name, ParentId }) => [Name, ParentId]).sort())
      .toEqual([['Payments', units.Production], ['Production', units.Workloads], ['Security', root], ['Workloads', root]]);
    expect(Object.fromEntries(taken.Accounts.map(({ Id, Name, ParentId }) => [Name, [Id, ParentId]]))).toEqual({
      management: ['123456789012', root],
      ...Object.fromEntries(Object.entries(accounts).map(([name, id]) => [name, [id, name === 'security' ? units.Security : units.Payments]])),
    });
    expect(taken.Accounts.find(({ Name }) => Name === 'payments-7')?.Tags).toEqual([{ Key: 'env', Value: 'test' }, { Key: 'name', Value: 'payments-7' }]);
    expect(taken.Policies.find(({ PolicySummary }) => PolicySummary.Name === 'stay')).toMatchObject({
      PolicySummary: { Description: 'Nobody leaves', Type: 'SERVICE_CONTROL_POLICY', AwsManaged: false },
      Content: CONTENT,
      Targets: [{ TargetId: units.Workloads, Name: 'Workloads', Type: 'ORGANIZATIONAL_UNIT' }],
    });
    // 4 units, 25 accounts and the root.
    expect(taken.Policies.find(({ PolicySummary }) => PolicySummary.Name === 'RCPFullAWSAccess')?.Targets).toHaveLength(30);
    expect(taken.DelegatedAdministrators).toMatchObject([{ Id: accounts.security, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] }]);
    expect(taken.EnabledServicePrincipals).toEqual([{ ServicePrincipal: 'sso.amazonaws.com', DateEnabled: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) }]);
    expect(taken.IdentityCenter).toEqual({ InstanceArn: state.instanceArn, IdentityStoreId: state.identityStoreId, Region: 'us-east-1' });
    expect(snapshotProblems(taken)).toEqual([]);
    expect(stderr).not.toContain('warning');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('the emulator saw the calls of the printed policy and no other', async () => {
    const before = await lastCall();
    await snapshot();
    const [{ Action }] = (snapshotPolicy() as { Statement: [{ Action: string[] }] }).Statement;
    const seen = (await callsAfter(before)).map(({ service, operation }) => `${service.replace('sso-admin', 'sso')}:${operation}`);
    expect([...new Set(seen)].sort()).toEqual(Action);
  });

  test('a role with the printed policy can take it; without one action it gets that call denied', async () => {
    const printed = JSON.parse((await zeroTrust(['snapshot', '--print-policy'], { program, cwd })).stdout);
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::123456789012:root' } }] };
    await aws.query('iam', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: JSON.stringify(trust) });
    const allow = async (policy: object) => aws.query('iam', 'PutRolePolicy', { RoleName: 'reader', PolicyName: 'snapshot', PolicyDocument: JSON.stringify(policy) });
    await allow(printed);
    const session = await aws.query('sts', 'AssumeRole', { RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'test' });
    const [key, secret, token] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) => new RegExp(`<${name}>(.*)</${name}>`).exec(session)![1]);
    const env = { ...aws.environment(), AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token };
    await aws.control('POST', 'settings', { enforce_iam: true });
    expect(await snapshot(env)).toMatchObject({ code: 0 });

    for (const missing of printed.Statement[0].Action as string[]) {
      const Action = printed.Statement[0].Action.filter((action: string) => action !== missing);
      await allow({ ...printed, Statement: [{ ...printed.Statement[0], Action }] });
      const { code, stdout, stderr } = await snapshot(env, '--state', `${missing.replace(':', '-')}.json`);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr.trimEnd().split('\n').at(-1)).toMatch(new RegExp(`^zero-trust snapshot: ${missing} was denied: .*reader.*--print-policy`));
    }
  });

  test('a delegated administrator gets the same snapshot', async () => {
    const [own, delegated] = [await snapshot(), await snapshot(aws.environment(accounts.security))];
    expect({ ...JSON.parse(delegated.stdout), TakenAt: '' }).toEqual({ ...JSON.parse(own.stdout), TakenAt: '' });
  });

  test('an account that is neither is told so in one line', async () => {
    const { code, stdout, stderr } = await snapshot(aws.environment(accounts['payments-1']));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/\nzero-trust snapshot: organizations:ListRoots was denied: .*delegated administrator's; run the same command again[^\n]*\n$/);
  });

  test('throttled calls do not spoil it', async () => {
    const calm = await snapshot();
    for (const [service, operation, error] of [['organizations', 'ListAccountsForParent', 'TooManyRequestsException'], ['sso-admin', 'ListInstances', 'ThrottlingException']]) {
      await aws.control('POST', 'faults', { service, operation, error, times: 4 });
    }
    const busy = await snapshot();
    expect(busy.code).toBe(0);
    expect(await aws.control('GET', 'faults')).toEqual({ faults: [] });
    expect({ ...JSON.parse(busy.stdout), TakenAt: '' }).toEqual({ ...JSON.parse(calm.stdout), TakenAt: '' });
  });

  test('after an interruption it continues and asks for nothing twice', async () => {
    const before = await lastCall();
    const whole = await snapshot();
    const wanted = (await callsAfter(before)).map(question).sort();

    const start = await lastCall();
    const first = startZeroTrust(['snapshot', '--calls-per-second', '20', '--out', 'organization.json'], { program, cwd, env: aws.environment() });
    while ((await callsAfter(start)).length < 25 && first.process.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    first.process.kill('SIGINT');
    expect((await first.finished).code).toBe(130);
    expect(readdirSync(cwd)).toEqual([STATE]);

    const second = await snapshot(aws.environment(), '--out', 'organization.json');
    expect(second).toMatchObject({ code: 0, stdout: '' });
    expect(existsSync(join(cwd, STATE))).toBe(false);
    expect({ ...JSON.parse(readFileSync(join(cwd, 'organization.json'), 'utf8')), TakenAt: '' }).toEqual({ ...JSON.parse(whole.stdout), TakenAt: '' });
    const asked = (await callsAfter(start)).map(question).sort();
    const again = ['DescribeOrganization {}', 'ListInstances {}'];
    expect(asked.filter((call) => !again.includes(call)).length - wanted.filter((call) => !again.includes(call)).length)
      // the call that was on its way when the signal came may have to be made once more.
      .toBeLessThanOrEqual(1);
  });

  function question({ operation, parameters }: RecordedCall): string {
    return `${operation} ${JSON.stringify(parameters)}`;
  }
});
