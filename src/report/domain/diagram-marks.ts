import { Box } from './diagram-layout';
import { Markup, html } from './html-escape';

/** Where a line meets a row: a circle, or a diamond for a privileged set; hollow when only some accounts of the row are meant. */
export function dot(x: number, y: number, reach: 'all' | 'some', privileged: boolean): Markup {
  return privileged
    ? html`<path class="d-${reach}" d="M${x} ${y - 6}l6 6l-6 6l-6 -6z"/>`
    : html`<circle class="d-${reach}" cx="${x}" cy="${y}" r="4.5"/>`;
}

export function box({ x, y, width, height }: Box, kind: string, radius = 5): Markup {
  return html`<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
}

/** A double frame, told apart without colours. */
export function doubleBox(outer: Box): Markup {
  const inner = { x: outer.x + 3, y: outer.y + 3, width: outer.width - 6, height: outer.height - 6 };
  return html`${box(outer, 'd-marked')}${box(inner, 'd-inner', 3)}`;
}

export function arrowHead(x: number, y: number): Markup {
  return html`<path class="d-arrow" d="M${x} ${y}l-7 -4v8z"/>`;
}
