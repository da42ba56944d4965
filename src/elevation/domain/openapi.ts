import { ANSWER_SHAPES, PROBLEM } from './api-answer-shapes';
import { API_PROBLEMS, type ApiProblemName, PROBLEM_TYPE_PREFIX } from './api-problems';
import { API_ROUTES, type ApiRoute, EVERY_PROBLEM, IDEMPOTENCY_KEY } from './api-routes';
import { ELEVATION_ID, EXTENSION, NEW_ELEVATION, REJECTION } from './api-shapes';
import type { Shape } from './json-shape';

const NAMED = new Map<Shape, string>([
  [NEW_ELEVATION, 'NewElevation'], [EXTENSION, 'Extension'], [REJECTION, 'Rejection'], [PROBLEM, 'Problem'],
  ...Object.entries(ANSWER_SHAPES).map(([name, shape]): [Shape, string] => [shape, name]),
]);

/** The routes as an OpenAPI 3.1 document: https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument(): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Elevation', version: '1.0.0',
      description: 'Privileged access for a while: asked for with a reason, consented to, and taken back on time. Answers know people and groups by their ids.',
    },
    security: [{ jwt: [] }, { iam: [] }],
    paths: paths(),
    components: {
      schemas: Object.fromEntries([...NAMED].map(([shape, name]) => [name, schemaOf(shape, true)])),
      securitySchemes: {
        jwt: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of the issuer that the API was deployed with.' },
        iam: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Signature Version 4 by a role of Identity Center in the account of the API.' },
      },
    },
  };
}

function paths(): object {
  const all: Record<string, Record<string, object>> = {};
  for (const route of API_ROUTES) {
    all[route.path] = { ...all[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return all;
}

function operation(route: ApiRoute): object {
  const { operationId, summary, query, body, status, answer, path, idempotencyKey } = route;
  const parameters = [
    ...(path.includes('{id}') ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: ELEVATION_ID.source } }] : []),
    ...(idempotencyKey ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: schemaOf(IDEMPOTENCY_KEY) }] : []),
    ...Object.entries(query?.properties ?? {}).map(([name, shape]) => ({ name, in: 'query', required: query!.required.includes(name), schema: schemaOf(shape) })),
  ];
  return {
    operationId,
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: body.required.length > 0, content: { 'application/json': { schema: schemaOf(body) } } } } : {}),
    responses: {
      [status]: {
        description: status === 202 ? 'It is under way.' : 'It is done.',
        ...(status === 201 ? { headers: { Location: { description: 'Where it can be read.', required: true, schema: { type: 'string' } } } } : {}),
        content: { 'application/json': { schema: schemaOf(ANSWER_SHAPES[answer]) } },
      },
      401: { description: 'The token is missing, expired, forged, or for another audience. API Gateway answers by itself.' },
      ...problemResponses([...EVERY_PROBLEM, ...route.problems]),
    },
  };
}

/** Several problems share a status; its schema names all of their types. */
function problemResponses(names: readonly ApiProblemName[]): object {
  const statuses = [...new Set(names.map((name) => API_PROBLEMS[name].status))].sort((a, b) => a - b);
  return Object.fromEntries(statuses.map((status) => {
    const here = names.filter((name) => API_PROBLEMS[name].status === status);
    return [status, {
      description: here.map((name) => API_PROBLEMS[name].title).join('; or: '),
      content: { 'application/problem+json': { schema: {
        allOf: [schemaOf(PROBLEM)], properties: { type: { enum: here.map((name) => `${PROBLEM_TYPE_PREFIX}${name}`) }, status: { const: status } },
      } } },
    }];
  }));
}

function schemaOf(shape: Shape, whole = false): object {
  const name = NAMED.get(shape);
  if (name && !whole) {
    return { $ref: `#/components/schemas/${name}` };
  }
  switch (shape.type) {
    case 'object': return { ...shape, properties: Object.fromEntries(Object.entries(shape.properties).map(([member, of]) => [member, schemaOf(of)])) };
    case 'array': return { ...shape, items: schemaOf(shape.items) };
    default: return shape;
  }
}
