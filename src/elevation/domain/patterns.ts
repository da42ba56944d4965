/** So long a text is matched at most; what people write as a reason or a ticket is bounded before. */
export const LONGEST_PATTERN = 200;

/**
 * Whether a regular expression is one that cannot hang: no group that is repeated, and no reference back.
 *
 * Without repeated groups a match takes time by the length of the text to the power of the number of repetitions, and those are few and the text is short.
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length === 0 || pattern.length > LONGEST_PATTERN) {
    return `has ${pattern.length} characters; 1 to ${LONGEST_PATTERN} are allowed`;
  }
  try {
    new RegExp(anchored(pattern), 'u');
  } catch {
    return 'is no regular expression';
  }
  const bare = pattern.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  if (/\)[*+{]/.test(bare)) {
    return 'repeats a group, which may take for ever; repeat single characters or classes only';
  }
  if (/\\[1-9]|\\k</.test(pattern)) {
    return 'refers back to a group, which may take for ever';
  }
  return (bare.match(/[*+]|\{\d+,\d*\}/g) ?? []).length > 4 ? 'has more than four repetitions, which may take for ever' : undefined;
}

/** Whether all of a text is what a pattern says. */
export function matches(pattern: string, text: string): boolean {
  return new RegExp(anchored(pattern), 'u').test(text);
}

function anchored(pattern: string): string {
  return `^(?:${pattern})$`;
}
