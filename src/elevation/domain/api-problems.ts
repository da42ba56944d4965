/** Every way in which the API says no; what it is called is the end of its type. */
export const API_PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not what the API takes' },
  'unknown-caller': { status: 403, title: 'Nobody of the identity store calls with this token or role' },
  'not-allowed': { status: 403, title: 'Somebody else may do that' },
  'not-found': { status: 404, title: 'There is no such elevation, or it is not yours to see' },
  'not-possible': { status: 409, title: 'The elevation is past that, or has not come to it' },
  'too-large': { status: 413, title: 'The body is too large' },
  'not-json': { status: 415, title: 'The body must be JSON' },
  'refused': { status: 422, title: 'No rule gives that' },
  'key-used': { status: 422, title: 'The idempotency key belongs to another request' },
  'failed': { status: 500, title: 'Something went wrong; nothing or all of it was done, and the same call may be made again' },
  'busy': { status: 503, title: 'Others changed the elevation all the time; try again' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ApiProblemName = keyof typeof API_PROBLEMS;

/** Types are names and not addresses: there is nothing to read behind them that docs/elevation-api.md does not say. */
export const PROBLEM_TYPE_PREFIX = 'urn:zero-trust:problem:';
