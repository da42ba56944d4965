import { compileActions } from './actions';
import { type CompiledCondition, compileConditions } from './conditions';
import type { Statement } from './document';
import { type Reach, compilePrincipal } from './principals';
import { NO, type PreparedRequest, type Truth, UNKNOWN, YES } from './request';
import { compileResources } from './resources';

/** A statement made ready for matching. */
export interface CompiledStatement {
  /** Its Sid, or its place in the document, counted from 1. */
  readonly name: string;
  /** Which document of its place it stands in, counted from 1. */
  readonly document: number;
  readonly denies: boolean;
  /** Whether action, resource and conditions match; principals are asked apart, because how they match matters. */
  readonly matches: (request: PreparedRequest) => Truth;
  /** How its Principal element reaches the caller; a statement without one belongs to the caller's own policies. */
  readonly reach: (request: PreparedRequest) => Reach;
  /** Whether a condition picks the caller by `aws:PrincipalArn`. */
  readonly picksPrincipal: boolean;
}

/** Compiles a document; one that has no statements is compiled to none. */
export function compileDocument(document: unknown, place: number): CompiledStatement[] {
  const { Statement: statements, Version } = folded(document) as { Statement?: unknown; Version?: unknown };
  const withVariables = Version === '2012-10-17';
  return [statements ?? []].flat().map((statement, index) => compileStatement(folded(statement) as Statement, index, place, withVariables));
}

/** Element names as AWS writes them, however the document spells their case. */
const ELEMENTS = ['Version', 'Statement', 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function folded(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries((value ?? {}) as Record<string, unknown>).map(([name, element]) =>
    [ELEMENTS.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name, element]));
}

function compileStatement(statement: Statement, index: number, document: number, withVariables: boolean): CompiledStatement {
  const conditions = compileConditions(statement.Condition, withVariables);
  return {
    name: typeof statement.Sid === 'string' && statement.Sid !== '' ? statement.Sid : `statement ${index + 1}`,
    document,
    denies: statement.Effect === 'Deny',
    matches: matcher(statement, conditions, withVariables),
    reach: compileReach(statement),
    picksPrincipal: conditions.some(({ key, positive }) => positive && key === 'aws:principalarn'),
  };
}

function matcher(statement: Statement, conditions: readonly CompiledCondition[], withVariables: boolean): CompiledStatement['matches'] {
  const actions = compileActions(statement.Action ?? statement.NotAction ?? []);
  const excludesActions = statement.Action === undefined;
  const hasResource = statement.Resource !== undefined || statement.NotResource !== undefined;
  const resources = compileResources(statement.Resource ?? statement.NotResource ?? '*', withVariables);
  const excludesResources = hasResource && statement.Resource === undefined;
  return (request) => {
    if (actions(request) === excludesActions) {
      return NO;
    }
    let truth = resources(request);
    if (excludesResources) {
      truth = truth === UNKNOWN ? UNKNOWN : truth === YES ? NO : YES;
    }
    for (let index = 0; truth !== NO && index < conditions.length; index++) {
      const one = conditions[index].holds(request);
      truth = one === NO ? NO : one === UNKNOWN ? UNKNOWN : truth;
    }
    return truth;
  };
}

function compileReach({ Principal, NotPrincipal }: Statement): CompiledStatement['reach'] {
  if (Principal !== undefined) {
    return compilePrincipal(Principal);
  }
  if (NotPrincipal !== undefined) {
    const named = compilePrincipal(NotPrincipal);
    return (request) => (named(request) === 'none' ? 'everybody' : 'none');
  }
  return () => 'none';
}
