/**
 * The one place where a construct reads the clock: the day that dates of exceptions and snapshots
 * are compared with when a team pins none. It decides warnings and errors and is never written into a template.
 */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
