import type { AccountAccess, Entitlement } from './account-access';
import { type FailureKind, IdentityCenterFailure, type Principal } from '../../identity/runtime/identity-center';
import { type SigningCredentials, encoded, queryString, signedHeaders } from '../../private/runtime/signature-v4';

const SERVICE = 'account-access';
const PAGE = 100;
const TIMEOUT_MS = 10_000;

const KINDS: Readonly<Record<string, FailureKind>> = {
  ThrottlingException: 'throttled',
  ServiceQuotaExceededException: 'throttled',
  ConflictException: 'conflict',
  ResourceNotFoundException: 'missing',
  AccessDeniedException: 'denied',
  InternalServerException: 'unavailable',
};

export interface HttpsAccountAccessProps {
  /** Its Region is the one that is called. */
  readonly applicationArn: string;
  readonly credentials: () => Promise<SigningCredentials>;
  readonly nowMs: () => number;
  readonly send: typeof fetch;
}

interface Call {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

interface ListedRole {
  readonly roleArn: string;
  readonly principal: { readonly identityCenter?: { readonly userId?: string; readonly groupId?: string } };
}

interface Listed {
  readonly entitlements?: readonly {
    readonly entitlementId: string;
    readonly entitlement: { readonly principalRole?: ListedRole };
  }[];
  readonly nextToken?: string;
}

/**
 * Account access manager as it is called over HTTPS, because there is no client for it in JavaScript.
 *
 * One attempt each: whoever calls decides when to ask again, and looks again before it does.
 *
 * @see https://docs.aws.amazon.com/account-access/latest/APIReference/API_CreateEntitlement.html
 * @see https://docs.aws.amazon.com/general/latest/gr/account-access.html
 */
export function httpsAccountAccess(props: HttpsAccountAccessProps): AccountAccess {
  const { applicationArn } = props;
  return {
    create: async (userId, roleArn) => {
      const entitlement = { principalRole: { principal: { identityCenter: { userId } }, roleArn } };
      await unless('AlreadyCreatedException', called(props, { method: 'POST', path: '/entitlements', body: { applicationArn, entitlement } }));
    },
    delete: async (entitlementId) => {
      const path = `/entitlements/${encoded(entitlementId)}`;
      await unless('ResourceNotFoundException', called(props, { method: 'DELETE', path, query: { applicationArn } }));
    },
    entitlements: async ({ roleArn, userId }, next) => {
      const principalRole = { roleArn, ...(userId === undefined ? {} : { principal: { identityCenter: { userId } } }) };
      const body = { applicationArn, filter: { principalRole }, maxResults: PAGE, ...(next === undefined ? {} : { nextToken: next }) };
      const { entitlements = [], nextToken } = await called(props, { method: 'POST', path: '/entitlements-list', body }) as Listed;
      return { items: entitlements.flatMap(entitlementOf), next: nextToken };
    },
  };
}

/** Kinds of entitlements and principals that are not known here are none of ours. */
function entitlementOf({ entitlementId: id, entitlement: { principalRole } }: NonNullable<Listed['entitlements']>[number]): Entitlement[] {
  const { userId, groupId } = principalRole?.principal.identityCenter ?? {};
  const principal: Principal | undefined = userId !== undefined ? { type: 'USER', id: userId } : groupId !== undefined ? { type: 'GROUP', id: groupId } : undefined;
  return principalRole && principal ? [{ id, roleArn: principalRole.roleArn, principal }] : [];
}

/** What says its own name, so that one who expects it can tell. */
class Refused extends IdentityCenterFailure {
  public constructor(public readonly code: string, status: number, message: string) {
    super(KINDS[code] ?? kindOf(status), `${code}: ${message}`);
  }
}

async function unless(code: string, call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof Refused && error.code === code)) {
      throw error;
    }
  });
}

async function called(props: HttpsAccountAccessProps, { method, path, query, body }: Call): Promise<unknown> {
  const region = props.applicationArn.split(':')[3];
  const host = `${SERVICE}.${region}.api.aws`;
  const text = body && JSON.stringify(body);
  const headers: Record<string, string> = text === undefined ? {} : { 'content-type': 'application/json' };
  const { status, answer, type } = await answered(async () => {
    const scope = { credentials: await props.credentials(), region, service: SERVICE };
    const signed = signedHeaders({ method, host, path, query, headers, body: text }, scope, props.nowMs());
    const url = `https://${host}${path}${query ? `?${queryString(query)}` : ''}`;
    // a signed request goes where it was signed for, and nowhere else.
    return props.send(url, { method, headers: signed, body: text, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  });
  if (status >= 200 && status < 300) {
    return answer;
  }
  const { __type, code, message, Message } = answer as Readonly<Partial<Record<'__type' | 'code' | 'message' | 'Message', string>>>;
  throw new Refused(nameOf(type ?? __type ?? code ?? `HTTP ${status}`), status, message ?? Message ?? 'no reason was given');
}

async function answered(send: () => Promise<Response>): Promise<{ readonly status: number; readonly answer: object; readonly type: string | null }> {
  try {
    const response = await send();
    const text = await response.text();
    return { status: response.status, answer: parsed(text, response.ok), type: response.headers.get('x-amzn-errortype') };
  } catch (error) {
    throw new IdentityCenterFailure('unavailable', `${(error as Error).name}: ${(error as Error).message}`);
  }
}

/** What refuses may not speak JSON; what answers must. */
function parsed(text: string, must: boolean): object {
  try {
    return text === '' ? {} : JSON.parse(text) as object;
  } catch (error) {
    if (must) {
      throw error;
    }
    return {};
  }
}

/** Without the namespace before and the address behind it. */
function nameOf(type: string): string {
  return type.replace(/^.*#/, '').replace(/:.*$/, '');
}

function kindOf(status: number): FailureKind {
  if (status === 429) {
    return 'throttled';
  }
  return status >= 500 ? 'unavailable' : 'refused';
}
