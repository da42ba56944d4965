import type { ActivityPorts, CatalogTable } from './activity-ports';
import { changeTable } from './change-table';
import { placesInVault } from './places-in-vault';
import { type FollowedPlaces, allPlaces, placesOf, withPlaces } from '../domain/activity/followed-places';

export interface KeepActivityTablesRequest {
  readonly organizationId: string;
  /** As the template has them, without lists of accounts and Regions. */
  readonly tables: readonly CatalogTable[];
  /** What the organization's snapshot and the partition know already. */
  readonly known: FollowedPlaces;
}

/** Makes the tables as the template has them, with the places that they follow by now: a deployment takes none of these away. */
export async function keepActivityTables(
  { organizationId, tables, known }: KeepActivityTablesRequest, { catalog, vault }: ActivityPorts,
): Promise<void> {
  const found = await placesInVault(vault, organizationId);
  for (const table of tables) {
    await changeTable(table.Name, (now) => ({
      ...table, Parameters: withPlaces(table.Parameters, allPlaces(known, found, placesOf(now?.Parameters ?? {}))),
    }), catalog);
  }
}
