import { type ActivityCatalog, CatalogConflict, type CatalogTable } from './activity-ports';

const MOST_TRIES = 5;

/** Makes of a table what it shall be, from what it is at that moment; when somebody else was faster, from what it is then. */
export async function changeTable(name: string, change: (now?: CatalogTable) => CatalogTable, catalog: ActivityCatalog): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const found = await catalog.find(name);
    const wanted = change(found?.table);
    if (found && JSON.stringify(wanted) === JSON.stringify(found.table)) {
      return false;
    }
    try {
      await (found ? catalog.replace(wanted, found.version) : catalog.create(wanted));
      return true;
    } catch (error) {
      if (!(error instanceof CatalogConflict) || tries === MOST_TRIES) {
        throw error;
      }
    }
  }
}
