import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { DATABASE, VIEW, activitySql, inDatabase } from '../../src/audit/domain/activity/activity-sql';
import { DUCKDB } from '../../src/audit/domain/activity/dialect';
import { cloudTrailTable, configTable, identitiesTable, oktaTable } from '../../src/audit/domain/activity/log-tables';
import { savedQueries } from '../../src/audit/domain/activity/saved-queries';
import type { StoredTable, StoredType } from '../../src/audit/domain/activity/stored-table';

const FIXTURES = join(__dirname, '..', 'fixtures', 'activity');
export type Row = Record<string, string | number | null>;

/** A file of a bucket, by its key. */
export interface StoredFile {
  readonly key: string;
  readonly content: string;
}

export function storedFiles(bucket: 'vault' | 'activity'): StoredFile[] {
  return readdirSync(join(FIXTURES, bucket), { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return { key: path.slice(join(FIXTURES, bucket).length + 1), content: readFileSync(path, 'utf8') };
  });
}

export const TABLES = [cloudTrailTable('o-smallorgan'), configTable(), oktaTable('okta/'), identitiesTable('identities/')];

/** The local engine with the tables, filled through their own definitions, and the view over them. */
export class ActivityLake {
  public static async of(files: readonly StoredFile[]): Promise<ActivityLake> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`CREATE SCHEMA "${DATABASE}"`);
    for (const table of TABLES) {
      await connection.run(`CREATE TABLE ${inDatabase(table.name)} (${[...Object.entries(table.columns).map(([name, type]) => `"${name}" ${localType(type)}`),
        ...table.partitions.map(({ name }) => `"${name}" VARCHAR`)].join(', ')})`);
      const rows = files.flatMap((file) => rowsOf(table, file));
      const shape = JSON.stringify(Object.fromEntries([...Object.entries(table.columns).map(([name, type]) => [name, localType(type)]), ...table.partitions.map(({ name }) => [name, 'VARCHAR'])]));
      for (const row of rows) {
        await connection.run(`INSERT INTO ${inDatabase(table.name)} SELECT unnest(from_json($1::JSON, '${shape}'))`, [JSON.stringify(row)]);
      }
    }
    await connection.run(`CREATE VIEW ${inDatabase(VIEW)} AS ${activitySql(DUCKDB)}`);
    return new ActivityLake(connection);
  }

  private constructor(private readonly connection: Awaited<ReturnType<DuckDBInstance['connect']>>) {}

  public async ask(sql: string, parameters: readonly string[] = []): Promise<Row[]> {
    return (await this.connection.runAndReadAll(sql, [...parameters])).getRowObjectsJson() as Row[];
  }

  /** What a saved query answers. */
  public async saved(name: string, ...parameters: string[]): Promise<Row[]> {
    return this.ask(savedQueries(DUCKDB).find((query) => query.name === name)!.sql, parameters);
  }
}

function localType(type: StoredType): string {
  if (type === 'string') {
    return 'VARCHAR';
  }
  return 'list' in type ? `${localType(type.list)}[]` : `STRUCT(${Object.entries(type.struct).map(([name, member]) => `"${name}" ${localType(member)}`).join(', ')})`;
}

/** The values of a table's partitions in a key; undefined when the key is outside of the table. */
export function partitionsOf(table: StoredTable, key: string): Record<string, string> | undefined {
  const pattern = table.location.replace(/\$\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === 'day' ? '\\d+/\\d+/\\d+' : '[^/]+'})`);
  const found = new RegExp(`^${pattern}/?(?:[^].*)$`).exec(key);
  return found ? { ...found.groups } : undefined;
}

function rowsOf(table: StoredTable, { key, content }: StoredFile): object[] {
  const partitions = partitionsOf(table, key);
  if (!partitions) {
    return [];
  }
  const records: unknown[] = table.name === 'cloudtrail' ? JSON.parse(content).Records : content.trim().split('\n').map(parsed);
  return records.map((record) => ({ ...shaped(record, { struct: table.columns }) as object, ...partitions }));
}

/** A line that is no JSON is an empty row, as the table's serializer has it. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

/** What a serializer makes of a value: names without regard to case, and text of whatever is not text. */
function shaped(value: any, type: StoredType): unknown {
  if (value === null || value === undefined) {
    return null;
  }
  if (type === 'string') {
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  if ('list' in type) {
    return value.map((element: unknown) => shaped(element, type.list));
  }
  const byName = new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
  return Object.fromEntries(Object.entries(type.struct).map(([name, member]) => [name, shaped(byName.get(name), member)]));
}
