import { Box, COLUMNS, DrawnLane, Layout, Row, layout } from './diagram-layout';
import { legend } from './diagram-legend';
import { arrowHead, box, dot, doubleBox } from './diagram-marks';
import { DIAGRAM_STYLE } from './diagram-style';
import { label, textWidth } from './diagram-text';
import { Markup, html } from './html-escape';
import { counted } from './number-words';
import { AccessReport } from './report-model';

const NAME = { size: 13 };
const STRONG = { size: 13, bold: true };
const HEAD = { size: 12, bold: true };
const SMALL = { size: 11 };

/**
 * The access model as one drawing:
 *
 *   groups ─┐                                       ┌─ set ──┬──●─ account
 *   groups ─┼─▶ identity provider ─▶ Identity Center ┼─ set ──┼──●─ account
 *   groups ─┘                                       └─ set ──┴──◆─ account
 *
 * Each permission set has a lane of its own; a mark where its lane crosses a row says that it is assigned there.
 * Lines that cross without a mark do not meet, as in a wiring diagram.
 */
export function renderAccessDiagram(report: AccessReport): string {
  const drawing = layout(report);
  const { markup, height } = legend(drawing);
  const sheet = { x: 0, y: 0, width: drawing.width, height: drawing.bottom + height };
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="access-diagram" role="img" lang="en" aria-labelledby="access-diagram-title access-diagram-desc" viewBox="0 0 ${sheet.width} ${sheet.height}" width="${sheet.width}" height="${sheet.height}">
<title id="access-diagram-title">Access model of organization ${report.organization.id}</title>
<desc id="access-diagram-desc">${description(report, drawing)}</desc>
<style>${new Markup(DIAGRAM_STYLE)}</style>
${box(sheet, 'd-paper', 0)}
${headings(report, drawing)}${trunks(drawing)}${guides(drawing)}${drawing.lanes.map((lane, index) => laneLine(lane, drawing, index))}${
  groups(drawing)}${hubs(report, drawing)}${drawing.lanes.map(setBox)}${accounts(drawing)}${drawing.lanes.map((lane, index) => laneMarks(lane, drawing, index))}${markup}</svg>
`.text;
}

function description(report: AccessReport, { lanes, summed = '' }: Layout): string {
  const sets = lanes.map(({ label: set, holders, accounts: reached, privileged }) =>
    `${set}${privileged ? ' (privileged)' : ''}: ${holders.length > 0 ? `held by ${holders.join(', ')} in ${reached} of ${counted(report.accounts.length, 'account')}` : 'held by nobody permanently'}`);
  return `Groups sign in through ${report.organization.identityProvider} and IAM Identity Center, and hold permission sets in accounts. ${sets.join('; ')}. ${summed}`.trim();
}

function headings(report: AccessReport, { width, frames }: Layout): Markup {
  const groupCount = new Set(report.assignments.map(({ group }) => group)).size;
  const heads: readonly (readonly [x: number, text: string, room: number])[] = [
    [COLUMNS.groups.x, counted(groupCount, 'group'), COLUMNS.groups.width],
    [COLUMNS.provider.x, 'Identity provider', COLUMNS.provider.width + 30],
    [COLUMNS.center.x, 'Sign-in to AWS', COLUMNS.center.width + 30],
    [COLUMNS.sets.x, counted(report.permissionSets.length, 'permission set'), COLUMNS.sets.width],
    [frames[0]?.box.x ?? width - 200, `${counted(report.accounts.length, 'account')}, by unit`, 200],
  ];
  return html`${heads.map(([x, text, room]) => label({ x, y: 20, text, room, face: HEAD, kind: 'd-head' }))}`;
}

function trunks({ groups: people, provider, center, lanes }: Layout): Markup {
  const middle = provider.y + provider.height / 2;
  const inX = provider.x - 24;
  const outX = COLUMNS.sets.x - 24;
  const ys = (boxed: readonly { readonly box: Box }[]) => boxed.map(({ box: { y, height } }) => y + height / 2);
  const tree = (x: number, from: number, heights: readonly number[]) =>
    html`${heights.map((y) => html`<path class="d-path" d="M${from} ${y}H${x}"/>`)}<path class="d-path" d="M${x} ${Math.min(middle, ...heights)}V${Math.max(middle, ...heights)}"/>`;
  return html`${tree(inX, COLUMNS.groups.x + COLUMNS.groups.width, ys(people))}<path class="d-path" d="M${inX} ${middle}H${provider.x - 6}"/>${arrowHead(provider.x, middle)}
<path class="d-path" d="M${provider.x + provider.width} ${middle}H${center.x - 6}"/>${arrowHead(center.x, middle)}
<path class="d-path" d="M${center.x + center.width} ${middle}H${outX}"/>${tree(outX, COLUMNS.sets.x - 6, ys(lanes))}${ys(lanes).map((y) => arrowHead(COLUMNS.sets.x, y))}
`;
}

function groups({ groups: people }: Layout): Markup {
  return html`${people.map(({ label: text, box: place }) =>
    html`${box(place, 'd-box')}${label({ x: place.x + 12, y: place.y + 20, text, room: place.width - 24, face: NAME, kind: 'd-name' })}`)}`;
}

function hubs(report: AccessReport, { provider, center }: Layout): Markup {
  const room = provider.width - 20;
  return html`${box(provider, 'd-hub', 8)}${label({ x: provider.x + 12, y: provider.y + 26, text: report.organization.identityProvider, room, face: STRONG, kind: 'd-strong' })}${
    label({ x: provider.x + 12, y: provider.y + 43, text: 'who somebody is', room, face: SMALL, kind: 'd-small' })}${
    box(center, 'd-hub', 8)}${label({ x: center.x + 12, y: center.y + 26, text: 'Identity Center', room, face: STRONG, kind: 'd-strong' })}${
    label({ x: center.x + 12, y: center.y + 43, text: 'what they may do', room, face: SMALL, kind: 'd-small' })}`;
}

function setBox({ box: place, label: text, holders, privileged }: DrawnLane): Markup {
  const room = place.width - 24;
  const kind = privileged ? 'privileged: ' : '';
  const full = kind + (holders.join(', ') || 'held by nobody');
  // a number says more than the first name and a half.
  const short = holders.length < 2 || textWidth(full, SMALL) <= room ? full : `${kind}held by ${holders.length} groups`;
  return html`${privileged ? doubleBox(place) : box(place, 'd-box')}${label({ x: place.x + 12, y: place.y + 19, text, room, face: STRONG, kind: 'd-strong' })}${
    label({ x: place.x + 12, y: place.y + 34, text: short, full, room, face: SMALL, kind: 'd-small' })}`;
}

function accounts({ frames, rows }: Layout): Markup {
  return html`${frames.map(({ label: text, box: place }) =>
    html`${box(place, 'd-frame', 8)}${label({ x: place.x + 12, y: place.y + 17, text, room: place.width - 24, face: HEAD, kind: 'd-head' })}`)}${
    rows.map(account)}`;
}

function account({ place, y, box: row }: Row): Markup {
  const room = row.width - 20;
  const note = Math.min(textWidth(place.note, SMALL), room / 2);
  const inner = html`${label({ x: row.x + 10, y: y + 4.5, text: place.label, room: note > 0 ? room - note - 12 : room, face: NAME, kind: 'd-name' })}${
    note > 0 ? label({ x: row.x + row.width - 10, y: y + 4, text: place.note, room: note, face: SMALL, kind: 'd-small', anchor: 'end' }) : ''}`;
  return html`${place.management ? doubleBox(row) : ''}${inner}`;
}

/** A thin line from the first mark of a row to its account. */
function guides({ rows, lanes }: Layout): Markup {
  return html`${rows.map(({ y, box: row }, index) => {
    const first = lanes.find(({ reach }) => reach[index].covered > 0);
    return first ? html`<path class="d-guide" d="M${first.x} ${y}H${row.x}"/>` : '';
  })}`;
}

function laneLine(lane: DrawnLane, { rows }: Layout, index: number): Markup {
  const ys = rows.filter((_, row) => lane.reach[row].covered > 0).map(({ y }) => y);
  if (ys.length === 0) {
    return html``;
  }
  const path = `M${lane.box.x + lane.box.width} ${lane.port}H${lane.x}M${lane.x} ${Math.min(lane.port, ...ys)}V${Math.max(lane.port, ...ys)}`;
  return html`<g class="${laneKind(lane, index)}"><path class="d-halo" d="${path}"/><path class="d-line" d="${path}"/></g>
`;
}

function laneMarks(lane: DrawnLane, { rows }: Layout, index: number): Markup {
  const marks = rows.flatMap(({ place, y }, row) => {
    const { covered, of } = lane.reach[row];
    return covered === 0 ? [] : [html`<g class="d-mark"><title>${lane.label} in ${of === 1 ? place.label : `${covered} of ${counted(of, 'account')} of ${place.label}`}</title>${
      dot(lane.x, y, covered === of ? 'all' : 'some', lane.privileged)}</g>
`];
  });
  return marks.length === 0 ? html`` : html`<g class="${laneKind(lane, index)}">${marks}</g>
`;
}

function laneKind({ privileged }: DrawnLane, index: number): string {
  return `d-lane${privileged ? ' d-privileged' : index % 2 === 1 ? ' d-odd' : ''}`;
}
