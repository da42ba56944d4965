import { OktaFailure } from './okta-failure';
import type { SystemLog } from './okta-ports';
import type { Clock } from '../../private/runtime/clock';
import { type OktaAnswer, nextAfter } from '../domain/okta-answer';
import { firstPage, nextPage } from '../domain/okta-request';

const ANSWER_MS = 30_000;
/** Visible characters only: anything else could add a header to the request. */
const TOKEN = /^[\x21-\x7e]{1,512}$/;

interface Page extends OktaAnswer {
  readonly items?: readonly unknown[];
}

/**
 * The System Log over HTTPS.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/
 */
export class OktaSystemLog implements SystemLog {
  public constructor(
    /** Scheme and host, as `URL.origin` writes them. */
    private readonly orgUrl: string,
    private readonly token: () => Promise<string>,
    private readonly clock: Clock,
    private readonly ask: typeof fetch = fetch,
  ) {}

  public async* pages(hourMs: number, deadlineMs: number): AsyncGenerator<readonly unknown[]> {
    const token = (await this.token()).trim();
    if (!TOKEN.test(token)) {
      throw new OktaFailure('token-unusable', 'the secret must hold the token and nothing else');
    }
    for (let url = firstPage(this.orgUrl, hourMs); ;) {
      const { items, headers } = await this.patiently(url, token, deadlineMs);
      yield items;
      const next = nextPage(this.orgUrl, headers.link);
      if (next.kind === 'foreign') {
        throw new OktaFailure('foreign-link', 'the next page is said to be at another host or path');
      }
      // a page without events is the end, whatever it links to: a question that has an end is answered in full before.
      if (next.kind === 'last' || items.length === 0) {
        return;
      }
      url = next.url;
    }
  }

  private async patiently(url: string, token: string, deadlineMs: number): Promise<{ items: readonly unknown[]; headers: OktaAnswer['headers'] }> {
    for (let tries = 1; ; tries++) {
      this.inTime(0, deadlineMs);
      const page = await this.page(url, token);
      const next = nextAfter(page, tries, this.clock.nowMs(), this.clock.random());
      if (next.kind === 'give-up') {
        throw new OktaFailure(next.reason, `status ${page.status ?? 'none'} after ${tries} ${tries === 1 ? 'try' : 'tries'}`);
      }
      if (next.kind === 'read') {
        // what was read is used, also when there is no time left for another page.
        await this.clock.sleep(Math.min(next.thenWaitMs, Math.max(0, deadlineMs - this.clock.nowMs())));
        return { items: page.items!, headers: page.headers };
      }
      this.inTime(next.afterMs, deadlineMs);
      await this.clock.sleep(next.afterMs);
    }
  }

  private inTime(waitMs: number, deadlineMs: number): void {
    if (this.clock.nowMs() + waitMs >= deadlineMs) {
      throw new OktaFailure('out-of-time', 'the limits of Okta leave no time in this run');
    }
  }

  /** A connection that breaks and an answer that is no list look the same: nothing came back. */
  private async page(url: string, token: string): Promise<Page> {
    try {
      const response = await this.ask(url, {
        headers: { 'authorization': `SSWS ${token}`, 'accept': 'application/json', 'user-agent': 'zero-trust-landing-zone' },
        // a token must not follow to wherever somebody sends it.
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const { status } = response;
      const headers = Object.fromEntries(response.headers);
      if (status !== 200) {
        await response.body?.cancel();
        return { status, headers };
      }
      const items: unknown = await response.json();
      return Array.isArray(items) ? { status, headers, items } : { headers };
    } catch {
      return { headers: {} };
    }
  }
}
