import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand, CreateUserCommand, CreateVirtualMFADeviceCommand, DetachRolePolicyCommand, EnableMFADeviceCommand, IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand, CreateAccountCommand, CreateOrganizationalUnitCommand, CreateOrganizationCommand, CreatePolicyCommand,
  DescribeCreateAccountStatusCommand,
  EnablePolicyTypeCommand, ListRootsCommand, MoveAccountCommand, OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Accounts, BreakGlass, Organization } from '../../src';
import { breakGlassTemplate } from '../../src/elevation/domain/break-glass';
import { breakGlassAdapters } from '../../src/elevation/runtime/break-glass-adapters';
import { checkBreakGlass } from '../../src/elevation/runtime/check-break-glass';
import { STACK_SETS } from '../../src/organization/domain/stack-sets';
import { breakGlassFacts } from '../support/break-glass-fixture';
import { EmulatedAws, describeEmulated } from '../support/emulated-aws';
import { SANDBOX, MANAGEMENT as SMALL_MANAGEMENT, smallSnapshot } from '../support/small-organization';

const MANAGEMENT = '123456789012';
const TRUST_ACCOUNT = JSON.stringify({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'sts:AssumeRole' }],
});
const ANYTHING = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** What the construct lets its function do, in an organization whose ids are the emulator's. */
function permissionsOfCheck(member: string, trustedUsers: string[]): string {
  const snapshot = JSON.parse(JSON.stringify(smallSnapshot()).replaceAll(SMALL_MANAGEMENT, MANAGEMENT).replaceAll(SANDBOX, member));
  snapshot.EnabledServicePrincipals.push({ ServicePrincipal: STACK_SETS });
  const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  new BreakGlass(stack, 'BreakGlass', { organization: Organization.fromObject(snapshot), accounts: Accounts.named('sandbox'), trustedUsers });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role', { Properties: { Path: '/zero-trust/break-glass/' } }));
  const { Statement, Version } = Properties.Policies[0].PolicyDocument;
  // its log is no part of what it looks at, and has no ARN yet.
  return JSON.stringify({ Version, Statement: Statement.filter(({ Resource }: any) => Resource['Fn::GetAtt'] === undefined) });
}

describeEmulated('the check of break glass on an emulated organization', () => {
  let aws: EmulatedAws;
  let organizations: OrganizationsClient;
  let iam: IAMClient;
  let member = '';
  let unit = '';
  const users = ['first', 'second'].map((name) => `arn:aws:iam::${MANAGEMENT}:user/${name}`);
  const before = { ...process.env };

  const facts = () => breakGlassFacts({
    organizationId: 'o-emulated', managementAccountId: MANAGEMENT, homeRegion: 'us-east-1', users, accounts: [{ id: member, name: 'sandbox' }],
  });

  /** A session of a role, as options of a client. */
  async function session(RoleArn: string) {
    const { Credentials } = await new STSClient(aws.client).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken } = Credentials!;
    return { ...aws.client, credentials: { accessKeyId, secretAccessKey, sessionToken } };
  }
  const inMember = async () => session(`arn:aws:iam::${member}:role/OrganizationAccountAccessRole`);

  beforeAll(async () => {
    aws = await EmulatedAws.start(join(__dirname, '..', '..', 'node_modules'));
    await aws.control('POST', 'settings', { account_creation_milliseconds: 0 });
    organizations = new OrganizationsClient(aws.client);
    iam = new IAMClient(aws.client);
    await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    const { CreateAccountStatus } = await organizations.send(new CreateAccountCommand({ AccountName: 'sandbox', Email: 'sandbox@emergencies.example' }));
    while (!member) {
      const asked = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus!.Id! });
      member = (await organizations.send(asked)).CreateAccountStatus!.AccountId ?? '';
    }
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    const { Id: root } = Roots![0];
    unit = (await organizations.send(new CreateOrganizationalUnitCommand({ ParentId: root, Name: 'Sandbox' }))).OrganizationalUnit!.Id!;
    await organizations.send(new MoveAccountCommand({ AccountId: member, SourceParentId: root, DestinationParentId: unit }));
    await organizations.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' })).catch(() => undefined);

    for (const name of ['first', 'second']) {
      await iam.send(new CreateUserCommand({ UserName: name }));
    }
    await iam.send(new EnableMFADeviceCommand({ UserName: 'first', SerialNumber: 'GAHT12345678', AuthenticationCode1: '123456', AuthenticationCode2: '234567' }));
    const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'second' }));
    await iam.send(new EnableMFADeviceCommand({
      UserName: 'second', SerialNumber: VirtualMFADevice!.SerialNumber!, AuthenticationCode1: '123456', AuthenticationCode2: '234567',
    }));
    for (const Path of ['/zero-trust/break-glass/', '/zero-trust/other/']) {
      const RoleName = Path.split('/')[2];
      await iam.send(new CreateRoleCommand({ Path, RoleName, AssumeRolePolicyDocument: TRUST_ACCOUNT }));
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'Look', PolicyDocument: permissionsOfCheck(member, users) }));
    }
    const stacks = new CloudFormationClient(await inMember());
    await stacks.send(new CreateStackCommand({ StackName: 'roles', TemplateBody: JSON.stringify(breakGlassTemplate(facts())), Capabilities: ['CAPABILITY_NAMED_IAM'] }));
    let status = '';
    while (!/COMPLETE|FAILED/.test(status)) {
      await new Promise((done) => { setTimeout(done, 50); });
      status = String((await stacks.send(new DescribeStacksCommand({ StackName: 'roles' }))).Stacks![0].StackStatus);
    }
    expect(status).toBe('CREATE_COMPLETE');
    await aws.control('POST', 'settings', { enforce_iam: true });
  }, 60_000);

  afterAll(async () => {
    process.env = before;
    await aws.stop();
  });

  /** The check as its function runs it, in a session of a role of that path. */
  async function check(path = 'break-glass') {
    const { credentials } = await session(`arn:aws:iam::${MANAGEMENT}:role/zero-trust/${path}/${path}`);
    process.env = {
      ...before, ...aws.environment(), AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    };
    const { accounts, users: people, ...declared } = facts();
    const { declared: read, ports } = breakGlassAdapters({
      DECLARED: JSON.stringify(declared), ACCOUNTS: accounts.map(({ id }) => id).join(), USERS: people.join(' '), CHECK: 'any',
    });
    const { findings } = await checkBreakGlass(read, { ...ports, count: () => undefined, tell: () => undefined });
    return findings.map(({ kind, about, detail }) => `${kind} ${about.split('/').at(-1)!.replace(member, 'member')} ${detail}`);
  }

  test('roles that the template made are as declared, and a person with an app only is found', async () => {
    expect(await check()).toEqual(['no-hardware-mfa second the user has virtual second factors only; what an app shows can be copied']);
  });

  test('a function of another path is not let in by the reader, and says that it could not look', async () => {
    expect(await check('other')).toEqual([expect.stringMatching(/^unread member the role could not be read: AccessDenied/), expect.stringMatching(/^no-hardware-mfa/)]);
  });

  test('a policy on the unit above that denies the role is found where it hangs', async () => {
    const Content = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'NoShells', Effect: 'Deny', Action: 'ssm:*', Resource: '*' }] });
    const { Policy } = await organizations.send(new CreatePolicyCommand({ Name: 'no-shells', Description: 'No shells', Type: 'SERVICE_CONTROL_POLICY', Content }));
    await organizations.send(new AttachPolicyCommand({ PolicyId: Policy!.PolicySummary!.Id!, TargetId: unit }));
    expect(await check()).toEqual([
      expect.stringMatching(new RegExp(`^denied member the role is denied what it needs: it opens a shell .*'NoShells' of .*'no-shells'.* on ${unit} denies it$`)),
      expect.stringMatching(/^no-hardware-mfa/),
    ]);
  });

  test('what somebody changed at the role is found', async () => {
    const members = new IAMClient(await inMember());
    await members.send(new DetachRolePolicyCommand({ RoleName: 'zero-trust-break-glass', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }));
    await members.send(new PutRolePolicyCommand({ RoleName: 'zero-trust-break-glass', PolicyName: 'Extra', PolicyDocument: ANYTHING }));
    expect((await check()).filter((finding) => finding.startsWith('role-changed'))).toEqual([
      "role-changed member it lacks the policy 'arn:aws:iam::aws:policy/AdministratorAccess'",
      "role-changed member it has the inline policy 'Extra', which nobody declared",
    ]);
  });
});
