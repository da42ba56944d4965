import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Deployments } from './drift-ports';
import { SETTLED_STATUSES } from '../domain/check-request';

/** A deployment of the stack that ended well, or went back well. */
export class CloudFormationDeployments implements Deployments {
  public constructor(private readonly client: CloudFormationClient, private readonly stackId: string) {}

  public async state(): Promise<'settled' | 'underWay' | 'broken'> {
    const { Stacks } = await this.client.send(new DescribeStacksCommand({ StackName: this.stackId }));
    const status = Stacks?.[0]?.StackStatus ?? 'UNKNOWN';
    if (status.endsWith('_IN_PROGRESS')) {
      return 'underWay';
    }
    return SETTLED_STATUSES.includes(status) ? 'settled' : 'broken';
  }
}
