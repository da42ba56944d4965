/**
 * Whether a text matches a pattern of the policy language, in which `*` stands for any characters and `?` for one.
 *
 * Walks both once and goes back to the last `*` only, so that no pattern takes more than its length times the text's;
 * a regular expression made of many stars would not end.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let starText = 0;
  for (let index = 0; index < text.length;) {
    if (pattern[at] === '*') {
      [star, starText] = [at, index];
      at++;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      starText++;
      [at, index] = [star + 1, starText];
    } else {
      return false;
    }
  }
  return pattern.slice(at).replace(/\*/g, '') === '';
}

/** ARNs are compared part by part: a wildcard does not cross a colon of the first five. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [arnParts(pattern), arnParts(arn)];
  return patterns.length === parts.length && patterns.every((part, index) => matchesWildcard(part, parts[index]));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
