import { expiry } from './day-words';
import { Markup, html } from './html-escape';
import { badge } from './html-parts';

/** The end of an exception; one that is over or nearly so is called out. */
export function expiryMarkup(expires: string, asOf: string): Markup {
  const { on, words, soon } = expiry(expires, asOf);
  const far = soon ? badge('warn', words) : html`<span class="soft">${words}</span>`;
  return html`<span class="whole">${on}</span>${words ? html`<br/>${far}` : ''}`;
}
