import {
  type Account, AccountNotFoundException, DescribeAccountCommand, DescribeOrganizationalUnitCommand, ListParentsCommand, ListTagsForResourceCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { OrganizationPlaces } from './organization-places';
import type { LivePlace, Standing } from '../domain/reconcile-plan';

/** A unit whose name reads as a path. */
class AmbiguousUnit extends Error {}

/** Places read from Organizations, which a delegated administrator may ask. */
export class AwsOrganizationPlaces implements OrganizationPlaces {
  private readonly paths = new Map<string, string>();

  public constructor(private readonly client: OrganizationsClient) {}

  public async find(accountId: string): Promise<LivePlace> {
    const account = await this.account(accountId);
    const standing = standingOf(account);
    if (standing !== 'active') {
      return { kind: standing };
    }
    try {
      const path = await this.pathAbove(accountId);
      return { kind: 'active', facts: { id: accountId, name: account!.Name!, path, tags: await this.tags(accountId) } };
    } catch (error) {
      if (error instanceof AmbiguousUnit) {
        return { kind: 'unclear', reason: `the account '${account!.Name!}' stands below the unit '${error.message}', and '/' separates the units of a path. Give the unit another name` };
      }
      throw error;
    }
  }

  public async standing(accountId: string): Promise<Standing> {
    return standingOf(await this.account(accountId));
  }

  private async account(accountId: string): Promise<Account | undefined> {
    try {
      return (await this.client.send(new DescribeAccountCommand({ AccountId: accountId }))).Account;
    } catch (error) {
      if (error instanceof AccountNotFoundException) {
        return undefined;
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
    // or one unit would have the path of another, and what the rules give there.
    if (OrganizationalUnit!.Name!.includes('/')) {
      throw new AmbiguousUnit(OrganizationalUnit!.Name!);
    }
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

function standingOf(account: Account | undefined): Standing {
  return account ? ((account.State ?? account.Status) === 'ACTIVE' ? 'active' : 'closed') : 'gone';
}
