/** Stand for a `*` and a `?` that are meant literally: they came out of a variable. Private use, so no ARN or value has them. */
export const LITERAL_STAR = '\uE000';
export const LITERAL_QUESTION = '\uE001';

const SPECIAL = /[*?\uE000\uE001]/;

/** Whether a text matches. */
export type Matcher = (text: string) => boolean;

const ANYTHING: Matcher = () => true;
const NOTHING: Matcher = () => false;

/** Whether one of the tests says yes. */
export function anyOf(tests: readonly Matcher[]): Matcher {
  return tests.length === 0 ? NOTHING : tests.length === 1 ? tests[0] : (text) => tests.some((matches) => matches(text));
}

/** Compiles a pattern once into the cheapest test that does: equality, a beginning and an end, or a walk. */
export function compilePattern(pattern: string): Matcher {
  if (pattern === '*') {
    return ANYTHING;
  }
  if (!SPECIAL.test(pattern)) {
    return (text) => text === pattern;
  }
  const [head, tail, ...more] = pattern.split('*');
  if (tail === undefined || more.length > 0 || SPECIAL.test(head + tail)) {
    return (text) => matchesWildcard(pattern, text);
  }
  const shortest = head.length + tail.length;
  return (text) => text.length >= shortest && text.endsWith(tail) && text.startsWith(head);
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

/**
 * Compiles an ARN pattern: each of its six parts is compared by itself, and a wildcard does not cross a colon of the first five.
 */
export function compileArnPattern(pattern: string): Matcher {
  if (pattern === '*') {
    return ANYTHING;
  }
  const parts = arnParts(pattern);
  // every ARN begins alike, so that the first part needs no test but this one.
  if (!parts || !compilePattern(parts[0])('arn')) {
    return NOTHING;
  }
  parts[0] = 'arn';
  const literal = parts.findIndex((part) => SPECIAL.test(part));
  if (literal < 0) {
    return compilePattern(parts.join(':'));
  }
  const head = parts.slice(0, literal).map((part) => `${part}:`).join('');
  const tests = parts.slice(literal).map(compilePattern);
  const tail = /[^*?\uE000\uE001]*$/.exec(parts[5])![0];
  // the end comes first: it tells most ARNs apart, where nearly all begin alike.
  return (arn) => arn.endsWith(tail) && arn.startsWith(head) && partsMatch(tests, arn, head.length);
}

/** Compiles a pattern of a Resource element: one of fewer than six parts that ends in a wildcard goes on beyond the colons. */
export function compileResourcePattern(pattern: string): Matcher {
  return arnParts(pattern) === undefined && pattern.endsWith('*') ? compilePattern(pattern) : compileArnPattern(pattern);
}

/** The six parts of an ARN or of a pattern for one; colons after the fifth belong to the last. */
function arnParts(pattern: string): string[] | undefined {
  const parts = pattern.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Whether the parts of an ARN from an offset on pass the tests, the last of which takes all that is left. */
function partsMatch(tests: readonly Matcher[], arn: string, offset: number): boolean {
  let start = offset;
  for (let index = 0; index < tests.length - 1; index++) {
    const end = arn.indexOf(':', start);
    if (end < 0 || (tests[index] !== ANYTHING && !tests[index](arn.slice(start, end)))) {
      return false;
    }
    start = end + 1;
  }
  return tests[tests.length - 1](arn.slice(start));
}

/** Whether an ARN matches a pattern, part by part. */
export function matchesArn(pattern: string, arn: string): boolean {
  return compileArnPattern(pattern)(arn);
}

/** Whether an ARN pattern matches everything that another one matches. */
export function coversArn(general: string, special: string): boolean {
  // a '*' of the special pattern may be nothing, or more than any number of '?' takes; a '?' is one character that is in no ARN.
  const fixed = special.replaceAll('?', '\uE012');
  return ['', '\uE010'.repeat(general.length + 1)].every((run) => matchesArn(general, fixed.replaceAll('*', run)));
}
