import type { VaultFolders } from './activity-ports';
import { type FollowedPlaces, allPlaces } from '../domain/activity/followed-places';

/** Accounts and Regions that have logs: those that are gone, and those that nobody announced. */
export async function placesInVault(vault: VaultFolders, organizationId: string): Promise<FollowedPlaces> {
  const trail = `AWSLogs/${organizationId}/`;
  const { accounts } = allPlaces({ accounts: [...await vault.below(trail), ...await vault.below('AWSLogs/')], regions: [] });
  const regions: string[] = [];
  for (const account of accounts) {
    regions.push(...await vault.below(`${trail}${account}/CloudTrail/`), ...await vault.below(`AWSLogs/${account}/Config/`));
  }
  return allPlaces({ accounts, regions });
}
