import type { ListedInstance } from './snapshot-calls';
import type { OrganizationReader, SnapshotProgress } from './snapshot-ports';
import type { SnapshotIdentityCenter } from '../domain/snapshot';

/** The organization's instance of Identity Center, or a note on why there is none. */
export async function identityCenterOf(
  reader: OrganizationReader, management: string, progress: Pick<SnapshotProgress, 'note'>, region?: string,
): Promise<SnapshotIdentityCenter | undefined> {
  if (region === undefined) {
    progress.note('no Region is configured, so Identity Center was not looked for and is left out of the snapshot: '
      + 'pass its home Region with --region');
    return undefined;
  }
  // member accounts may have instances of their own; the organization's belongs to the management account.
  const instance = (await instancesIn(reader, region))
    .find(({ OwnerAccountId, Status }) => (OwnerAccountId ?? management) === management && (Status ?? 'ACTIVE') === 'ACTIVE');
  if (!instance) {
    progress.note(`no organization instance of Identity Center is visible in ${region}, so it is left out of the snapshot: `
      + 'if its home is another Region, pass that one with --region');
    return undefined;
  }
  const { InstanceArn, IdentityStoreId, PrimaryRegion } = instance;
  return { InstanceArn, IdentityStoreId, Region: PrimaryRegion ?? region };
}

/** Asked in every run: which instances there are depends on who asks, and the next run may have other credentials. */
async function instancesIn(reader: OrganizationReader, region: string): Promise<ListedInstance[]> {
  const instances: ListedInstance[] = [];
  let next: string | undefined;
  do {
    const page = await reader.page('ListInstances', region, next);
    instances.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return instances;
}
