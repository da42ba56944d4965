import type { SqlDialect } from './dialect';

const BEGINNING = "timestamp '1970-01-01 00:00:00'";
const END = "timestamp '9999-12-31 00:00:00'";

/**
 * Rows of the identity dimension by each of the names that sources know people by, with the time each answers for.
 *
 * At most one row answers for a name at a moment: an event must not become two. Ids are never given to somebody else, so
 * the first row of an id answers for all time before it, and the last for all time after it, when the person has left. A user name may be
 * given to the next person: it answers only while it was seen.
 */
export function knownPeople(identities: string, sql: SqlDialect): string {
  return `seen AS (
  SELECT user_id, user_name, email, external_id, ${sql.instant('valid_from')} AS valid_from, coalesce(${sql.instant('valid_to')}, ${END}) AS valid_to
  FROM ${identities}
  WHERE user_id IS NOT NULL
), ids AS (
  ${answering('user_id', 'always')}
), external_ids AS (
  ${answering('external_id', 'always')}
), names AS (
  ${answering('lower(user_name)', 'while-seen')}
)`;
}

function answering(key: string, time: 'always' | 'while-seen'): string {
  const inOrder = `OVER (PARTITION BY ${key} ORDER BY valid_from, user_id)`;
  const next = `lead(valid_from) ${inOrder}`;
  return `SELECT ${key} AS known_as, user_id, user_name, email,
    ${time === 'always' ? `CASE WHEN row_number() ${inOrder} = 1 THEN ${BEGINNING} ELSE valid_from END` : 'valid_from'} AS known_from,
    ${time === 'always' ? `coalesce(${next}, ${END})` : `least(valid_to, coalesce(${next}, ${END}))`} AS known_until
  FROM seen
  WHERE ${key} IS NOT NULL AND valid_from IS NOT NULL`;
}

/** The condition by which an event finds the row that answers for a name at its time. */
export function knownAt(row: string, name: string, moment: string): string {
  return `${row}.known_as = ${name} AND ${moment} >= ${row}.known_from AND ${moment} < ${row}.known_until`;
}
