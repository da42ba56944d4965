import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { AwsOrganizationFeatures } from '../../src/organization/runtime/aws-organization-features';

/** CloudFormation on the loopback interface: it answers what it is told, and remembers what it was asked. */
class CloudFormation {
  static async start(status: string): Promise<CloudFormation> {
    const server = createServer();
    const made = new CloudFormation(server, status);
    server.on('request', async (request, response) => {
      let body = '';
      for await (const part of request) {
        body += part;
      }
      const action = new URLSearchParams(body).get('Action')!;
      made.asked.push(action);
      const result = action === 'DescribeOrganizationsAccess' ? `<Status>${made.status}</Status>` : '';
      response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return made;
  }

  readonly asked: string[] = [];
  private constructor(private readonly server: Server, private readonly status: string) {}

  get features(): AwsOrganizationFeatures {
    const { port } = this.server.address() as AddressInfo;
    const options = { endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    return new AwsOrganizationFeatures(new OrganizationsClient(options), new CloudFormationClient(options));
  }

  async stop(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }
}

test.each([['ENABLED', true], ['DISABLED', false], ['DISABLED_PERMANENTLY', false]])('when CloudFormation says %s, StackSets are active: %s', async (status, active) => {
  const cloudFormation = await CloudFormation.start(status);
  expect(await cloudFormation.features.stackSetsActive()).toBe(active);
  expect(cloudFormation.asked).toEqual(['DescribeOrganizationsAccess']);
  await cloudFormation.stop();
});

test('StackSets are activated by the call of CloudFormation, the only one that is enough', async () => {
  const cloudFormation = await CloudFormation.start('DISABLED');
  await cloudFormation.features.activateStackSets();
  expect(cloudFormation.asked).toEqual(['ActivateOrganizationsAccess']);
  await cloudFormation.stop();
});
