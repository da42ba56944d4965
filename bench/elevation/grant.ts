import { REQUESTER, account, ruleBook } from './rule-book';
import type { ElevationRules } from '../../src/elevation/domain/elevation-rules';
import { elevationId } from '../../src/elevation/runtime/elevation-id';

const KEY = 'bench-bench-bench-bench';
const SET = 'Immediate';

/** One function that takes part in the life of an elevation, what it is called with, and what stands in its answer if it did its work. */
export interface LifeStep {
  readonly handler: string;
  readonly part: 'grant' | 'end';
  readonly event: object;
  readonly expected: string;
}

/** The rule book with one set that needs nobody's consent: what people take to consent is no work of ours. */
export function immediateRules(): ElevationRules {
  const rules = ruleBook(40);
  const [set] = rules.sets;
  return {
    ...rules,
    rules: [...rules.rules, { ...rules.rules[0], name: 'without consent', permissionSet: SET, stages: [] }],
    sets: [...rules.sets, { ...set, permissionSet: SET, name: SET }],
  };
}

/** A request of the API, its beginning, its access, and its end before its time. */
export function stepsOfALife(): readonly LifeStep[] {
  const id = elevationId(REQUESTER, KEY);
  const request = {
    permissionSet: SET, accountId: account(0), seconds: 3_600, justification: 'the disk of the ledger is full and nobody can book', ticket: 'INC-4711',
  };
  return [
    {
      handler: 'elevation-api',
      part: 'grant',
      event: {
        routeKey: 'POST /elevations',
        headers: { 'content-type': 'application/json', 'idempotency-key': KEY },
        body: JSON.stringify(request),
        requestContext: { requestId: 'bench', authorizer: { jwt: { claims: { iss: 'https://issuer.example', sub: 'bench' } } } },
      },
      expected: '"statusCode":201',
    },
    { handler: 'begin-elevation', part: 'grant', event: { step: 'begin', id }, expected: '"next":"lend"' },
    { handler: 'lend-access', part: 'grant', event: { id }, expected: '"next":"active"' },
    { handler: 'end-elevation', part: 'end', event: { kind: 'end', id, reason: 'requester', by: REQUESTER }, expected: '"done":true' },
  ];
}
