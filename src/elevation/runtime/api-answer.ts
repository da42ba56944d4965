import { API_PROBLEMS, type ApiProblemName, PROBLEM_TYPE_PREFIX } from '../domain/api-problems';
import type { Elevation } from '../domain/elevation';
import { elevationView } from '../domain/elevation-view';
import type { ShapeProblem } from '../domain/json-shape';

export interface ApiProblem {
  readonly kind: 'problem';
  readonly name: ApiProblemName;
  readonly detail?: string;
  readonly reason?: string;
  readonly errors?: readonly ShapeProblem[];
}

/** What came of a call. */
export type ApiOutcome =
  | { readonly kind: 'elevation'; readonly elevation: Elevation }
  | { readonly kind: 'value'; readonly value: object }
  | ApiProblem;

export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function problem(name: ApiProblemName, about: Omit<ApiProblem, 'kind' | 'name'> = {}): ApiProblem {
  return { kind: 'problem', name, ...about };
}

/** Nobody keeps what only its caller may see. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export function apiAnswer(outcome: ApiOutcome, status: number): ApiAnswer {
  if (outcome.kind === 'problem') {
    return problemAnswer(outcome);
  }
  const location: Record<string, string> = outcome.kind === 'elevation' && status === 201 ? { location: `/elevations/${outcome.elevation.id}` } : {};
  return {
    statusCode: status,
    headers: { ...HEADERS, 'content-type': 'application/json', ...location },
    body: JSON.stringify(outcome.kind === 'elevation' ? elevationView(outcome.elevation) : outcome.value),
  };
}

/** https://www.rfc-editor.org/rfc/rfc9457 */
function problemAnswer({ name, detail, reason, errors }: ApiProblem): ApiAnswer {
  const { status, title } = API_PROBLEMS[name];
  return {
    statusCode: status,
    headers: { ...HEADERS, 'content-type': 'application/problem+json', ...(status === 503 ? { 'retry-after': '1' } : {}) },
    body: JSON.stringify({ type: `${PROBLEM_TYPE_PREFIX}${name}`, title, status, detail, reason, errors }),
  };
}
