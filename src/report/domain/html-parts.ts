import { Markup, NOTHING, Piece, html } from './html-escape';

/** One part of the page, reachable by its heading. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

export interface Column {
  readonly title: Piece;
  readonly numeric?: boolean;
}

export interface Table {
  /** Unique in the page; the scrolling frame is called by it. */
  readonly id: string;
  readonly caption: Piece;
  /** True where a heading says the same to the eye already. */
  readonly captionUnseen?: boolean;
  readonly columns: readonly (Column | string)[];
  /** Cells of each row; the first one names the row. */
  readonly rows: readonly (readonly Piece[])[];
}

export function table({ id, caption, captionUnseen = false, columns, rows }: Table): Markup {
  const shapes = columns.map((column) => (typeof column === 'string' ? { title: column, numeric: false } : column));
  const head = shapes.map(({ title, numeric }) => html`<th scope="col"${numericClass(numeric)}>${title}</th>`);
  const body = rows.map(([first, ...cells]) => html`<tr><th scope="row">${first}</th>${
    cells.map((cell, index) => html`<td${numericClass(shapes[index + 1]?.numeric)}>${cell}</td>`)}</tr>
`);
  return frame(id, html`<table${isCrowded(columns.length) ? html` class="crowded"` : ''}>
${captionMarkup(id, caption, captionUnseen)}
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody>
</table>`);
}

/** From here on columns shrink on paper, even if a word must break. */
export function isCrowded(columns: number): boolean {
  return columns > 10;
}

/** The inner span stays in sight while a wide table scrolls below it. */
export function captionMarkup(id: string, caption: Piece, unseen = false): Markup {
  return html`<caption id="${id}"${unseen ? html` class="unseen"` : ''}><span>${caption}</span></caption>`;
}

function numericClass(numeric = false): Markup {
  return numeric ? html` class="number"` : NOTHING;
}

/** A wide table scrolls in here and the page stays still; it takes focus so that arrow keys scroll it too. */
export function frame(captionId: string, content: Markup): Markup {
  return html`<div class="frame" role="region" aria-labelledby="${captionId}" tabindex="0">${content}</div>
`;
}

export type Tone = 'plain' | 'ours' | 'foreign' | 'alert' | 'warn' | 'good' | 'enforce' | 'observe' | 'draft';

export function badge(tone: Tone, text: Piece): Markup {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** The mark of a privileged set: a shape and a word, never a colour alone. */
export const PRIVILEGED = html`<span class="privileged"><span aria-hidden="true">◆&#160;</span>privileged</span>`;

/** How full something is, for the eye; the numbers beside it are for everybody. */
export function meter(used: number, of: number): Markup {
  const share = of > 0 ? Math.min(100, Math.round((used / of) * 100)) : 0;
  return html`<span class="meter" aria-hidden="true"><span style="width:${share}%"></span></span>`;
}

export type Fact = readonly [term: Piece, fact: Piece];

/** Side by side where there is room, or one below the other. */
export function facts(rows: readonly Fact[], shape: 'facts' | 'facts listed' = 'facts'): Markup {
  return html`<dl class="${shape}">
${rows.map(([term, fact]) => html`<div><dt>${term}</dt><dd>${fact}</dd></div>
`)}</dl>
`;
}

/** Long lists start closed on screen; print opens them. */
export function folded(summary: Piece, content: Markup, open = false): Markup {
  return html`<details${open ? html` open=""` : ''}><summary>${summary}</summary>${content}</details>
`;
}

export function note(text: Piece): Markup {
  return html`<p class="note">${text}</p>
`;
}
