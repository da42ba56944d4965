import type { PolicyDocumentJson, Statement } from './document';
import { policyDocument } from './document';

/** What is wrong with a document, and where. */
export interface MalformedPolicy {
  /** 'line 3, column 7', or the path of an element such as 'Statement[2].Effect'. */
  readonly at: string;
  readonly problem: string;
}

export type ParsedPolicy =
  | { readonly kind: 'parsed'; readonly document: PolicyDocumentJson }
  | { readonly kind: 'malformed'; readonly problems: readonly MalformedPolicy[] };

/** The grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Reads a policy document from text. A single statement and a list of one are the same document. */
export function parsePolicy(text: string): ParsedPolicy {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { kind: 'malformed', problems: [{ at: positionIn(text, (error as Error).message), problem: 'is no JSON' }] };
  }
  return readPolicy(raw);
}

/** Reads a policy document that is JSON already. */
export function readPolicy(raw: unknown): ParsedPolicy {
  if (!isRecord(raw)) {
    return { kind: 'malformed', problems: [{ at: 'the document', problem: 'is no object' }] };
  }
  const problems: MalformedPolicy[] = [];
  if (raw.Version !== undefined && raw.Version !== '2012-10-17' && raw.Version !== '2008-10-17') {
    problems.push({ at: 'Version', problem: `is ${JSON.stringify(raw.Version)}; it must be '2012-10-17'` });
  }
  const statements = Array.isArray(raw.Statement) ? raw.Statement : raw.Statement === undefined ? [] : [raw.Statement];
  if (statements.length === 0) {
    problems.push({ at: 'Statement', problem: 'is missing or empty' });
  }
  statements.forEach((statement, index) => problems.push(...statementProblems(statement, `Statement[${index}]`)));
  if (problems.length > 0) {
    return { kind: 'malformed', problems };
  }
  // a document that names no version is of the first, in which variables are plain text; it must not become one of the second.
  const Version = (raw.Version ?? '2008-10-17') as PolicyDocumentJson['Version'];
  return { kind: 'parsed', document: { ...policyDocument(statements as Statement[]), Version } };
}

function statementProblems(statement: unknown, at: string): MalformedPolicy[] {
  if (!isRecord(statement)) {
    return [{ at, problem: 'is no object' }];
  }
  const problems: MalformedPolicy[] = Object.keys(statement).filter((name) => !ELEMENTS.includes(name))
    .map((name) => ({ at: `${at}.${name}`, problem: `is no element of a statement; there are ${ELEMENTS.join(', ')}` }));
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    problems.push({ at: `${at}.Effect`, problem: `is ${JSON.stringify(statement.Effect)}; it must be 'Allow' or 'Deny'` });
  }
  for (const [one, other, needed] of [['Action', 'NotAction', true], ['Resource', 'NotResource', false], ['Principal', 'NotPrincipal', false]] as const) {
    if (statement[one] !== undefined && statement[other] !== undefined) {
      problems.push({ at, problem: `has both ${one} and ${other}; it must have one of them` });
    } else if (needed && statement[one] === undefined && statement[other] === undefined) {
      problems.push({ at, problem: `has neither ${one} nor ${other}; it must have one of them` });
    }
  }
  return problems;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON.parse says where it stopped, in words that differ between versions of Node.js; the offset is in all of them, or it is the end. */
function positionIn(text: string, message: string): string {
  const offset = Math.min(Number(/position (\d+)/.exec(message)?.[1] ?? text.length), text.length);
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${before[before.length - 1].length + 1}`;
}
