import {
  AlreadyExistsException, ConcurrentModificationException, CreateTableCommand, EntityNotFoundException, GetTableCommand, type GlueClient,
  type TableInput, UpdateTableCommand, VersionMismatchException,
} from '@aws-sdk/client-glue';
import { type ActivityCatalog, CatalogConflict, type CatalogTable } from './activity-ports';

/** What a table has beside these, such as its creator, the catalog does not take back. */
const INPUT = ['Name', 'Description', 'StorageDescriptor', 'PartitionKeys', 'TableType', 'Parameters'] as const;

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html */
export class GlueActivityCatalog implements ActivityCatalog {
  public constructor(private readonly client: GlueClient, private readonly database: string) {}

  public async find(name: string): Promise<{ table: CatalogTable; version: string } | undefined> {
    try {
      const { Table } = await this.client.send(new GetTableCommand({ DatabaseName: this.database, Name: name }));
      const table = Object.fromEntries(INPUT.filter((member) => Table![member] !== undefined).map((member) => [member, Table![member]]));
      return { table: { ...table, Name: name, Parameters: Table!.Parameters ?? {} }, version: Table!.VersionId! };
    } catch (error) {
      if (error instanceof EntityNotFoundException) {
        return undefined;
      }
      throw error;
    }
  }

  public async create(table: CatalogTable): Promise<void> {
    const TableInput = table as unknown as TableInput;
    await this.unlessBeaten(async () => this.client.send(new CreateTableCommand({ DatabaseName: this.database, TableInput })));
  }

  public async replace(table: CatalogTable, version: string): Promise<void> {
    await this.unlessBeaten(async () => this.client.send(new UpdateTableCommand({
      DatabaseName: this.database, TableInput: table as unknown as TableInput, VersionId: version, SkipArchive: true,
    })));
  }

  private async unlessBeaten(call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if ([AlreadyExistsException, ConcurrentModificationException, VersionMismatchException].some((kind) => error instanceof kind)) {
        throw new CatalogConflict((error as Error).message);
      }
      throw error;
    }
  }
}
