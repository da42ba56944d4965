import { LITERAL_QUESTION, LITERAL_STAR } from './pattern';
import { type PreparedRequest, foldKey } from './request';

/** A text with variables: what it becomes for a request, undefined when a variable has no value, or 'unknown' when nobody knows. */
export interface Template {
  /** The text itself, when it has no variables. */
  readonly fixed?: string;
  readonly resolve: (request: PreparedRequest) => string | undefined | typeof UNKNOWN_TEXT;
}

/** What a variable on an unknown key stands for. */
export const UNKNOWN_TEXT = Symbol('unknown');

const VARIABLE = /\$\{([^}]*)\}/g;

/**
 * Compiles the variables of a text: `${key}`, `${key, 'default'}`, and the escapes `${*}`, `${?}`, `${$}`.
 * Only version 2012-10-17 of the language has them; in an older document they are plain text.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compileTemplate(text: string, withVariables: boolean, wildcards: boolean): Template {
  if (!withVariables || !text.includes('${')) {
    return { fixed: text, resolve: () => text };
  }
  const parts: (string | { key: string; fallback?: string })[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    parts.push(text.slice(end, match.index));
    parts.push(part(match[1], match[0], wildcards));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  if (parts.every((piece) => typeof piece === 'string')) {
    const joined = parts.join('');
    return { fixed: joined, resolve: () => joined };
  }
  return { resolve: (request) => resolve(parts, request, wildcards) };
}

function part(inside: string, whole: string, wildcards: boolean): string | { key: string; fallback?: string } {
  if (inside === '*') {
    return wildcards ? LITERAL_STAR : '*';
  }
  if (inside === '?') {
    return wildcards ? LITERAL_QUESTION : '?';
  }
  if (inside === '$') {
    return '$';
  }
  const [, key, , fallback] = /^\s*([^,\s][^,]*?)\s*(,\s*'([^']*)'\s*)?$/.exec(inside) ?? [];
  return key === undefined ? whole : { key: foldKey(key), fallback: fallback };
}

function resolve(parts: readonly (string | { key: string; fallback?: string })[], request: PreparedRequest, wildcards: boolean) {
  let text = '';
  for (const piece of parts) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    if (request.unknown?.has(piece.key)) {
      request.asked.add(piece.key);
      return UNKNOWN_TEXT;
    }
    const found = request.context.get(piece.key);
    // a multivalued key has no one value to stand in a text, unless it has exactly one.
    const value = typeof found === 'string' ? found : found?.length === 1 ? found[0] : undefined;
    if (value === undefined && piece.fallback === undefined) {
      return undefined;
    }
    text += wildcards ? literally(value ?? piece.fallback!) : value ?? piece.fallback!;
  }
  return text;
}

/** A wildcard that comes out of a variable is a character like any other. */
function literally(value: string): string {
  return /[*?]/.test(value) ? value.replace(/\*/g, LITERAL_STAR).replace(/\?/g, LITERAL_QUESTION) : value;
}
