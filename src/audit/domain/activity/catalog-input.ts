import { OUTPUT_FORMAT, type StoredTable, hiveType, projectionParameters } from './stored-table';

/** A column as the Glue catalog takes it. */
export interface CatalogColumn {
  readonly Name: string;
  readonly Type: string;
}

/** A table as the Glue catalog's API takes it. */
export interface CatalogInput {
  readonly Name: string;
  readonly Description: string;
  readonly TableType: string;
  readonly Parameters: Readonly<Record<string, string>>;
  readonly PartitionKeys: readonly CatalogColumn[];
  readonly StorageDescriptor: {
    readonly Columns: readonly CatalogColumn[];
    readonly Location: string;
    readonly InputFormat: string;
    readonly OutputFormat: string;
    readonly SerdeInfo: { readonly SerializationLibrary: string; readonly Parameters: Readonly<Record<string, string>> };
  };
}

/** A table over the objects of a bucket. Its location is only where partitions are that do not say otherwise, and all of them do. */
export function catalogInput(table: StoredTable, bucketName: string): CatalogInput {
  return {
    Name: table.name,
    Description: table.description,
    TableType: 'EXTERNAL_TABLE',
    Parameters: { EXTERNAL: 'TRUE', ...(table.partitions.length > 0 ? projectionParameters(table, bucketName) : {}) },
    PartitionKeys: table.partitions.map(({ name }) => ({ Name: name, Type: 'string' })),
    StorageDescriptor: {
      Columns: Object.entries(table.columns).map(([Name, type]) => ({ Name, Type: hiveType(type) })),
      Location: `s3://${bucketName}/${table.location.split('${')[0]}`,
      InputFormat: table.format.input,
      OutputFormat: OUTPUT_FORMAT,
      SerdeInfo: { SerializationLibrary: table.format.library, Parameters: table.format.parameters },
    },
  };
}
