import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Deployments } from './drift-ports';

/** A deployment of the stack that ended well, or went back well. */
const SETTLED = ['CREATE_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

export class CloudFormationDeployments implements Deployments {
  public constructor(private readonly client: CloudFormationClient, private readonly stackId: string) {}

  public async state(): Promise<'settled' | 'underWay' | 'broken'> {
    const { Stacks } = await this.client.send(new DescribeStacksCommand({ StackName: this.stackId }));
    const status = Stacks?.[0]?.StackStatus ?? 'UNKNOWN';
    if (status.endsWith('_IN_PROGRESS')) {
      return 'underWay';
    }
    return SETTLED.includes(status) ? 'settled' : 'broken';
  }
}
