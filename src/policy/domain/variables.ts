import { type KeySlots, UNKNOWN } from './key-slots';
import { LITERAL_QUESTION, LITERAL_STAR } from './pattern';
import type { PreparedRequest } from './prepared-request';
import { foldKey } from './request';

/** A text with variables. */
export interface Template {
  /** The text itself, when it has no variables. */
  readonly fixed?: string;
  /** What it becomes for a request: undefined when a variable has no value, a list of the key when nobody knows its value. */
  readonly resolve: (request: PreparedRequest) => string | readonly string[] | undefined;
}

interface Variable {
  readonly slot: number;
  /** The key, as what a text hangs on when nobody knows its value. */
  readonly open: readonly string[];
  readonly fallback: string | undefined;
}

const VARIABLE = /\$\{([^}]*)\}/g;

/** How the texts of a document are read. */
export interface Dialect {
  readonly keys: KeySlots;
  /** Whether the document is of version 2012-10-17: in an older one variables are plain text. */
  readonly variables: boolean;
}

/**
 * Compiles the variables of a text: `${key}`, `${key, 'default'}`, and the escapes `${*}`, `${?}`, `${$}`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compileTemplate(text: string, { keys, variables }: Dialect, wildcards: boolean): Template {
  if (!variables || !text.includes('${')) {
    return { fixed: text, resolve: () => text };
  }
  const parts: (string | Variable)[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    parts.push(text.slice(end, match.index));
    parts.push(part(match[1], match[0], keys, wildcards));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  if (parts.every((piece) => typeof piece === 'string')) {
    const joined = parts.join('');
    return { fixed: joined, resolve: () => joined };
  }
  return { resolve: (request) => resolve(parts, request, wildcards) };
}

function part(inside: string, whole: string, keys: KeySlots, wildcards: boolean): string | Variable {
  if (inside === '*') {
    return wildcards ? LITERAL_STAR : '*';
  }
  if (inside === '?') {
    return wildcards ? LITERAL_QUESTION : '?';
  }
  if (inside === '$') {
    return '$';
  }
  const [, named, , fallback] = /^\s*([^,\s][^,]*?)\s*(,\s*'([^']*)'\s*)?$/.exec(inside) ?? [];
  if (named === undefined) {
    return whole;
  }
  const key = foldKey(named);
  return { slot: keys.slotOf(key), open: [key], fallback };
}

function resolve(parts: readonly (string | Variable)[], { values }: PreparedRequest, wildcards: boolean): string | readonly string[] | undefined {
  let text = '';
  for (const piece of parts) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const found = values[piece.slot];
    if (found === UNKNOWN) {
      return piece.open;
    }
    // a multivalued key has no one value to stand in a text, unless it has exactly one.
    const value = (typeof found === 'string' ? found : found?.length === 1 ? found[0] : undefined) ?? piece.fallback;
    if (value === undefined) {
      return undefined;
    }
    text += wildcards ? literally(value) : value;
  }
  return text;
}

/** A wildcard that comes out of a variable is a character like any other. */
function literally(value: string): string {
  return /[*?]/.test(value) ? value.replace(/\*/g, LITERAL_STAR).replace(/\?/g, LITERAL_QUESTION) : value;
}
