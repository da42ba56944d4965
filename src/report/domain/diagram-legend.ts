import { Layout } from './diagram-layout';
import { dot } from './diagram-marks';
import { label } from './diagram-text';
import { Markup, html } from './html-escape';

const LINE = 20;
const X = 14;

interface Entry {
  readonly mark: (y: number) => Markup;
  readonly text: string;
}

/** What the marks mean, only those that are drawn. Returns the height it takes, so that the sheet ends below it. */
export function legend(layout: Layout): { readonly markup: Markup; readonly height: number } {
  const entries = entriesFor(layout);
  const lines = [...entries.map(({ text }) => text), ...(layout.summed ? [layout.summed] : [])];
  const markup = html`${lines.map((text, index) => {
    const y = layout.bottom + 30 + index * LINE;
    return html`${entries[index]?.mark(y) ?? ''}${label({ x: X + 22, y: y + 4, text, room: layout.width - X - 40, face: { size: 11 }, kind: 'd-small' })}`;
  })}`;
  return { markup, height: lines.length === 0 ? 16 : 30 + lines.length * LINE };
}

function entriesFor({ lanes, rows }: Layout): Entry[] {
  const reaches = lanes.flatMap(({ reach, privileged }) => reach.map((one) => ({ ...one, privileged })));
  const some = reaches.some(({ covered, of }) => covered > 0 && covered < of);
  const entries: Entry[] = [
    { mark: (y) => html`<g class="d-lane">${dot(X + 5, y, 'all', false)}</g>`, text: some ? 'the set is assigned in all accounts of the row' : 'the set is assigned in this account' },
  ];
  if (some) {
    entries.push({ mark: (y) => html`<g class="d-lane">${dot(X + 5, y, 'some', false)}</g>`, text: 'the set is assigned in some accounts of the row' });
  }
  if (lanes.some(({ privileged }) => privileged)) {
    entries.push({ mark: (y) => html`<g class="d-lane d-privileged">${dot(X + 5, y, 'all', true)}</g>`, text: 'privileged set, held permanently; its line is dashed and its box double' });
  }
  if (rows.some(({ place }) => place.management)) {
    entries.push({
      mark: (y) => html`<rect class="d-marked" x="${X - 3}" y="${y - 6}" width="16" height="12" rx="2"/><rect class="d-inner" x="${X - 0.5}" y="${y - 3.5}" width="11" height="7" rx="1"/>`,
      text: 'management account: no service control policy binds it',
    });
  }
  return reaches.some(({ covered }) => covered > 0) ? entries : entries.filter(({ text }) => !text.includes('assigned') && !text.includes('held'));
}
