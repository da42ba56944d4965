/** What is in a System Log, and from when on its API shows it. */
export interface LoggedEvent {
  readonly event: { readonly uuid: string; readonly published: string };
  readonly visibleMs: number;
}

export interface FakeAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Okta's System Log API as far as it is used: bounds, order, pages by a cursor, and the token. */
export class FakeSystemLog {
  /** Answers that come instead of the next ones. */
  public readonly faults: Partial<FakeAnswer>[] = [];
  public readonly asked: string[] = [];

  public constructor(private readonly events: readonly LoggedEvent[], private readonly nowMs: () => number, private readonly pageSize: number, private readonly token = 'secret') {}

  public answer(url: URL, authorization: string | null): FakeAnswer {
    this.asked.push(url.href);
    const fault = this.faults.shift();
    if (fault) {
      return { status: 500, headers: {}, body: '', ...fault };
    }
    if (authorization !== `SSWS ${this.token}`) {
      return { status: 401, headers: {}, body: '{"errorCode":"E0000011"}' };
    }
    const query = (name: string) => url.searchParams.get(name) ?? '';
    const order = ({ event: { published, uuid } }: LoggedEvent) => `${published} ${uuid}`;
    const found = this.events.filter(({ visibleMs, event: { published } }) => visibleMs <= this.nowMs() && published >= query('since') && published < query('until'))
      .filter((one) => order(one) > query('after')).sort((a, b) => (order(a) < order(b) ? -1 : 1));
    const page = found.slice(0, this.pageSize);
    const next = new URL(url);
    if (page.length > 0) {
      next.searchParams.set('after', order(page[page.length - 1]));
    }
    const more = found.length > page.length;
    return {
      status: 200,
      headers: { 'content-type': 'application/json', 'link': `<${url.href}>; rel="self"${more ? `, <${next.href}>; rel="next"` : ''}` },
      body: JSON.stringify(page.map(({ event }) => event)),
    };
  }
}
