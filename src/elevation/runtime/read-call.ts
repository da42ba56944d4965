import { type ApiProblem, problem } from './api-answer';
import type { ApiCall, ApiEvent } from './api-event';
import { type ApiRoute, IDEMPOTENCY_KEY, MOST_BODY_BYTES } from '../domain/api-routes';
import { ELEVATION_ID } from '../domain/api-shapes';
import { type ShapeProblem, objectOf, shapeProblems } from '../domain/json-shape';

const NOTHING = objectOf({});

/** Reads a call as its route says; all that is wrong with it is told at once, and none of it is repeated. */
export function readCall(event: ApiEvent, route: ApiRoute, callerId: string): ApiCall | ApiProblem {
  const id = event.pathParameters?.id ?? '';
  if (route.path.includes('{id}') && !ELEVATION_ID.test(id)) {
    // as if it were a good one that nobody has.
    return problem('not-found');
  }
  const body = readBody(event);
  if ('kind' in body) {
    return body;
  }
  const [query, key] = [event.queryStringParameters ?? {}, event.headers?.['idempotency-key']];
  const errors = [
    ...keyProblems(route, key),
    ...shapeProblems(query, route.query ?? NOTHING),
    ...shapeProblems(body.value, route.body ?? NOTHING),
  ];
  return errors.length > 0
    ? problem('invalid-request', { errors })
    : { callerId, id, idempotencyKey: key ?? '', query: query as ApiCall['query'], body: body.value as ApiCall['body'] };
}

function readBody({ body, isBase64Encoded, headers }: ApiEvent): { readonly value: unknown } | ApiProblem {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MOST_BODY_BYTES) {
    return problem('too-large', { detail: `it may have ${MOST_BODY_BYTES} bytes` });
  }
  if (bytes.length === 0) {
    return { value: {} };
  }
  if (!/^application\/json(?:;|$)/i.test(headers?.['content-type'] ?? '')) {
    return problem('not-json', { detail: "its Content-Type must be 'application/json'" });
  }
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return problem('invalid-request', { detail: 'the body is no JSON in UTF-8' });
  }
}

function keyProblems({ idempotencyKey }: ApiRoute, key: string | undefined): ShapeProblem[] {
  if (!idempotencyKey) {
    return [];
  }
  return key === undefined ? [{ pointer: '/Idempotency-Key', detail: 'is missing' }] : shapeProblems(key, IDEMPOTENCY_KEY, '/Idempotency-Key');
}
