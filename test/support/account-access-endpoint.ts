import { type HttpsAccountAccessProps, httpsAccountAccess } from '../../src/elevation/runtime/https-account-access';

export const APPLICATION = 'arn:aws:account-access:eu-central-1:000000000001:application/1234567890abcdef';

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: any;
}

interface Principal {
  readonly userId?: string;
  readonly groupId?: string;
}

interface Held {
  readonly id: string;
  readonly principal: Principal;
  readonly roleArn: string;
}

type Answer = { readonly status: number; readonly body?: object | string; readonly type?: string } | Error;

/** Account access manager as its documentation describes what goes over the wire, with small pages. */
export class AccountAccessEndpoint {
  public readonly received: Received[] = [];
  public readonly held = new Map<string, Held>();
  /** The answers to the next calls, instead of what they would do; undefined lets one through. */
  public next: (Answer | undefined)[] = [];
  /** Whether its filter looks at roles and people. */
  public filters = true;
  private made = 0;

  public constructor(private readonly pageSize = 2) {}

  public hold(roleArn: string, principal: Principal): string {
    const found = [...this.held.values()].find((one) => one.roleArn === roleArn && JSON.stringify(one.principal) === JSON.stringify(principal));
    const id = found?.id ?? `ent-${++this.made}`;
    this.held.set(id, { id, roleArn, principal });
    return id;
  }

  public client() {
    const send = (async (url: string, { method, headers, body }: { method: string; headers: Record<string, string>; body?: string }) => {
      const request = { method, url: new URL(url), headers, body: body === undefined ? undefined : JSON.parse(body) };
      this.received.push(request);
      const answer = this.next.shift() ?? this.answer(request);
      if (answer instanceof Error) {
        throw answer;
      }
      const text = answer.body === undefined ? null : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      return new Response(text, { status: answer.status, headers: answer.type === undefined ? {} : { 'x-amzn-errortype': answer.type } });
    }) as unknown as HttpsAccountAccessProps['send'];
    const credentials = async () => ({ accessKeyId: 'made-up', secretAccessKey: 'not-a-secret', sessionToken: 'nobody' });
    return httpsAccountAccess({ applicationArn: APPLICATION, credentials, nowMs: () => Date.parse('2026-12-01T10:00:00Z'), send });
  }

  private answer({ method, url, body }: Received): Exclude<Answer, Error> {
    const { pathname, searchParams } = url;
    const [, id] = /^\/entitlements\/([^/]+)$/.exec(pathname) ?? [];
    if ((body?.applicationArn ?? searchParams.get('applicationArn')) !== APPLICATION) {
      return { status: 404, body: { message: 'no such application' }, type: 'ResourceNotFoundException:http://internal/' };
    }
    switch (`${method} ${id === undefined ? pathname : '/entitlements/{id}'}`) {
      case 'POST /entitlements': {
        const { principal, roleArn } = body.entitlement.principalRole;
        return { status: 200, body: { entitlementId: this.hold(roleArn, principal.identityCenter) } };
      }
      case 'DELETE /entitlements/{id}':
        this.held.delete(decodeURIComponent(id));
        return { status: 204 };
      case 'POST /entitlements-list': return { status: 200, body: this.page(body) };
      default: return { status: 400, body: { __type: 'UnknownOperationException', message: `${method} ${pathname}` } };
    }
  }

  private page({ filter: { principalRole: { roleArn, principal } }, maxResults, nextToken }: any): object {
    const fits = (one: Held) => (roleArn === undefined || one.roleArn === roleArn)
      && (principal === undefined || one.principal.userId === principal.identityCenter.userId);
    const all = [...this.held.values()].filter((one) => !this.filters || fits(one));
    const from = nextToken === undefined ? 0 : Number(nextToken);
    const to = from + Math.min(this.pageSize, maxResults);
    return {
      entitlements: all.slice(from, to).map((one) => ({
        entitlementId: one.id, createdAt: '2026-12-01T09:00:00Z',
        entitlement: { principalRole: { account: one.roleArn.split(':')[4], accountName: 'any', principal: { identityCenter: one.principal }, roleArn: one.roleArn } },
      })),
      ...(to < all.length ? { nextToken: String(to) } : {}),
    };
  }
}
