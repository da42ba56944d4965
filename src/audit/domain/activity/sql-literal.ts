/** A text as a literal, for places that take parameters as text only, such as `EXECUTE … USING` and the execution parameters of Athena's API. */
export function sqlLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
