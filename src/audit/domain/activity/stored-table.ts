/** A type of the Glue catalog: text, a structure, or a list. Whatever else a log has is kept as text. */
export type StoredType = 'string' | { readonly struct: Readonly<Record<string, StoredType>> } | { readonly list: StoredType };

/** One column by which the objects of a table are found without being listed. */
export interface Partition {
  readonly name: string;
  readonly projection: Readonly<Record<string, string>>;
}

/** A table over objects of a bucket, as the Glue catalog and a test both make it. */
export interface StoredTable {
  readonly name: string;
  readonly description: string;
  readonly columns: Readonly<Record<string, StoredType>>;
  readonly partitions: readonly Partition[];
  /** Below the bucket; partitions stand in it as '${name}'. */
  readonly location: string;
  readonly format: StoredFormat;
}

/** How objects become rows. */
export interface StoredFormat {
  readonly library: string;
  readonly input: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export const OUTPUT_FORMAT = 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat';

/** One JSON object a line. A line that is none becomes an empty row and not the end of every query. */
export const JSON_LINES: StoredFormat = {
  library: 'org.openx.data.jsonserde.JsonSerDe',
  input: 'org.apache.hadoop.mapred.TextInputFormat',
  parameters: { 'ignore.malformed.json': 'true' },
};

/** A type as the Glue catalog writes it. */
export function hiveType(type: StoredType): string {
  if (type === 'string') {
    return type;
  }
  return 'list' in type ? `array<${hiveType(type.list)}>`
    : `struct<${Object.entries(type.struct).map(([name, member]) => `${name}:${hiveType(member)}`).join(',')}>`;
}

export function texts(...names: string[]): Record<string, StoredType> {
  return Object.fromEntries(names.map((name) => [name, 'string']));
}

/** Everything that tells Athena to compute partitions; lists of accounts and Regions are added by whoever knows them. */
export function projectionParameters(table: StoredTable, bucketName: string): Record<string, string> {
  return {
    'projection.enabled': 'true',
    ...Object.fromEntries(table.partitions.flatMap(({ name, projection }) => Object.entries(projection).map(([key, value]) => [`projection.${name}.${key}`, value]))),
    'storage.location.template': `s3://${bucketName}/${table.location}`,
  };
}
