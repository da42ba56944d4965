import {
  AccountNotFoundException, DescribeAccountCommand, DescribeOrganizationalUnitCommand, ListParentsCommand, ListTagsForResourceCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { OrganizationPlaces } from './organization-places';
import type { LivePlace } from '../domain/reconcile-plan';

/** Places read from Organizations, which a delegated administrator may ask. */
export class AwsOrganizationPlaces implements OrganizationPlaces {
  private readonly paths = new Map<string, string>();

  public constructor(private readonly client: OrganizationsClient) {}

  public async find(accountId: string): Promise<LivePlace> {
    try {
      const { Account } = await this.client.send(new DescribeAccountCommand({ AccountId: accountId }));
      if ((Account!.State ?? Account!.Status) !== 'ACTIVE') {
        return { kind: 'closed' };
      }
      const path = await this.pathAbove(accountId);
      return { kind: 'active', facts: { id: accountId, name: Account!.Name!, path, tags: await this.tags(accountId) } };
    } catch (error) {
      if (error instanceof AccountNotFoundException) {
        return { kind: 'gone' };
      }
      throw error;
    }
  }

  private async pathAbove(childId: string): Promise<string> {
    const { Parents } = await this.client.send(new ListParentsCommand({ ChildId: childId }));
    const { Id, Type } = Parents![0];
    return Type === 'ROOT' ? '' : this.pathOf(Id!);
  }

  private async pathOf(unitId: string): Promise<string> {
    const known = this.paths.get(unitId);
    if (known !== undefined) {
      return known;
    }
    const [{ OrganizationalUnit }, above] = await Promise.all([
      this.client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: unitId })), this.pathAbove(unitId),
    ]);
    const path = above === '' ? OrganizationalUnit!.Name! : `${above}/${OrganizationalUnit!.Name!}`;
    this.paths.set(unitId, path);
    return path;
  }

  private async tags(accountId: string): Promise<Record<string, string>> {
    const tags: Record<string, string> = {};
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(new ListTagsForResourceCommand({ ResourceId: accountId, NextToken }));
      (page.Tags ?? []).forEach(({ Key, Value }) => { tags[Key!] = Value!; });
      NextToken = page.NextToken;
    } while (NextToken);
    return tags;
  }
}
