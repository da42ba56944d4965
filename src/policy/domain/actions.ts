import { type Matcher, anyOf, compilePattern } from './pattern';

/** An action that is asked for, in lower case: upper and lower case are alike. */
export interface AskedAction {
  readonly name: string;
  readonly service: string;
}

export function askedAction(action: string): AskedAction {
  const name = action.toLowerCase();
  return { name, service: name.slice(0, Math.max(0, name.indexOf(':'))) };
}

/**
 * Compiles the patterns of an Action or NotAction element.
 *
 * A guardrail lists a hundred of them, nearly all 'service:*' or one action: those are looked up, the rest is tried.
 */
export function compileActions(element: unknown): (action: AskedAction) => boolean {
  const patterns = [element].flat().map((pattern) => String(pattern).toLowerCase());
  if (patterns.includes('*')) {
    return () => true;
  }
  const exact = new Set<string>();
  const services = new Set<string>();
  const others: Matcher[] = [];
  for (const pattern of patterns) {
    const service = /^([^*?:]+):\*+$/.exec(pattern)?.[1];
    if (service !== undefined) {
      services.add(service);
    } else if (!/[*?]/.test(pattern)) {
      exact.add(pattern);
    } else {
      others.push(compilePattern(pattern));
    }
  }
  const matchesOther = anyOf(others);
  return ({ name, service }) => services.has(service) || exact.has(name) || matchesOther(name);
}
