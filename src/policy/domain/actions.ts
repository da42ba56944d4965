import { type Matcher, compilePattern } from './pattern';
import type { PreparedRequest } from './request';

/**
 * Compiles the patterns of an Action or NotAction element, in which upper and lower case are alike.
 *
 * A guardrail lists a hundred of them, nearly all 'service:*' or one action: those are looked up, the rest is tried.
 */
export function compileActions(element: unknown): (request: PreparedRequest) => boolean {
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
  return ({ action, service }) => services.has(service) || exact.has(action) || others.some((matches) => matches(action));
}
