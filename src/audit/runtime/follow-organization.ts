import type { ActivityPorts } from './activity-ports';
import { changeTable } from './change-table';
import { placesInVault } from './places-in-vault';
import { allPlaces, placesOf, withPlaces } from '../domain/activity/followed-places';

export interface FollowOrganizationRequest {
  readonly organizationId: string;
  readonly tables: readonly string[];
  /** Accounts that an event names; their first logs are still to come. */
  readonly arrived: readonly string[];
}

/** Lets queries look into the folders of accounts and Regions that are new. Says how many tables had to be changed. */
export async function followOrganization(
  { organizationId, tables, arrived }: FollowOrganizationRequest, { catalog, vault }: ActivityPorts,
): Promise<number> {
  const found = allPlaces({ accounts: arrived, regions: [] }, await placesInVault(vault, organizationId));
  let changed = 0;
  for (const name of tables) {
    changed += Number(await changeTable(name, (now) => {
      if (!now) {
        throw new Error(`the table '${name}' is gone; deploy the activity view again`);
      }
      return { ...now, Parameters: withPlaces(now.Parameters, allPlaces(placesOf(now.Parameters), found)) };
    }, catalog));
  }
  return changed;
}

/** Where events of Organizations say which account they are about. */
export function accountsNamedBy(event: unknown): string[] {
  const { serviceEventDetails, requestParameters } = (event as { detail?: any } | undefined)?.detail ?? {};
  return [serviceEventDetails?.createAccountStatus?.accountId, requestParameters?.accountId].filter((id): id is string => typeof id === 'string');
}
