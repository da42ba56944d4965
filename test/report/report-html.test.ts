import type { Element } from '@xmldom/xmldom';
import { all, byId, page, parse, rows, text } from './read-page';
import { HOSTILE_NAMES, hostileReport, sizedReport } from './report-variants';
import { sampleReport } from './sample-report';
import { escapeText, html } from '../../src/report/domain/html-escape';
import { renderHtml } from '../../src/report/domain/report-html';

const PAGE = page();

test('the page is well-formed, in English and titled', () => {
  expect(PAGE.documentElement!.getAttribute('lang')).toBe('en');
  expect(text(all(PAGE, 'title')[0])).toBe('Access report · o-kc6bfub1u9');
});

test('the page fetches nothing and runs nothing', () => {
  const elements = all(PAGE, '*');
  expect(elements.filter(({ tagName }) => /^(script|link|img|iframe|object|embed|form|base|video|audio|use|image)$/.test(tagName))).toEqual([]);
  expect(elements.flatMap((element) => ['src', 'srcset', 'xlink:href', 'action', 'data', 'poster'].filter((name) => element.hasAttribute(name)))).toEqual([]);
  expect(elements.map((element) => element.getAttribute('href')).filter((href) => href !== null && !href.startsWith('#'))).toEqual([]);
  expect(elements.flatMap(({ attributes }) => Array.from(attributes).filter(({ name }) => name.startsWith('on')))).toEqual([]);
  expect(all(PAGE, 'style').map(text).join('')).not.toMatch(/url\(|@import|@font-face|expression/);
});

test('a content security policy keeps it that way', () => {
  const policy = all(PAGE, 'meta').find((meta) => meta.getAttribute('http-equiv') === 'Content-Security-Policy');
  expect(policy!.getAttribute('content')).toBe("default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'");
});

test('ids are unique and every link leads to one', () => {
  const ids = all(PAGE, '*').map((element) => element.getAttribute('id')).filter((id) => id !== null);
  expect(new Set(ids).size).toBe(ids.length);
  for (const link of all(PAGE, 'a')) {
    expect(ids).toContain(link.getAttribute('href')!.slice(1));
  }
  for (const labelled of all(PAGE, '*').flatMap((element) => (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean))) {
    expect(ids).toContain(labelled);
  }
});

test('there are landmarks, and each section is labelled by its heading', () => {
  expect(['header', 'nav', 'main', 'footer'].map((tag) => all(PAGE, tag).length)).toEqual([1, 1, 1, 1]);
  expect(all(PAGE, 'nav')[0].getAttribute('aria-label')).toBe('Sections');
  expect(all(PAGE, 'section').map((section) => text(byId(PAGE, section.getAttribute('aria-labelledby')!)))).toEqual(all(all(PAGE, 'nav')[0], 'a').map(text));
  expect(all(PAGE, 'h1')).toHaveLength(1);
});

test('each table has a caption and scoped headers, and scrolls in a frame of its own that takes focus', () => {
  for (const table of all(PAGE, 'table')) {
    expect(all(table, 'caption')).toHaveLength(1);
    expect(all(table, 'th').filter((cell) => !/^(col|row|rowgroup)$/.test(cell.getAttribute('scope') ?? ''))).toEqual([]);
    const frame = table.parentNode as Element;
    expect([frame.getAttribute('class'), frame.getAttribute('role'), frame.getAttribute('tabindex')]).toEqual(['frame', 'region', '0']);
  }
});

test('warnings and standing exceptions are the first section', () => {
  const [first] = all(PAGE, 'section');
  expect(first.getAttribute('id')).toBe('attention');
  expect(all(first, 'li').map(text).slice(0, 2)).toEqual(sampleReport().warnings);
  expect(rows(PAGE, 'standing-exceptions')).toEqual([[
    'aws-admins', '◆ Administrator', 'All 12 active accounts includes the management account', expect.stringContaining('on-call'), 'secops', '2027-02-01in 92 days',
  ]]);
});

test('the numbers at the top are those of the model', () => {
  const { accounts, assignments, guardrails, permissionSets, standingExceptions, warnings } = sampleReport();
  expect(all(all(PAGE, 'dl', 'figures')[0], 'strong').map(text)).toEqual([
    warnings.length, standingExceptions.length, accounts.length, 7, permissionSets.length, assignments.length, guardrails.length, 8,
  ].map(String));
});

test('the matrix has a cell for each account and set, and a name for each assignment', () => {
  const { accounts, assignments, permissionSets } = sampleReport();
  const matrix = byId(PAGE, 'access-matrix');
  expect(all(matrix, 'td')).toHaveLength(accounts.length * permissionSets.length);
  expect(all(matrix, 'li')).toHaveLength(assignments.length);
  const heads = all(matrix, 'th').filter((cell) => cell.getAttribute('scope') === 'col').map(text);
  expect(heads.at(-1)).toBe('Administrator◆ privileged');
  for (const { group, permissionSet, accountId } of assignments) {
    const row = all(matrix, 'tr').find((candidate) => text(candidate).includes(accountId))!;
    const cell = all(row, 'td')[heads.findIndex((head) => head.startsWith(permissionSet)) - 1];
    expect(all(cell, 'bdi').map(text)).toContain(group);
  }
});

test('the management account is marked in words wherever accounts are listed', () => {
  const row = all(byId(PAGE, 'access-matrix'), 'tr', 'management');
  expect(row.map(text)).toEqual([expect.stringContaining('fin-management management446805215924')]);
  expect(text(byId(PAGE, 'chains'))).toContain('not bound Neither service control policies nor resource control policies bind the management account');
});

test('an exemption that ends within thirty days is called out, one of thirty-one days is not', () => {
  const [region] = sampleReport().guardrails;
  const badges = (expires: string) =>
    all(byId(page({ guardrails: [{ ...region, exemptions: [{ ...region.exemptions[0], expires }] }] }), 'guardrails'), 'span', 'warn').map(text);
  expect(badges('2026-12-01')).toContain('in 30 days');
  expect(badges('2026-12-02')).not.toContain('in 31 days');
  expect(badges('2026-10-31')).toContain('1 day ago');
});

test('a lock that can be lifted and a trail that leaves something out are called out', () => {
  const trail = { ...sampleReport().trail!, retentionMode: 'GOVERNANCE', retentionDays: 30, multiRegion: false };
  const facts = byId(page({ trail }), 'trail');
  expect(all(facts, 'span', 'warn').map(text)).toEqual(['GOVERNANCE']);
  expect(all(facts, 'span', 'alert').map(text)).toEqual(['no']);
  expect(text(facts)).toContain('30 days');
});

test('an account that is not active is marked, and counts as outside of "all active accounts"', () => {
  const { accounts } = sampleReport();
  const document = page({ accounts: accounts.map((account) => (account.name === 'sandbox' ? { ...account, status: 'SUSPENDED' } : account)) });
  expect(rows(document, 'accounts-table').find(([name]) => name === 'sandbox')!.at(-1)).toBe('suspended');
  expect(rows(document, 'access-by-group').find(([group]) => group === 'aws-data-bi')!.at(-1))
    .toBe('Workloads/Prod: data (1 of 3)Not active or not in the snapshot: sandbox (1 of 1)');
});

test('few reasons for exempt actions are in sight, many are folded, and both are complete', () => {
  const [region] = sampleReport().guardrails;
  const withReasons = (count: number) => page({
    guardrails: [{ ...region, exemptActions: Array.from({ length: count }, (_, index) => ({ actions: [`s${index}:*`], reason: `reason ${index}`, confined: false })) }],
  });
  const details = (count: number) => all(byId(withReasons(count), 'guardrails'), 'details')[0];
  expect(details(12).hasAttribute('open')).toBe(true);
  expect(details(13).hasAttribute('open')).toBe(false);
  expect(all(details(13), 'tr')).toHaveLength(14);
});

test('an organization without assignments, guardrails, trail, stacks or warnings still gets a whole page', () => {
  const nothing = {
    permissionSets: [], assignments: [], standingExceptions: [], guardrails: [], proofs: [], chains: [], stacks: [], warnings: [],
  };
  const bare = page({ ...nothing, trail: undefined, elevation: undefined });
  expect(all(bare, 'section')).toHaveLength(13);
  expect(text(byId(bare, 'elevation'))).toContain('Nobody is lent anything');
  expect(text(byId(bare, 'proofs'))).toBe('Proofs This synth asks for no proof.');
  expect(text(byId(bare, 'access'))).toContain('No group holds anything.');
});

test.each(HOSTILE_NAMES.map((name) => [name]))('the name %j arrives as text and as nothing else', (name) => {
  const { accounts: [account, ...others] } = sampleReport();
  const plainPage = all(PAGE, '*').length;
  const document = page({ accounts: [{ ...account, name }, ...others], warnings: [name, name] });
  // a name that has to be shortened in the drawing adds a <title> with the whole of it, nothing more.
  const added = all(document, '*').length - plainPage;
  expect(added).toBe(all(document, 'title').length - all(PAGE, 'title').length);
  const spelledOut = (character: string) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;
  const shown = name.replace(/\s+/g, ' ').replace(/[\u202e\u202c\u200b\u0000\u0007]|\ud83d$/g, spelledOut);
  expect(rows(document, 'accounts-table')[0][0]).toBe(shown);
});

test('a page full of hostile names is well-formed and has no element or attribute of theirs', () => {
  const document = parse(renderHtml(hostileReport()));
  expect(all(document, '*').filter(({ tagName }) => /^(script|img|b|style)$/.test(tagName)).map((element) => (element.parentNode as Element).tagName)).toEqual(['head', 'svg']);
  expect(all(document, '*').flatMap(({ attributes }) => Array.from(attributes).filter(({ name }) => name.startsWith('on')))).toEqual([]);
});

test('a value is escaped unless it is markup, also when it looks like markup from a file', () => {
  expect(html`<i>${'<b>'}</i>${html`<b>${'&'}</b>`}${['<', 1]}`.text).toBe('<i>&lt;b&gt;</i><b>&amp;</b>&lt;1');
  expect(html`${{ text: '<script>' } as never}`.text).toBe('[object Object]');
  expect(escapeText('"\'<>&')).toBe('&quot;&#39;&lt;&gt;&amp;');
});

test('a thousand accounts, forty thousand assignments and a hundred and fifty proofs stay readable, complete and small', () => {
  const report = sizedReport({ accounts: 1000, units: 37, groups: 80, sets: 20, every: 2, proofs: 150 });
  expect(report.assignments).toHaveLength(40_000);
  const large = renderHtml(report);
  expect(large.length).toBeLessThan(2_700_000);
  const document = parse(large);
  expect(document.getElementById('access-matrix')).toBeNull();
  const counts = rows(document, 'access-by-group').map(([, , count]) => Number(count.replace(',', '')));
  expect(counts.reduce((sum, count) => sum + count)).toBe(40_000);
});

test('the page grows with the organization and not faster', () => {
  const size = (accounts: number) => renderHtml(sizedReport({ accounts, units: 40, groups: 40, sets: 20, every: 2, proofs: 40 })).length;
  expect(size(4000) / size(500)).toBeLessThan(8);
});

test('policies that are assumed stand under the permission sets, with where they are needed, and are not mentioned when there is none', () => {
  expect(rows(PAGE, 'assumed-policies')).toEqual([
    ['/platform/deny-key-export', 'DeveloperAccess', expect.stringMatching(/^Sandbox: sandbox.*Workloads\/NonProd \(all 3\)$/)],
    ['/platform/engineering-boundary', 'DeveloperAccess', 'no rule gives them'],
  ]);
  expect(page({ assumedPolicies: [] }).getElementById('assumed-policies')).toBeNull();
});
