import { rows as cellsOf, under } from './read-markdown';
import { all, byId, page, rows, text } from './read-page';
import { EVALUATION, PROMISES, RUNTIME } from './sample-promises';
import { sampleReport } from './sample-report';
import { evidenceByKind, reachOfProofs } from '../../src/report/domain/promise-words';
import { renderMarkdown } from '../../src/report/domain/report-markdown';
import type { EvidenceProofs } from '../../src/report/domain/report-model';

const [UNTAMPERED, MODEL, FACTOR] = PROMISES;
const counts: EvidenceProofs = { source: 'x', expected: 'denied', claims: 1, proved: [], partly: [], notCovered: [], undetermined: [] };

test.each<[string, Partial<EvidenceProofs>, string]>([
  ['all accounts', { proved: ['1', '2'] }, 'proved for 2 accounts'],
  ['the only account', { proved: ['1'] }, 'proved for 1 account'],
  ['one of two', { proved: ['1'], notCovered: ['2'] }, 'proved for 1 of 2 accounts'],
  ['none in full', { partly: ['1'], notCovered: ['2'] }, 'proved for 0 of 2 accounts, in part for 1'],
  ['some, and for one it is not known', { proved: ['1'], partly: ['2'], undetermined: ['3'] }, 'proved for 1 of 3 accounts, in part for 1, known only when somebody asks for 1'],
])('proofs that reach %s say so', (_, reached, words) => {
  expect(reachOfProofs({ ...counts, ...reached })).toBe(words);
});

test('every kind of evidence has its place, whether there is any or not', () => {
  expect(evidenceByKind(MODEL).map(({ title, shownBy }) => [title, shownBy.length])).toEqual([['Template', 1], ['Evaluation', 0], ['After deployment', 0]]);
});

test('the page says it second, with a row for each promise and what is missing in words', () => {
  expect(all(page(), 'section').map((section) => section.getAttribute('id')).slice(0, 2)).toEqual(['attention', 'promises']);
  expect(rows(page(), 'promises-table')).toEqual([
    [UNTAMPERED.promise, '1', '1', '1', '1'],
    [MODEL.promise, '1', 'missing', 'missing', '0'],
    [FACTOR.promise, 'missing', 'missing', 'missing', '1'],
  ]);
});

test('each row leads to what shows the promise: what it is, how far it reaches, where to look, and by which names', () => {
  const document = page();
  const links = all(byId(document, 'promises'), 'a').map((link) => link.getAttribute('href'));
  expect(links).toEqual(PROMISES.map(({ id }) => `#promise-${id}`));
  const [card] = all(byId(document, 'promises'), 'article');
  expect(all(card, 'dt').map(text)).toEqual(['Template', 'Evaluation', 'After deployment', 'Limits']);
  const [template, evaluation, runtime, limits] = all(card, 'dd').map(text);
  expect(template).toBe('the vault, locked for 2,557 days in COMPLIANCE mode, and its key – LandingZone-LogArchive in log-archive (617356972744), eu-west-3'
    + 'AWS::KMS::Key: AuditVaultKey21F57FF2AWS::S3::Bucket: AuditVault306E221A');
  expect(evaluation).toBe(`${EVALUATION.what}, proved for 8 of 12 accounts, in part for 1, known only when somebody asks for 1 – Proofs: DenyTampering`);
  expect(runtime).toContain('objects: zero-trust-trail-617356972744-eu-west-3/evidence/integrity/');
  expect(limits).toBe(UNTAMPERED.limits[0]);
});

test('up to four names are in sight, more are folded, and both are complete', () => {
  const details = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `alarm-${index}`);
    const promises = [{ ...UNTAMPERED, shownBy: [{ ...RUNTIME, names: [{ kind: 'alarm', count, names }] }] }];
    return byId(page({ promises }), 'promises');
  };
  expect(all(details(4), 'details')).toHaveLength(0);
  expect(all(details(5), 'summary').map(text)).toEqual(['alarm: 5 names']);
  expect([4, 5].map((count) => all(details(count), 'code').length)).toEqual([4, 5]);
});

test('a promise that nothing shows says so, on the page and in the pull request, and keeps its limits', () => {
  const card = all(byId(page(), 'promises'), 'article')[2];
  expect(text(card)).toBe(`${FACTOR.promise} missing Nothing in this landing zone shows it. Limits${FACTOR.limits[0]}`);
  const lines = under(renderMarkdown(sampleReport()), `### ${FACTOR.promise}`).filter((line) => line !== '');
  expect(lines).toEqual(['Nothing in this landing zone shows it.', 'Limits:', '- It can be asked for only where people sign in (Okta).']);
});

test('the pull request has a row for each piece of evidence, and one for each kind that is missing', () => {
  const markdown = renderMarkdown(sampleReport());
  const cells = cellsOf(under(markdown, `### ${UNTAMPERED.promise}`));
  expect(cells.map(([kind]) => kind)).toEqual(['Template', 'Evaluation', 'After deployment']);
  expect(cells[1].slice(1, 3)).toEqual([`${EVALUATION.what}, proved for 8 of 12 accounts, in part for 1, known only when somebody asks for 1`, 'Proofs: DenyTampering']);
  expect(cells[2][3]).toBe(
    'objects: zero-trust-trail-617356972744-eu-west-3/evidence/integrity/<br>alarm: trail-invalidobjects, trail-missingobjects, trail-unverifiable, trail-integrityruns, trail-failed');
  expect(cellsOf(under(markdown, `### ${MODEL.promise}`))).toEqual([
    ['Template', '6 permission sets', 'LandingZone-LogArchive in log-archive (617356972744), eu-west-3', 'AWS::CloudFormation::Stack: 12'],
    ['Evaluation', 'missing', '', ''],
    ['After deployment', 'missing', '', ''],
  ]);
});
