import { configRows } from './config-rows';
import type { SqlDialect } from './dialect';
import { knownPeople } from './known-people';
import { oktaRows } from './okta-rows';
import { trailRows } from './trail-rows';
import { VIEW_COLUMNS } from './view-columns';
import { selectRow } from './view-row';

export const DATABASE = 'zero_trust_audit';
export const VIEW = 'activity';

/** A table or view of the database as a statement names it. */
export function inDatabase(name: string): string {
  return `"${DATABASE}"."${name}"`;
}

/** The view: who did what, where and when, in every source. */
export function activitySql(sql: SqlDialect): string {
  const rows = [trailRows(inDatabase('cloudtrail'), sql), configRows(inDatabase('config'), sql), oktaRows(inDatabase('okta'), sql)];
  return `WITH ${knownPeople(inDatabase('identities'), sql)}\n${rows.map(selectRow).join('\nUNION ALL\n')}`;
}

/** What Athena reads out of the catalog to know a view. */
export function viewDescription(originalSql: string): string {
  return JSON.stringify({ originalSql, catalog: 'awsdatacatalog', schema: DATABASE, columns: VIEW_COLUMNS.map(({ name, type }) => ({ name, type })) });
}

const HIVE_TYPES: Readonly<Record<string, string>> = { 'varchar': 'string', 'bigint': 'bigint', 'integer': 'int', 'timestamp(3)': 'timestamp' };

/** The view's columns as the catalog lists them. */
export function catalogColumns(): { name: string; type: string; comment: string }[] {
  return VIEW_COLUMNS.map(({ name, type, meaning }) => ({ name, type: HIVE_TYPES[type], comment: meaning }));
}
