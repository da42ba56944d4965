import type { Comparison } from './comparisons';
import { type Matcher, anyOf } from './pattern';
import type { PreparedRequest } from './prepared-request';
import { type Truth, either } from './truth';
import { type Dialect, type Template, compileTemplate } from './variables';

/** Whether a text of the request is met by one of the texts of a policy. */
export type Alternatives = (given: string, request: PreparedRequest) => Truth;

/** Compiles the texts of a policy, of which one that matches is enough. Those without variables are made ready once. */
export function compileAlternatives(texts: readonly string[], comparison: Comparison, dialect: Dialect): Alternatives {
  const { compile, compileAll, wildcards = false } = comparison;
  const templates = texts.map((text) => compileTemplate(text, dialect, wildcards));
  const fixed = templates.map((template) => template.fixed).filter((text) => text !== undefined);
  const variable = templates.filter((template) => template.fixed === undefined);
  const matchesFixed = compileAll?.(fixed) ?? anyOf(fixed.map(compile).filter((test): test is Matcher => test !== undefined));
  return variable.length === 0 ? matchesFixed : (given, request) => matchesFixed(given) || someMatches(variable, compile, given, request);
}

function someMatches(templates: readonly Template[], compile: Comparison['compile'], given: string, request: PreparedRequest): Truth {
  let truth: Truth = false;
  for (const template of templates) {
    const text = template.resolve(request);
    const one = typeof text === 'string' ? compile(text)?.(given) ?? false : text ?? false;
    if (one === true) {
      return true;
    }
    truth = either(truth, one);
  }
  return truth;
}
