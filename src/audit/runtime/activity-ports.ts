/** A table as the Glue catalog takes it. */
export interface CatalogTable {
  readonly Name: string;
  readonly Parameters: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

/** The tables of one database. */
export interface ActivityCatalog {
  find(name: string): Promise<{ readonly table: CatalogTable; readonly version: string } | undefined>;
  /** Fails with a `CatalogConflict` when there is one by now. */
  create(table: CatalogTable): Promise<void>;
  /** Fails with a `CatalogConflict` when the version is no longer the newest. */
  replace(table: CatalogTable, version: string): Promise<void>;
}

/** Somebody else was faster. */
export class CatalogConflict extends Error {}

/** Folders of the vault. */
export interface VaultFolders {
  /** Names of the folders directly below one that ends with a slash. */
  below(prefix: string): Promise<readonly string[]>;
}

export interface ActivityPorts {
  readonly catalog: ActivityCatalog;
  readonly vault: VaultFolders;
}
