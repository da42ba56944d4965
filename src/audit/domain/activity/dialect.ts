/** What differs between the engine that people ask and the one that tests ask; everything else of a statement is common to both. */
export interface SqlDialect {
  /** A member of a JSON text, as text; null where it is missing. */
  field(json: string, path: string): string;
  /** ISO 8601 text as a timestamp in UTC without a zone; null where it is none. */
  instant(text: string): string;
  /** Milliseconds since 1970 of such a timestamp. */
  epochMs(timestamp: string): string;
  /** The first group of a pattern; null where it does not match. */
  capture(text: string, pattern: string): string;
  matches(text: string, pattern: string): string;
  /** The element of a list, counted from 1; null where the list is shorter or missing. */
  at(list: string, index: number): string;
  /** The numbers from 1 to the length of a list, as a list; empty where it is missing. */
  indexes(list: string): string;
}

/** @see https://docs.aws.amazon.com/athena/latest/ug/functions-env3.html */
export const ATHENA: SqlDialect = {
  field: (json, path) => `json_extract_scalar(${json}, '${path}')`,
  // a text that is no time must not fail the query for all other rows.
  instant: (text) => `CAST(TRY(from_iso8601_timestamp(${text})) AT TIME ZONE 'UTC' AS timestamp(3))`,
  epochMs: (timestamp) => `CAST(round(to_unixtime(${timestamp}) * 1000) AS bigint)`,
  capture: (text, pattern) => `regexp_extract(${text}, '${pattern}', 1)`,
  matches: (text, pattern) => `regexp_like(${text}, '${pattern}')`,
  at: (list, index) => `element_at(${list}, ${index})`,
  // sequence(1, 0) counts down and is not empty.
  indexes: (list) => `filter(sequence(0, coalesce(cardinality(${list}), 0)), n -> n > 0)`,
};

/** @see https://duckdb.org/docs/stable/sql/functions/overview */
export const DUCKDB: SqlDialect = {
  field: (json, path) => `json_extract_string(${json}, '${path}')`,
  instant: (text) => `CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS timestamp)`,
  epochMs: (timestamp) => `epoch_ms(${timestamp})`,
  // where Athena has null, DuckDB has an empty text.
  capture: (text, pattern) => `nullif(regexp_extract(${text}, '${pattern}', 1), '')`,
  matches: (text, pattern) => `regexp_matches(${text}, '${pattern}')`,
  at: (list, index) => `${list}[${index}]`,
  indexes: (list) => `range(1, coalesce(len(${list}), 0) + 1)`,
};
