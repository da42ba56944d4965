import { DescribePermissionSetCommand, type SSOAdminClient, paginateListPermissionSets } from '@aws-sdk/client-sso-admin';
import type { NamedSets } from './keep-rules';

/** Permission sets of one instance by their names, which are unique there. */
export class SsoAdminNamedSets implements NamedSets {
  public constructor(private readonly client: SSOAdminClient, private readonly instanceArn: string) {}

  public async arnsOf(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const pages = paginateListPermissionSets({ client: this.client }, { InstanceArn: this.instanceArn, MaxResults: 100 });
    for await (const { PermissionSets = [] } of pages) {
      for (const PermissionSetArn of PermissionSets) {
        const { PermissionSet } = await this.client.send(new DescribePermissionSetCommand({ InstanceArn: this.instanceArn, PermissionSetArn }));
        if (names.includes(PermissionSet!.Name!)) {
          found.set(PermissionSet!.Name!, PermissionSetArn);
        }
        if (found.size === names.length) {
          return found;
        }
      }
    }
    return found;
  }
}
