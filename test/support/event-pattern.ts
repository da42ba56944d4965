import { matchesWildcard } from '../../src/policy/domain/pattern';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Whether an event fits a pattern, as EventBridge documents it for the operators that are used here. An operator that is not known here is an error.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesEvent(pattern: any, event: any): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') {
      return (wanted as any[]).some((alternative) => matchesEvent(alternative, event));
    }
    const value = isObject(event) ? (event as any)[key] : undefined;
    if (!Array.isArray(wanted)) {
      return matchesEvent(wanted, value);
    }
    return wanted.some((one) => matchesLeaf(one, value));
  });
}

function matchesLeaf(wanted: any, value: Json | undefined): boolean {
  if (isObject(wanted) && 'exists' in wanted) {
    // an object is no leaf: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-exists-matching
    return wanted.exists === (value !== undefined && !isObject(value));
  }
  const values = Array.isArray(value) ? value : [value];
  return values.some((one) => one !== undefined && matchesValue(wanted, one));
}

function matchesValue(wanted: any, value: any): boolean {
  if (!isObject(wanted)) {
    return wanted === value;
  }
  const [operator, ...more] = Object.keys(wanted);
  const operand = (wanted as any)[operator];
  if (more.length > 0) {
    throw new Error(`'${JSON.stringify(wanted)}' has two operators`);
  }
  switch (operator) {
    case 'prefix': return typeof value === 'string' && value.startsWith(operand);
    case 'suffix': return typeof value === 'string' && value.endsWith(operand);
    case 'wildcard': return typeof value === 'string' && wildcard(operand, value);
    case 'anything-but': return isObject(value) ? false : ![operand].flat().some((one: any) => (isObject(one) ? anyOf(one, value) : one === value));
    default: throw new Error(`'${operator}' is not known here`);
  }
}

/** In anything-but, an operator takes a list, too. */
function anyOf(operator: any, value: any): boolean {
  const [[name, operands]] = Object.entries(operator);
  return [operands].flat().some((one) => matchesValue({ [name]: one }, value));
}

function wildcard(pattern: string, value: string): boolean {
  if (/\*\*/.test(pattern)) {
    throw new Error(`EventBridge refuses '${pattern}': two '*' in a row`);
  }
  // EventBridge compares case, and knows no '?'.
  return !pattern.includes('?') && matchesWildcard(pattern, value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
