import { COMPARISONS, type Comparison } from './comparisons';
import type { Matcher } from './pattern';
import { NO, type PreparedRequest, type Truth, UNKNOWN, YES, foldKey } from './request';
import { UNKNOWN_TEXT, compileTemplate } from './variables';

/** One condition of a statement: an operator, a key, and its values. */
export interface CompiledCondition {
  /** The key in lower case. */
  readonly key: string;
  /** Whether it picks callers out, as an operator that is not negated does. */
  readonly positive: boolean;
  readonly holds: (request: PreparedRequest) => Truth;
}

/** Whether one value of the request is met by the values of the policy. */
type ValueTest = (given: string, request: PreparedRequest) => Truth;

/** Compiles the Condition element: every operator and every key must hold. */
export function compileConditions(element: unknown, withVariables: boolean): CompiledCondition[] {
  return Object.entries((element ?? {}) as Record<string, Record<string, unknown>>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileCondition(operator, foldKey(key), texts(values), withVariables)));
}

function texts(values: unknown): string[] {
  return [values].flat().map(String);
}

function compileCondition(operator: string, key: string, values: readonly string[], withVariables: boolean): CompiledCondition {
  const [, set, name, ifExists] = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(operator.toLowerCase())!;
  if (name === 'null') {
    return { key, positive: false, holds: nullTest(key, values) };
  }
  const comparison = COMPARISONS[name];
  if (!comparison) {
    // an operator that AWS does not know: the document would be refused, and here it never holds.
    return { key, positive: false, holds: () => NO };
  }
  const test = valueTest(comparison, values, withVariables);
  const negated = comparison.negated ?? false;
  const absent = whenAbsent(set, negated, ifExists !== undefined);
  return { key, positive: !negated, holds: (request) => {
    if (request.unknown?.has(key)) {
      request.asked.add(key);
      return UNKNOWN;
    }
    const given = request.context.get(key);
    if (given === undefined) {
      return absent;
    }
    if (typeof given === 'string') {
      return test(given, request);
    }
    return set === 'forallvalues' ? every(given, test, request) : set === 'foranyvalue' ? some(given, test, request)
      : negated ? every(given, test, request) : given.length === 0 ? absent : some(given, test, request);
  } };
}

/** An absent key meets negated operators, `IfExists` and `ForAllValues`, and nothing else. */
function whenAbsent(set: string | undefined, negated: boolean, ifExists: boolean): Truth {
  return ifExists || set === 'forallvalues' || (negated && set === undefined) ? YES : NO;
}

function nullTest(key: string, values: readonly string[]): CompiledCondition['holds'] {
  const wantsAbsent = values.map((value) => value.toLowerCase());
  return (request) => {
    if (request.unknown?.has(key)) {
      request.asked.add(key);
      return UNKNOWN;
    }
    const given = request.context.get(key);
    const absent = given === undefined || given.length === 0 && typeof given !== 'string';
    return wantsAbsent.includes(String(absent)) ? YES : NO;
  };
}

/** Any value of the policy is enough; under a negated operator none may match. */
function valueTest({ compile, wildcards, negated }: Comparison, values: readonly string[], withVariables: boolean): ValueTest {
  const templates = values.map((value) => compileTemplate(value, withVariables, wildcards ?? false));
  const fixed = templates.filter((template) => template.fixed !== undefined)
    .map((template) => compile(template.fixed!)).filter((test): test is Matcher => test !== undefined);
  const variable = templates.filter((template) => template.fixed === undefined);
  const [met, unmet] = negated ? [NO, YES] : [YES, NO];
  if (variable.length === 0) {
    return fixed.length === 1 ? (given) => (fixed[0](given) ? met : unmet) : (given) => (fixed.some((matches) => matches(given)) ? met : unmet);
  }
  return (given, request) => {
    if (fixed.some((matches) => matches(given))) {
      return met;
    }
    let truth: Truth = unmet;
    for (const template of variable) {
      const text = template.resolve(request);
      if (text === UNKNOWN_TEXT) {
        truth = UNKNOWN;
      } else if (text !== undefined && compile(text)?.(given)) {
        return met;
      }
    }
    return truth;
  };
}

function every(given: readonly string[], test: ValueTest, request: PreparedRequest): Truth {
  let truth: Truth = YES;
  for (const value of given) {
    const one = test(value, request);
    if (one === NO) {
      return NO;
    }
    truth = one === UNKNOWN ? UNKNOWN : truth;
  }
  return truth;
}

function some(given: readonly string[], test: ValueTest, request: PreparedRequest): Truth {
  let truth: Truth = NO;
  for (const value of given) {
    const one = test(value, request);
    if (one === YES) {
      return YES;
    }
    truth = one === UNKNOWN ? UNKNOWN : truth;
  }
  return truth;
}
