import { visibleText } from './untrusted-text';

/** Markup that is safe to place in the page. A class, so that no object out of a JSON file can pass for one. */
export class Markup {
  public constructor(public readonly text: string) {}
}

export type Piece = string | number | Markup | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as text, between tags and inside quoted attributes alike. */
export function escapeText(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** A template whose literal parts are ours and whose values are escaped, unless they are markup already: forgetting is not possible. */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = literals[0];
  pieces.forEach((piece, index) => {
    text += rendered(piece) + literals[index + 1];
  });
  return new Markup(text);
}

function rendered(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  return Array.isArray(piece) ? piece.map(rendered).join('') : escapeText(String(piece));
}

/** Markup between markup, such as commas between names. */
export function joined(pieces: readonly Piece[], between: string): Markup {
  return html`${pieces.map((piece, index) => (index === 0 ? piece : [between, piece]))}`;
}

export const NOTHING: Markup = new Markup('');

/** Shorter names than this stay on one line; longer ones than the longest name of a permission set may break anywhere. */
const SHORT_NAME = 16;
const LONG_NAME = /\S{33}/;

/** Somebody else's text, set apart so that its reading direction does not turn what stands beside it. */
export function name(text: string): Markup {
  if (LONG_NAME.test(text)) {
    return html`<bdi class="long">${text}</bdi>`;
  }
  return text.length <= SHORT_NAME ? html`<bdi class="whole">${text}</bdi>` : html`<bdi>${text}</bdi>`;
}

export function names(texts: readonly string[]): Markup {
  return joined(texts.map(name), ', ');
}
