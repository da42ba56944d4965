import { compileAlternatives } from './alternatives';
import { compileResourcePattern } from './pattern';
import type { PreparedRequest } from './prepared-request';
import type { Truth } from './truth';
import type { Dialect } from './variables';

/** Compiles the patterns of a Resource or NotResource element into a test whether one of them matches; undefined when all resources do. */
export function compileResources(element: unknown, dialect: Dialect): ((request: PreparedRequest) => Truth) | undefined {
  const patterns = [element].flat().map(String);
  if (patterns.includes('*')) {
    return undefined;
  }
  const matches = compileAlternatives(patterns, { compile: compileResourcePattern, wildcards: true }, dialect);
  return (request) => matches(request.request.resource, request);
}
