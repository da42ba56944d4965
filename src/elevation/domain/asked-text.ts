/** Reasons are read by people who have little time. */
export const LONGEST_JUSTIFICATION = 1_000;
export const SHORTEST_JUSTIFICATION = 10;
export const LONGEST_TICKET = 64;

/** What is wrong with a text, as the end of a sentence; undefined when nothing is. */
export function textProblem(text: string, bounds: { readonly least: number; readonly most: number }): string | undefined {
  const { length } = text.trim();
  if (length < bounds.least || text.length > bounds.most) {
    return `must have ${bounds.least} to ${bounds.most} characters`;
  }
  // neither controls nor what turns the direction of writing: the text is shown to whoever consents. Lone surrogates are no text.
  return /[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(text) ? 'must not have control or invisible characters or line breaks' : undefined;
}
