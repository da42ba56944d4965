import type { ApiProblemName } from './api-problems';
import { EXTENSION, LIST_QUERY, NEW_ELEVATION, REJECTION } from './api-shapes';
import type { ObjectShape, TextShape } from './json-shape';

export type OperationId =
  | 'requestElevation' | 'listElevations' | 'readElevation' | 'giveConsent' | 'rejectElevation' | 'withdrawElevation'
  | 'endEarly' | 'extendElevation' | 'readOptions';

/** One way to call the API. Everything that takes or answers something else than this says is a mistake. */
export interface ApiRoute {
  readonly operationId: OperationId;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  /** Whether it makes something that a repeated call must not make twice. */
  readonly idempotencyKey: boolean;
  readonly query?: ObjectShape;
  readonly body?: ObjectShape;
  /** What it answers with when all is well. A new elevation has its address in Location. */
  readonly status: 200 | 201 | 202;
  readonly answer: 'Elevation' | 'ElevationPage' | 'Options';
  /** Besides those that every route has. */
  readonly problems: readonly ApiProblemName[];
}

export const IDEMPOTENCY_KEY: TextShape = {
  type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$',
  description: 'New for each request, such as a UUID. The same again with the same body gives the elevation that is there already.',
};

export const MOST_BODY_BYTES = 8_192;

export const EVERY_PROBLEM: readonly ApiProblemName[] = ['invalid-request', 'unknown-caller', 'failed'];

const BODY: readonly ApiProblemName[] = ['too-large', 'not-json'];
const CHANGE: readonly ApiProblemName[] = ['not-found', 'not-allowed', 'not-possible', 'busy', ...BODY];
const CREATION: readonly ApiProblemName[] = ['refused', 'key-used', ...BODY];

const one = { method: 'POST', idempotencyKey: false, status: 200, answer: 'Elevation', problems: CHANGE } as const;

export const API_ROUTES: readonly ApiRoute[] = [
  {
    operationId: 'requestElevation', method: 'POST', path: '/elevations', summary: 'Asks for access.',
    idempotencyKey: true, body: NEW_ELEVATION, status: 201, answer: 'Elevation', problems: CREATION,
  },
  {
    operationId: 'listElevations', method: 'GET', path: '/elevations', summary: 'Lists elevations of the caller, or those that wait for the consent of the caller.',
    idempotencyKey: false, query: LIST_QUERY, status: 200, answer: 'ElevationPage', problems: [],
  },
  {
    operationId: 'readElevation', method: 'GET', path: '/elevations/{id}', summary: 'One elevation with its history, for whoever asked for it, may consent to it or end it.',
    idempotencyKey: false, status: 200, answer: 'Elevation', problems: ['not-found'],
  },
  { ...one, operationId: 'giveConsent', path: '/elevations/{id}/consent', summary: 'Consents. Who consented already gets the elevation as it is.' },
  { ...one, operationId: 'rejectElevation', path: '/elevations/{id}/reject', summary: 'Rejects a request that waits for consent.', body: REJECTION },
  { ...one, operationId: 'withdrawElevation', path: '/elevations/{id}/withdraw', summary: 'Takes back a request of one\'s own before there is access.' },
  {
    ...one, operationId: 'endEarly', path: '/elevations/{id}/end', status: 202,
    summary: 'Ends access and denies open sessions, for whoever asked for it, may consent to it or is of security. It is under way when this answers.',
  },
  {
    operationId: 'extendElevation', method: 'POST', path: '/elevations/{id}/extend', summary: 'Asks for the same access to go on, as a new elevation that needs the same consent.',
    idempotencyKey: true, body: EXTENSION, status: 201, answer: 'Elevation', problems: ['not-found', 'not-allowed', ...CREATION],
  },
  {
    operationId: 'readOptions', method: 'GET', path: '/options', summary: 'What the caller may ask for.',
    idempotencyKey: false, status: 200, answer: 'Options', problems: [],
  },
];

/** How API Gateway names a route. */
export function routeKey({ method, path }: Pick<ApiRoute, 'method' | 'path'>): string {
  return `${method} ${path}`;
}
