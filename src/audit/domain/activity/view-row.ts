import { VIEW_COLUMNS } from './view-columns';

/** How one source fills the view: expressions by column, and where they come from. What it does not name is null. */
export interface ViewRow {
  readonly columns: Readonly<Record<string, string>>;
  readonly from: string;
}

/** The expressions in the view's order, each cast: a union takes the first branch's types, and a bare NULL has none. */
export function selectRow({ columns, from }: ViewRow): string {
  const cells = VIEW_COLUMNS.map(({ name, type }) => `CAST(${columns[name] ?? 'NULL'} AS ${type}) AS ${name}`);
  return `SELECT\n  ${cells.join(',\n  ')}\nFROM ${from}`;
}
