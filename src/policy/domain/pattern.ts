/** Stand for a `*` and a `?` that are meant literally: they came out of a variable. Private use, so no ARN or value has them. */
export const LITERAL_STAR = '\uE000';
export const LITERAL_QUESTION = '\uE001';

/** Whether a text matches. */
export type Matcher = (text: string) => boolean;

/** Compiles a pattern once into the cheapest test that does: equality, a prefix, a suffix, or a walk. */
export function compilePattern(pattern: string): Matcher {
  if (pattern === '*') {
    return () => true;
  }
  if (!/[*?\uE000\uE001]/.test(pattern)) {
    return (text) => text === pattern;
  }
  const inner = pattern.slice(1, -1);
  if (!/[*?\uE000\uE001]/.test(inner)) {
    const [first, last] = [pattern[0], pattern[pattern.length - 1]];
    if (last === '*' && first !== '*' && first !== '?' && !isLiteral(first)) {
      const prefix = pattern.slice(0, -1);
      return (text) => text.startsWith(prefix);
    }
    if (first === '*' && last !== '*' && last !== '?' && !isLiteral(last)) {
      const suffix = pattern.slice(1);
      return (text) => text.endsWith(suffix);
    }
  }
  return (text) => matchesWildcard(pattern, text);
}

function isLiteral(character: string): boolean {
  return character === LITERAL_STAR || character === LITERAL_QUESTION;
}

/**
 * Whether a text matches a pattern in which `*` stands for any characters and `?` for one.
 *
 * Walks pattern and text once and goes back to the last `*` only, so that no pattern takes more than its length times the text's;
 * a regular expression made of many stars would not end.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let starText = 0;
  for (let index = 0; index < text.length;) {
    const character = pattern[at];
    if (character === '*') {
      star = at++;
      starText = index;
    } else if (at < pattern.length && (character === '?' || same(character, text[index]))) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++starText;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') {
    at++;
  }
  return at === pattern.length;
}

function same(wanted: string, given: string): boolean {
  return wanted === given || (wanted === LITERAL_STAR && given === '*') || (wanted === LITERAL_QUESTION && given === '?');
}

let lastArn = '';
let lastParts: readonly string[] | undefined;

/** The six parts of an ARN; colons after the fifth belong to the last. One caller is compared many times over, so the last answer is kept. */
function arnParts(arn: string): readonly string[] | undefined {
  if (arn !== lastArn) {
    lastParts = splitArn(arn);
    lastArn = arn;
  }
  return lastParts;
}

function splitArn(arn: string): string[] | undefined {
  const parts = arn.split(':');
  if (parts.length < 6 || parts[0] !== 'arn') {
    return undefined;
  }
  return parts.length === 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Compiles an ARN pattern: each of its six parts is compared by itself, and a wildcard does not cross a colon of the first five. */
export function compileArnPattern(pattern: string): Matcher {
  if (pattern === '*') {
    return () => true;
  }
  const patterns = arnPatternParts(pattern);
  if (!patterns) {
    return () => false;
  }
  const matchers = patterns.map(compilePattern);
  return (arn) => {
    const parts = arnParts(arn);
    return parts !== undefined && matchers.every((matches, index) => matches(parts[index]));
  };
}

/** Whether an ARN matches a pattern, part by part. */
export function matchesArn(pattern: string, arn: string): boolean {
  return compileArnPattern(pattern)(arn);
}

function arnPatternParts(pattern: string): string[] | undefined {
  const parts = pattern.split(':');
  if (parts.length < 6) {
    return undefined;
  }
  return parts.length === 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
