import { type Alternatives, compileAlternatives } from './alternatives';
import { COMPARISONS } from './comparisons';
import { UNKNOWN } from './key-slots';
import type { PreparedRequest } from './prepared-request';
import { foldKey } from './request';
import { type Truth, both, either, opposite } from './truth';
import type { Dialect } from './variables';

/** One condition of a statement: an operator, a key, and its values. */
export interface CompiledCondition {
  /** The key in lower case. */
  readonly key: string;
  /** Whether it picks callers out, as an operator that is not negated does. */
  readonly positive: boolean;
  readonly holds: (request: PreparedRequest) => Truth;
}

/** Compiles the Condition element: every operator and every key must hold. */
export function compileConditions(element: unknown, dialect: Dialect): CompiledCondition[] {
  return Object.entries((element ?? {}) as Record<string, Record<string, unknown>>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileCondition(operator, foldKey(key), [values].flat().map(String), dialect)));
}

function compileCondition(operator: string, key: string, values: readonly string[], dialect: Dialect): CompiledCondition {
  const [, set, name, ifExists] = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(operator.toLowerCase())!;
  if (name === 'null') {
    return { key, positive: false, holds: compileNull(key, values, dialect) };
  }
  const comparison = COMPARISONS.get(name);
  if (!comparison) {
    // an operator that AWS does not know: the document would be refused, and here it never holds.
    return { key, positive: false, holds: () => false };
  }
  const negated = comparison.negated ?? false;
  const meets = compileAlternatives(values, comparison, dialect);
  const one: Alternatives = negated ? (given, request) => opposite(meets(given, request)) : meets;
  // to ForAllValues an empty text is no value: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  const test: Alternatives = set === 'forallvalues' ? (given, request) => given === '' || one(given, request) : one;
  const all = set === 'forallvalues' || (negated && set === undefined);
  return { key, positive: !negated, holds: compileKey(key, dialect, test, all, all || ifExists !== undefined) };
}

/** What a test says of the values of a key: of all of them, or of any. A key without values is absent. */
function compileKey(key: string, { keys }: Dialect, test: Alternatives, all: boolean, absent: boolean): CompiledCondition['holds'] {
  const slot = keys.slotOf(key);
  const open = [key];
  return (request) => {
    const given = request.values[slot];
    if (typeof given === 'string') {
      return test(given, request);
    }
    if (given === UNKNOWN) {
      return open;
    }
    return given === undefined || given.length === 0 ? absent : all ? every(given, test, request) : some(given, test, request);
  };
}

function compileNull(key: string, values: readonly string[], { keys }: Dialect): CompiledCondition['holds'] {
  const slot = keys.slotOf(key);
  const open = [key];
  const wanted = values.map((value) => value.toLowerCase());
  const [whenAbsent, whenPresent] = [wanted.includes('true'), wanted.includes('false')];
  return ({ values: given }) => {
    const value = given[slot];
    return value === UNKNOWN ? open : value === undefined || (typeof value !== 'string' && value.length === 0) ? whenAbsent : whenPresent;
  };
}

function every(given: readonly string[], test: Alternatives, request: PreparedRequest): Truth {
  let truth: Truth = true;
  for (const value of given) {
    truth = both(truth, test(value, request));
  }
  return truth;
}

function some(given: readonly string[], test: Alternatives, request: PreparedRequest): Truth {
  let truth: Truth = false;
  for (const value of given) {
    truth = either(truth, test(value, request));
  }
  return truth;
}
