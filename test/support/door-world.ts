import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { VirtualClock } from './virtual-clock';
import { API_ROUTES, routeKey } from '../../src/elevation/domain/api-routes';
import { type Elevation, isUnfinished } from '../../src/elevation/domain/elevation';
import type { ElevationRule, ElevationRules } from '../../src/elevation/domain/elevation-rules';
import { openApiDocument } from '../../src/elevation/domain/openapi';
import type { ApiAnswer } from '../../src/elevation/runtime/api-answer';
import type { CallerProof } from '../../src/elevation/runtime/api-caller';
import type { ApiPorts } from '../../src/elevation/runtime/api-ports';
import { elevationApi } from '../../src/elevation/runtime/elevation-api';
import type { Written } from '../../src/elevation/runtime/ports';

export const ISSUER = 'https://login.fintech.example';
const DIRECTORY_ISSUER = 'https://scim.fintech.example';
export const HOME = '000000000002';
export const PRODUCTION = '000000000004';

/** A rule that gives operators an hour of Administrator in production, when two of security consent. */
export function rule(change: Partial<ElevationRule> = {}): ElevationRule {
  return {
    name: 'production', permissionSet: 'Administrator', accountIds: [PRODUCTION], requesterGroups: ['operators'],
    stages: [{ approverGroups: ['approvers'], approvals: 2 }], maxSeconds: 3_600, startWithinSeconds: 86_400, requestExpiresSeconds: 7_200,
    justificationPatterns: [], ticketPatterns: [], allowOverlap: false, ...change,
  };
}

export function rulesOf(rules: readonly ElevationRule[] = [rule()], change: Partial<ElevationRules> = {}): ElevationRules {
  const set = (permissionSet: string) => ({ permissionSet, arn: `arn:aws:sso:::permissionSet/ssoins-1/ps-${permissionSet}`, name: permissionSet, sessionSeconds: 3_600 });
  return {
    version: 'v1', rules, denials: [], sets: ['Administrator', 'DatabaseAdmin'].map(set), managementSets: [], managementAccountId: '000000000001',
    securityGroups: ['security'], ...change,
  };
}

const ajv = addFormats(new Ajv2020({ strict: false }));
ajv.addSchema({ $id: 'api', ...JSON.parse(JSON.stringify(openApiDocument())) });

/** What somebody sends, besides the route. */
export interface Sent {
  readonly id?: string;
  readonly body?: unknown;
  readonly query?: Record<string, string>;
  readonly key?: string;
  readonly headers?: Record<string, string | undefined>;
  readonly authorizer?: unknown;
}

export interface Received {
  readonly status: number;
  readonly type?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: any;
}

/**
 * The API over ports in memory, whose effects can be made to fail, and to be overtaken by somebody else.
 * Every answer must be one that the OpenAPI document knows.
 */
export class DoorWorld {
  readonly clock = new VirtualClock();
  readonly rows = new Map<string, Elevation>();
  readonly tokens = new Map<string, string>();
  readonly started: string[] = [];
  readonly woken: string[] = [];
  readonly ended: (string | undefined)[][] = [];
  readonly lines: any[] = [];
  readonly members: Record<string, string[]> = {
    operators: ['ann', 'olga'], approvers: ['bob', 'carl', 'dora', 'olga'], security: ['sam'],
  };
  readonly disabled = new Set<string>();
  rules: ElevationRules = rulesOf();
  proof: CallerProof = { kind: 'jwt', issuer: ISSUER, externalIdIssuer: DIRECTORY_ISSUER };
  /** Runs before an effect or a question, by its name; may throw or do something else first. */
  before: (what: string) => Promise<void> = async () => {};
  /** Runs after an effect. */
  after: (what: string) => Promise<void> = async () => {};

  /** Everything that was written anywhere. */
  get effects(): number {
    return [...this.rows.values()].reduce((sum, { revision }) => sum + revision, 0) + this.started.length + this.woken.length + this.ended.length;
  }

  async call(caller: string | undefined, operationId: string, sent: Sent = {}): Promise<Received> {
    const route = API_ROUTES.find((one) => one.operationId === operationId)!;
    const { id, body, query, key, headers, authorizer } = sent;
    const answer = await elevationApi({
      routeKey: routeKey(route),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { 'idempotency-key': key }), ...headers },
      pathParameters: id === undefined ? undefined : { id },
      queryStringParameters: query,
      body: typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body),
      requestContext: { requestId: 'r-1', authorizer: authorizer ?? { jwt: { claims: { iss: ISSUER, sub: `external-${caller}` }, scopes: null } } },
    }, this.ports());
    return this.checked(answer, route.path, route.method.toLowerCase());
  }

  /** A request of ann that waits for consent. */
  async asked(key = 'key-of-ann-0000001', body: object = {}): Promise<string> {
    const { status, body: { id } } = await this.call('ann', 'requestElevation', { key, body: { ...ASKED, ...body } });
    if (status !== 201) {
      throw new Error(`a good request was answered with ${status}`);
    }
    return id;
  }

  /** Puts it into another state, as other functions would. */
  become(id: string, change: Partial<Elevation>): void {
    this.rows.set(id, { ...this.rows.get(id)!, ...change });
  }

  private checked({ statusCode, headers, body }: ApiAnswer, path: string, method: string): Received {
    const pointer = `api#/paths/${encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'))}/${method}/responses/${statusCode}`;
    const media = headers['content-type'].replace('/', '~1');
    const valid = ajv.compile<any>({ $ref: `${pointer}/content/${encodeURIComponent(media)}/schema` });
    const parsed: any = JSON.parse(body);
    if (!valid(parsed)) {
      throw new Error(`${method} ${path} answered with ${statusCode} what the document does not know: ${ajv.errorsText(valid.errors)}\n${body}`);
    }
    return { status: statusCode, headers, body: parsed, ...(parsed.type ? { type: parsed.type.split(':').at(-1) } : {}) };
  }

  private async effect<T>(what: string, act: () => T): Promise<T> {
    await this.before(what);
    const result = act();
    await this.after(what);
    return result;
  }

  private ports(): ApiPorts {
    const { rows, tokens, clock, members } = this;
    const people = ['ann', 'bob', 'carl', 'dora', 'olga', 'sam', 'eve'];
    return {
      clock,
      proof: this.proof,
      log: (line) => this.lines.push(line),
      directory: {
        byExternalId: async (issuer, id) => people.find((person) => issuer === DIRECTORY_ISSUER && id === `external-${person}`),
        byUserName: async (name) => people.find((person) => name === `${person}@fintech.example`),
      },
      roles: { made: async (name) => name === 'AWSReservedSSO_Reader_0123456789abcdef' },
      rules: { current: async () => this.effect('rules', () => this.rules) },
      people: {
        find: async (id) => this.effect('person', () => ({ id, enabled: !this.disabled.has(id), displayName: `Name of ${id}` })),
        groupsOf: async (id, groups) => this.effect('groups', () => groups.filter((group) => members[group]?.includes(id))),
      },
      executions: {
        start: async (id, attempt) => this.effect('start', () => { this.started.push(`${id}/${attempt}`); }),
        wake: async (token) => this.effect('wake', () => { this.woken.push(token); }),
        running: async () => true,
        runningIds: async function* runningIds() {},
        stop: async () => {},
      },
      enders: { ask: async (work) => this.effect('end', () => { this.ended.push(work.kind === 'end' ? [work.id, work.reason, work.by] : [work.kind]); }) },
      elevations: {
        find: async (id) => this.effect('find', () => rows.get(id)),
        create: async (elevation) => this.effect('create', () => {
          rows.set(elevation.id, rows.get(elevation.id) ?? elevation);
          return rows.get(elevation.id)!;
        }),
        save: async (elevation) => this.effect('save', (): Written => {
          if (rows.get(elevation.id)?.revision !== elevation.revision - 1) {
            return 'conflict';
          }
          rows.set(elevation.id, elevation);
          return 'written';
        }),
        ofRequester: async (requesterId, next) => this.effect('list', () => {
          const all = [...rows.values()].filter((one) => one.requesterId === requesterId).sort((a, b) => b.requestedAtMs - a.requestedAtMs);
          const from = next === undefined ? 0 : Number(next);
          return { items: all.slice(from, from + 2), ...(from + 2 < all.length ? { next: String(from + 2) } : {}) };
        }),
        open: async function* open() { yield* [...rows.values()].filter(isUnfinished); },
        rememberToken: async (id, token) => { tokens.set(id, token); },
        token: async (id) => this.effect('token', () => tokens.get(id)),
      },
    };
  }
}

export const ASKED = { permissionSet: 'Administrator', accountId: PRODUCTION, seconds: 3_600, justification: 'the disk of the ledger is full' };

export const KEY = '3f0d7c1e-8d0f-4a53-9a57-5f7c1f0f6a11';

/** What each route needs to be well formed. */
export const SENT_TO: Record<string, object> = {
  requestElevation: { key: KEY, body: ASKED }, extendElevation: { key: KEY, body: { seconds: 1_800, justification: 'it takes longer' } }, listElevations: { query: { list: 'mine' } },
};
