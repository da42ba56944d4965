import { type CloudFormationClient, DescribeStacksCommand, GetTemplateCommand, ListStackResourcesCommand, type StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { DeployedStacks, StackAssignment } from './deployed-stacks';

const ASSIGNMENT = 'AWS::SSO::Assignment';

interface Template {
  readonly Resources?: Readonly<Record<string, {
    readonly Type: string;
    readonly DeletionPolicy?: string;
    readonly Properties?: { readonly TargetId?: unknown };
  }>>;
}

export class CloudFormationStacks implements DeployedStacks {
  public constructor(private readonly client: CloudFormationClient) {}

  public async isRollingBack(stackId: string): Promise<boolean> {
    const { Stacks } = await this.client.send(new DescribeStacksCommand({ StackName: stackId }));
    // one that went back and rests does so for good: UPDATE_ROLLBACK_COMPLETE is no deployment under way.
    return /ROLLBACK_IN_PROGRESS$/.test(Stacks?.[0]?.StackStatus ?? '');
  }

  public async unretainedAssignments(stackId: string): Promise<readonly StackAssignment[]> {
    const resources = await this.resources(stackId);
    // while the stack is updated its template is the new one, and does not say what happens to those that left it.
    const own = resources.filter(({ ResourceType }) => ResourceType === ASSIGNMENT)
      .map(({ PhysicalResourceId = '' }) => ({ stackName: nameOf(stackId), accountId: PhysicalResourceId.split('|').find((part) => /^\d{12}$/.test(part)) ?? '' }));
    return [...own, ...await this.below(resources)];
  }

  private async below(resources: readonly StackResourceSummary[]): Promise<StackAssignment[]> {
    const found: StackAssignment[] = [];
    for (const { ResourceType, PhysicalResourceId } of resources) {
      if (ResourceType === 'AWS::CloudFormation::Stack' && PhysicalResourceId) {
        found.push(...await this.inTemplate(PhysicalResourceId), ...await this.below(await this.resources(PhysicalResourceId)));
      }
    }
    return found;
  }

  private async inTemplate(stackId: string): Promise<StackAssignment[]> {
    const { TemplateBody = '{}' } = await this.client.send(new GetTemplateCommand({ StackName: stackId }));
    return Object.values((JSON.parse(TemplateBody) as Template).Resources ?? {})
      .filter(({ Type, DeletionPolicy }) => Type === ASSIGNMENT && DeletionPolicy !== 'Retain')
      .map(({ Properties }) => ({ stackName: nameOf(stackId), accountId: String(Properties?.TargetId) }));
  }

  private async resources(stackId: string): Promise<StackResourceSummary[]> {
    const found: StackResourceSummary[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(new ListStackResourcesCommand({ StackName: stackId, NextToken }));
      found.push(...page.StackResourceSummaries ?? []);
      NextToken = page.NextToken;
    } while (NextToken);
    return found.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE');
  }
}

function nameOf(stackId: string): string {
  return stackId.split('/')[1] ?? stackId;
}
