import { Markup, html } from './html-escape';
import { visibleText } from './untrusted-text';

/** Share of the font size that a character takes, on the wide side of common fonts: nothing measures text here, and cut text is worse than a gap. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/^[iIl.,:;'|!jftr()[\]/ -]/, 0.43],
  [/^[mwMW@%…—]/, 1.02],
  [/^[A-Z&#+=<>~]/, 0.82],
  [/^[\u0021-\u007e]/, 0.66],
  [/^\p{Extended_Pictographic}/u, 1.4],
  [/^[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/, 1.1],
  [/^[\u00a0-\u052f]/, 0.85],
];
const OTHER_SCRIPTS = 1.1;
const BOLD = 1.12;
const ELLIPSIS = '…';

const PRINTABLE_ASCII = /^[\u0020-\u007e]*$/;

export interface Face {
  readonly size: number;
  readonly bold?: boolean;
}

/** Upper estimate of how wide a text will be drawn. */
export function textWidth(text: string, face: Face): number {
  return graphemes(text).reduce((sum, character) => sum + characterWidth(character, face), 0);
}

/** The text, or as much of it as surely fits with an ellipsis. */
export function shortened(text: string, room: number, face: Face): string {
  if (textWidth(text, face) <= room) {
    return text;
  }
  let left = room - characterWidth(ELLIPSIS, face);
  const kept: string[] = [];
  for (const character of graphemes(text)) {
    left -= characterWidth(character, face);
    if (left < 0) break;
    kept.push(character);
  }
  return kept.join('').trimEnd() + ELLIPSIS;
}

/** Characters as a reader sees them. The segmenter takes longer to make than most diagrams, so it is made for text that needs it. */
function graphemes(text: string): string[] {
  return PRINTABLE_ASCII.test(text) ? [...text] : Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
}

function characterWidth(character: string, { size, bold }: Face): number {
  const share = WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? OTHER_SCRIPTS;
  return share * size * (bold ? BOLD : 1);
}

export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** What the text stands for, where it is a summary. */
  readonly full?: string;
  readonly room: number;
  readonly face: Face;
  readonly kind: string;
  readonly anchor?: 'start' | 'end';
}

/** One line of text; what had to be shortened is told in full when it is pointed at. */
export function label({ x, y, text, full = text, room, face, kind, anchor = 'start' }: Label): Markup {
  const whole = visibleText(full);
  const shown = shortened(visibleText(text), room, face);
  const title = shown === whole ? '' : html`<title>${whole}</title>`;
  return html`<text class="${kind}" x="${x}" y="${y}"${anchor === 'end' ? html` text-anchor="end"` : ''}>${title}${shown}</text>
`;
}
