import { expiry } from './day-words';
import { Markup, html, name } from './html-escape';
import { badge } from './html-parts';

/** The end of an exception; one that is over or nearly so is called out. */
export function expiryMarkup(expires: string, asOf: string): Markup {
  const { on, words, soon } = expiry(expires, asOf);
  if (!words) {
    return name(on);
  }
  const far = html`<span class="whole">${words}</span>`;
  return html`<span class="whole">${on}</span><br/>${soon ? badge('warn', far) : html`<span class="soft">${far}</span>`}`;
}
