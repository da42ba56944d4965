import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CreateGroupCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { CreateAccountCommand, DescribeCreateAccountStatusCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { EmulatedAws } from './emulated-aws';
import { bundledZeroTrust, zeroTrust } from './zero-trust-command';

const ROOT = resolve(__dirname, '..', '..');

/** The management account of every emulated organization. */
export const EMULATED_MANAGEMENT = '123456789012';

/** An app in test/emulated, as the CDK command line starts it. */
export function appCommand(file: string): string {
  return `${process.execPath} --import ${require.resolve('tsx')} ${join(ROOT, 'test', 'emulated', file)}`;
}

/** An emulated organization into which the CDK command line deploys, from a folder of its own. */
export class DeployedOrganization {
  /** With the SDK that functions need. */
  protected static async emulator(settings: object): Promise<EmulatedAws> {
    const aws = await EmulatedAws.start(join(ROOT, 'node_modules'));
    await aws.control('POST', 'settings', { account_creation_milliseconds: 0, ...settings });
    return aws;
  }

  /** Ids of the accounts that were created, by name. */
  readonly accounts: Record<string, string> = {};
  readonly organizations: OrganizationsClient;
  protected readonly folder = mkdtempSync(join(tmpdir(), 'deployed-'));

  protected constructor(readonly aws: EmulatedAws) {
    this.organizations = new OrganizationsClient(aws.client);
  }

  async createAccount(name: string): Promise<void> {
    const { CreateAccountStatus } = await this.organizations.send(new CreateAccountCommand({ AccountName: name, Email: `${name}@deployed.example` }));
    for (;;) {
      const asked = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus!.Id! });
      const { CreateAccountStatus: status } = await this.organizations.send(asked);
      if (status?.State === 'SUCCEEDED') {
        this.accounts[name] = status.AccountId!;
        return;
      }
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** The id of the group. */
  async createGroup(DisplayName: string): Promise<string> {
    const { identityStoreId: IdentityStoreId } = await this.aws.control<{ identityStoreId: string }>('GET', 'state');
    const { GroupId } = await new IdentitystoreClient(this.aws.client).send(new CreateGroupCommand({ IdentityStoreId, DisplayName }));
    return GroupId!;
  }

  /** Credentials of a session in a member account, by the role that came with it. */
  protected async sessionIn(account: string) {
    const answer = await this.aws.query('sts', 'AssumeRole', { RoleArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`, RoleSessionName: 'test' });
    const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken']
      .map((name) => new RegExp(`<${name}>([^<]+)<`).exec(answer)![1]);
    return { accessKeyId, secretAccessKey, sessionToken };
  }

  /** What `zero-trust snapshot` writes. */
  protected async takenSnapshot(): Promise<string> {
    const { code, stdout, stderr } = await zeroTrust(['snapshot', '--calls-per-second', '100'], { program: bundledZeroTrust(), cwd: this.folder, env: this.aws.environment() });
    if (code !== 0) {
      throw new Error(stderr);
    }
    return stdout;
  }

  protected bootstrap(account: string): void {
    this.cdk(account, 'bootstrap', `aws://${account}/us-east-1`, '--cloudformation-execution-policies', 'arn:aws:iam::aws:policy/AdministratorAccess');
  }

  /** With the credentials of the account. */
  protected cdk(account: string, ...args: string[]): void {
    const { status, stdout, stderr } = spawnSync(process.execPath, [
      join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args, '--no-notices', '--no-version-reporting',
    ], {
      cwd: this.folder,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH, HOME: join(this.folder, account), CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true', TSX_TSCONFIG_PATH: join(ROOT, 'examples', 'tsconfig.json'),
        ...this.aws.environment(account),
      },
    });
    if (status !== 0) {
      throw new Error(stdout + stderr);
    }
  }

  async stop(): Promise<void> {
    await this.aws.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
