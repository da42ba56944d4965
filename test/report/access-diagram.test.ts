import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import { HOSTILE_NAMES, hostileReport, sizedReport } from './report-variants';
import { sampleReport } from './sample-report';
import { renderAccessDiagram } from '../../src/report/domain/access-diagram';
import { shortened, textWidth } from '../../src/report/domain/diagram-text';
import type { AccessReport } from '../../src/report/domain/report-model';

function draw(report: AccessReport): Element {
  return new DOMParser({ onError: onErrorStopParsing }).parseFromString(renderAccessDiagram(report), 'image/svg+xml').documentElement!;
}

function all(parent: Element, tag: string, className?: string): Element[] {
  return Array.from(parent.getElementsByTagName(tag))
    .filter((element) => className === undefined || (element.getAttribute('class') ?? '').split(' ').includes(className));
}

/** Texts as they are drawn, without the titles that tell them in full. */
function drawn(svg: Element): string[] {
  return all(svg, 'text').map((element) => Array.from(element.childNodes).filter(({ nodeName }) => nodeName === '#text').map(({ nodeValue }) => nodeValue).join(''));
}

function titles(parent: Element): string[] {
  return all(parent, 'title').map(({ textContent }) => textContent ?? '');
}

function number(element: Element, attribute: string): number {
  return Number(element.getAttribute(attribute));
}

const SAMPLE = draw(sampleReport());

test('the drawing is an image with a title and a description in words', () => {
  expect(SAMPLE.getAttribute('role')).toBe('img');
  const [title, description] = SAMPLE.getAttribute('aria-labelledby')!.split(' ');
  expect(all(SAMPLE, 'title').find((element) => element.getAttribute('id') === title)!.textContent).toBe('Access model of organization o-kc6bfub1u9');
  const words = all(SAMPLE, 'desc').find((element) => element.getAttribute('id') === description)!.textContent;
  expect(words).toContain('Groups sign in through Okta and IAM Identity Center');
  expect(words).toContain('Operator: held by aws-ops, aws-secops in 11 of 12 accounts');
  expect(words).toContain('Administrator (privileged): held by aws-admins in 12 of 12 accounts');
});

test('groups, identity provider, Identity Center, sets, units and accounts are all named', () => {
  const { accounts, permissionSets } = sampleReport();
  expect(drawn(SAMPLE)).toEqual(expect.arrayContaining([
    'aws-admins', 'aws-auditors', 'aws-billing', 'aws-data-bi', 'aws-developers', 'aws-ops', 'aws-secops',
    'Okta',
    'Identity Center',
    ...permissionSets.map(({ name }) => name),
    'Directly under the root', 'Infrastructure', 'Sandbox', 'Security', 'Workloads/NonProd', 'Workloads/Prod',
    ...accounts.map(({ name }) => name),
  ]));
});

test('there is one mark for each set in each account, derived from the assignments', () => {
  const { accounts, assignments } = sampleReport();
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const expected = new Set(assignments.map(({ permissionSet, accountId }) => `${permissionSet} in ${names.get(accountId)}`));
  const marks = all(SAMPLE, 'g', 'd-mark').flatMap(titles);
  expect(new Set(marks)).toEqual(expected);
  expect(marks).toHaveLength(expected.size);
});

test('a mark stands in the row of its account', () => {
  const heights = new Map(all(SAMPLE, 'text').map((element) => [element.textContent, number(element, 'y')]));
  for (const mark of all(SAMPLE, 'g', 'd-mark')) {
    const [circle] = all(mark, 'circle');
    if (!circle) continue;
    const account = titles(mark)[0].split(' in ')[1];
    expect(Math.abs(number(circle, 'cy') - heights.get(account)!)).toBeLessThan(6);
  }
});

test('privileged sets and the management account are told by shape and word, not by colour alone', () => {
  const privileged = all(SAMPLE, 'g', 'd-privileged').filter((group) => all(group, 'g', 'd-mark').length > 0);
  expect(privileged.flatMap((group) => all(group, 'path', 'd-all'))).toHaveLength(12);
  expect(privileged.flatMap((group) => all(group, 'circle'))).toEqual([]);
  expect(all(SAMPLE, 'rect', 'd-inner')).toHaveLength(3); // Administrator, fin-management, and the legend.
  expect(drawn(SAMPLE)).toEqual(expect.arrayContaining(['privileged: aws-admins', 'management']));
});

test('a set that nobody holds has a box and no line', () => {
  const report = sampleReport({ assignments: sampleReport().assignments.filter(({ permissionSet }) => permissionSet !== 'Administrator') });
  const svg = draw(report);
  expect(drawn(svg)).toContain('privileged: held by nobody');
  expect(all(svg, 'g', 'd-privileged')).toEqual([]);
  expect(drawn(svg).join()).not.toContain('held permanently');
});

test('a set of several groups whose names do not fit is held by a number of groups, told in full when pointed at', () => {
  const { assignments } = sampleReport();
  const more = ['aws-platform-engineering', 'aws-site-reliability'].map((group) => ({ ...assignments[0], group }));
  const svg = draw(sampleReport({ assignments: [...assignments, ...more] }));
  expect(drawn(svg)).toContain('privileged: held by 3 groups');
  expect(titles(svg)).toContain('privileged: aws-admins, aws-platform-engineering, aws-site-reliability');
});

test('no line leaves a set at the height of a row, where it would seem to lead there', () => {
  for (const size of [{ accounts: 12, sets: 10 }, { accounts: 30, sets: 14 }, { accounts: 5, sets: 3 }]) {
    const svg = draw(sizedReport({ ...size, units: 5, groups: 14 }));
    const rows = new Set(all(svg, 'path', 'd-guide').map((guide) => Number(/^M\S+ (\S+)H/.exec(guide.getAttribute('d')!)![1])));
    const ports = all(svg, 'path', 'd-line').map((line) => Number(/^M\S+ (\S+)H/.exec(line.getAttribute('d')!)![1]));
    expect(ports).toHaveLength(size.sets);
    for (const port of ports) {
      expect([...rows].filter((row) => Math.abs(row - port) < 5)).toEqual([]);
    }
  }
});

test('thirty accounts are drawn one by one; of thirty-one only units are, and that is said', () => {
  const thirty = draw(sizedReport({ accounts: 30, units: 5, groups: 4, sets: 4 }));
  expect(drawn(thirty)).toContain('account-0029');
  const more = draw(sizedReport({ accounts: 31, units: 5, groups: 4, sets: 4 }));
  expect(drawn(more)).not.toContain('account-0030');
  expect(drawn(more)).toEqual(expect.arrayContaining(['Division-0/Team-0', '6 accounts', '31 accounts are drawn by unit: one by one they could not be told apart.']));
  expect(drawn(more)).toContain('account-0000'); // the management account is always on its own.
});

test('more than thirty units are drawn by the unit under the root', () => {
  const svg = draw(sizedReport({ accounts: 400, units: 37, groups: 4, sets: 4 }));
  expect(drawn(svg)).toEqual(expect.arrayContaining(['Division-0', '65 accounts']));
  expect(drawn(svg)).toContain('400 accounts are drawn by the unit under the root that holds them: one by one they could not be told apart.');
});

test('more than thirty units under the root leave the smaller ones to one row, and no account is lost', () => {
  const report = sizedReport({ accounts: 400, units: 40, groups: 1, sets: 1 });
  const svg = draw({ ...report, accounts: report.accounts.map((account) => ({ ...account, unit: account.unit.replace(/^.*\//, '') })) });
  expect(drawn(svg)).toContain('11 smaller units');
  const counted = drawn(svg).flatMap((words) => /^(\d+) accounts$/.exec(words)?.[1] ?? []).map(Number);
  expect(counted.reduce((sum, count) => sum + count)).toBe(399);
});

test('a mark is hollow when a set reaches only some accounts of a row, and says how many', () => {
  const report = sizedReport({ accounts: 100, units: 4, groups: 1, sets: 1, every: 3 });
  const svg = draw({ ...report, permissionSets: report.permissionSets.map((set) => ({ ...set, privileged: false })) });
  const marks = all(svg, 'g', 'd-mark');
  expect(titles(marks[1])).toEqual(['Set-0 in 8 of 24 accounts of Division-0/Team-0']);
  expect(all(marks[1], 'circle', 'd-some')).toHaveLength(1);
  expect(drawn(svg)).toContain('the set is assigned in some accounts of the row only');
});

test('fourteen sets have a lane each; of fifteen the two with the fewest accounts share one, never a privileged one', () => {
  const lanes = (sets: number) => all(draw(sizedReport({ accounts: 12, units: 3, groups: sets, sets })), 'path', 'd-line');
  expect([lanes(14).length, lanes(15).length, lanes(40).length]).toEqual([14, 14, 14]);
  const many = draw(sizedReport({ accounts: 12, units: 3, groups: 15, sets: 15 }));
  expect(drawn(many)).toEqual(expect.arrayContaining(['2 further sets', 'Set-14', 'privileged: group-14']));
});

test('more than twenty-four groups are summed up in the last box', () => {
  const boxes = (groups: number) => drawn(draw(sizedReport({ accounts: 5, units: 2, groups, sets: 2 }))).filter((words) => /^group-\d+$|further groups$/.test(words));
  expect(boxes(24)).toHaveLength(24);
  expect(boxes(25)).toHaveLength(24);
  expect(boxes(25).at(-1)).toBe('2 further groups');
});

test('long names are cut with an ellipsis and told in full when pointed at', () => {
  const name = 'a-group-name-that-goes-on-for-longer-than-the-box-that-it-has-to-fit-into';
  const svg = draw(sampleReport({ assignments: [{ ...sampleReport().assignments[0], group: name }] }));
  expect(drawn(svg).filter((words) => words.startsWith('a-group') && words.endsWith('…'))).toHaveLength(1);
  expect(titles(svg)).toContain(name);
});

test('hostile names are text: the drawing stays well-formed and has only its own elements', () => {
  const tags = new Set(all(draw(hostileReport()), '*').map(({ tagName }) => tagName));
  expect([...tags].sort()).toEqual(['circle', 'desc', 'g', 'path', 'rect', 'style', 'text', 'title']);
});

test.each(HOSTILE_NAMES.map((name) => [name]))('%j is shortened to the room it has', (name) => {
  for (const room of [30, 80, 152]) {
    expect(textWidth(shortened(name, room, { size: 13 }), { size: 13 })).toBeLessThanOrEqual(room);
  }
});

test('a family of joined emoji is never cut in two', () => {
  expect(shortened('👩‍🚀👩‍🚀👩‍🚀', 40, { size: 13 })).toBe('👩‍🚀…');
});

test('colours come from the page when there is one, and from itself when it stands alone', () => {
  const style = all(SAMPLE, 'style')[0].textContent!;
  expect(style).toContain('--d-ink: var(--ink, #17202b);');
  expect(style).toContain('@media screen and (prefers-color-scheme: dark)');
  expect(style).toContain('currentColor');
  for (const rule of style.split('\n').filter((line) => line.includes('{') && !line.startsWith('@media'))) {
    expect(rule).toMatch(/^\.access-diagram/);
  }
});

test('an empty organization is still a drawing', () => {
  const svg = draw(sampleReport({ accounts: [], assignments: [], permissionSets: [] }));
  expect(drawn(svg)).toEqual(expect.arrayContaining(['0 groups', '0 permission sets', '0 accounts, by unit']));
  expect(svg.getAttribute('viewBox')).toMatch(/^0 0 \d+ \d+$/);
});
