import { Layout } from './diagram-layout';
import { dot, doubleBox } from './diagram-marks';
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
  return { markup, height: lines.length === 0 ? 16 : 22 + lines.length * LINE };
}

function entriesFor({ lanes, rows, summed }: Layout): Entry[] {
  const reaches = lanes.flatMap(({ reach, privileged }) => reach.map((one) => ({ ...one, privileged }))).filter(({ covered }) => covered > 0);
  const mark = (reach: 'all' | 'some', privileged: boolean) => (y: number) =>
    html`<g class="d-lane${privileged ? ' d-privileged' : ''}">${dot(X + 5, y, reach, privileged)}</g>`;
  const frame = (y: number) => doubleBox({ x: X - 3, y: y - 6, width: 16, height: 12 });
  const some = reaches.some(({ covered, of }) => covered < of);
  const entries: readonly (readonly [drawn: boolean, entry: Entry])[] = [
    [reaches.length > 0, { mark: mark('all', false), text: summed ? 'the set is assigned in every account of the row' : 'the set is assigned in this account' }],
    [some, { mark: mark('some', false), text: 'the set is assigned in some accounts of the row only' }],
    [reaches.some(({ privileged }) => privileged), { mark: mark('all', true), text: 'the same for a privileged set, held permanently; its line is dashed' }],
    [lanes.some(({ privileged }) => privileged) || rows.some(({ place }) => place.management), {
      mark: frame,
      text: 'double frame: a privileged set, or the management account, which no guardrail binds',
    }],
  ];
  return entries.filter(([drawn]) => drawn).map(([, entry]) => entry);
}
