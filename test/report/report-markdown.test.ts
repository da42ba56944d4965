import { rows, under } from './read-markdown';
import { HOSTILE_NAMES, hostileReport, sizedReport } from './report-variants';
import { sampleReport } from './sample-report';
import { plain } from '../../src/report/domain/markdown-tables';
import { renderMarkdown } from '../../src/report/domain/report-markdown';

const TEXT = renderMarkdown(sampleReport());

test('warnings and standing exceptions come before anything else', () => {
  expect(TEXT.split('\n').filter((line) => line.startsWith('## '))).toEqual([
    '## Needs attention',
    '## What shows that it holds',
    '## Who can do what',
    '## Access for a limited time',
    '## Accounts',
    '## Permission sets',
    '## Guardrails',
    '## Proofs',
    '## Guardrail chain of each account',
    '## Policy slots per target',
    '## Audit trail',
    '## Stacks',
  ]);
  expect(under(TEXT, '### Warnings').filter((line) => line.startsWith('- '))).toHaveLength(2);
  expect(rows(under(TEXT, '### Standing exceptions'))).toEqual([[
    'aws-admins',
    'Administrator',
    'all 12 active accounts, **management account included**',
    'Elevation on request is not in place yet; four IT administrators carry on-call until it is',
    'secops',
    '2027-02-01 (in 92 days)',
  ]]);
});

test('the summary counts what the model holds', () => {
  expect(rows(under(TEXT, '# Access report'))).toEqual([
    ['Warnings', '2', 'from the synth'],
    ['Standing exceptions', '1', 'privileged sets held permanently'],
    ['Accounts', '12', 'in 5 units'],
    ['Groups', '7', 'that hold something'],
    ['Permission sets', '6', '1 privileged'],
    ['Assignments', '54', '4 in the management account'],
    ['Guardrails', '5', 'with 6 exemptions'],
    ['Proofs', '8', 'of 9 hold; 1 not claimed anywhere yet; 4 not yet covered everywhere'],
  ]);
});

test('the matrix has a row for each account and names every assignment once', () => {
  const cells = rows(under(TEXT, '### By account'));
  expect(cells.map(([, account]) => account)).toEqual([
    'fin-management (management)', 'network', 'shared-services', 'sandbox', 'audit', 'log-archive',
    'dev', 'ledger-preprod', 'payments-preprod', 'data', 'ledger-prod', 'payments-prod',
  ]);
  const groups = cells.flatMap((row) => row.slice(2)).filter((cell) => cell !== '–').flatMap((cell) => cell.split(', '));
  expect(groups).toHaveLength(sampleReport().assignments.length);
  expect(cells[9]).toEqual(['Workloads/Prod', 'data', '–', '–', 'aws-data-bi', 'aws-auditors, aws-secops', 'aws-ops', 'aws-admins']);
});

test('the list by group says where in as few words as are complete', () => {
  expect(rows(under(TEXT, '### By group'))).toEqual([
    ['aws-admins', '◆ Administrator', '12', 'all 12 active accounts, **management account included**'],
    ['aws-auditors', 'SecurityAuditor', '12', 'all 12 active accounts, **management account included**'],
    ['aws-billing', 'BillingReadOnly', '1', 'Directly under the root: fin-management, **management account included**'],
    ['aws-data-bi', 'DataAnalyst', '2', 'Sandbox: sandbox; Workloads/Prod: data (1 of 3)'],
    ['aws-developers', 'DeveloperAccess', '4', 'Sandbox: sandbox; Workloads/NonProd (all 3)'],
    ['aws-ops', 'Operator', '9', 'all 12 active accounts except audit, fin-management, log-archive'],
    ['aws-secops', 'Operator', '2', 'Security (all 2)'],
    ['aws-secops', 'SecurityAuditor', '12', 'all 12 active accounts, **management account included**'],
  ]);
});

test('a privileged set that nobody holds permanently is said to be so', () => {
  const text = renderMarkdown(sampleReport({ assignments: sampleReport().assignments.filter(({ group }) => group !== 'aws-admins'), standingExceptions: [] }));
  expect(text).toContain('Held permanently by nobody: Administrator.');
  expect(text).toContain('Nobody holds a privileged permission set permanently.');
});

test('each account stands under exactly one chain, and foreign policies are marked', () => {
  const lines = under(TEXT, '## Guardrail chain of each account');
  for (const { name, id } of sampleReport().accounts) {
    expect(lines.filter((line) => line.startsWith('###') && line.includes(`${name} (${id})`))).toHaveLength(1);
  }
  const security = rows(under(TEXT, '### audit (612114964892), log-archive (617356972744)'));
  expect(security[1]).toEqual([
    'Security',
    'FullAWSAccess (AWS, 131 bytes)<br>aws-guardrails-QzKvPd (**foreign**, 1,204 bytes)<br>DenyRegionsOutsideEU (ours, 2,913 bytes)'
      + '<br>DenyRootUser (ours, 604 bytes)<br>DenyDisablingSecurityServices (ours, 1,440 bytes)',
    '5 used, 5 left',
    '6,292 used, 51,200 left',
    'RCPFullAWSAccess (AWS, 155 bytes)',
    '1 used, 4 left',
    '155 used, 20,480 left',
  ]);
  expect(security[2][0]).toBe('Each of these accounts');
  const sandbox = rows(under(TEXT, '### sandbox (460321543374)'));
  expect(sandbox[1].slice(4)).toEqual(['RCPFullAWSAccess (AWS, 155 bytes)<br>DenyOutsiders (ours, 846 bytes)', '2 used, 3 left', '1,001 used, 15,360 left']);
});

test('the management account is marked as not bound by either kind of policy', () => {
  expect(under(TEXT, '### fin-management (446805215924)').join('\n')).toContain('**Not bound.** Neither service control policies nor resource control policies bind the management account');
  expect(TEXT.match(/\*\*Not bound\.\*\*/g)).toHaveLength(1);
});

test('policy slots tell the targets that change from those that stay', () => {
  const lines = under(TEXT, '## Policy slots per target');
  expect(rows(lines)).toEqual([
    ['Sandbox', '1 → 4', '131 → 5,088', '1 → 2'],
    ['Security', '2 → 5', '1,335 → 6,292', '1 → 1'],
    ['Workloads/NonProd', '1 → 4', '131 → 5,088', '1 → 1'],
  ]);
  const still = rows(lines.slice(lines.indexOf('Unchanged:')));
  expect(still.map(([targets]) => targets.split(', ').length)).toEqual([16]);
});

test('trail and stacks are there, and their absence is said', () => {
  expect(under(TEXT, '## Audit trail')).toContain('| Object Lock | COMPLIANCE, 2,557 days (7 years) |');
  expect(rows(under(TEXT, '## Stacks'))).toHaveLength(3);
  const without = renderMarkdown(sampleReport({ trail: undefined, stacks: [], guardrails: [], proofs: [], warnings: [] }));
  expect(without).toContain('This synth declares no organization trail.');
  expect(without).toContain('This synth declares no stack.');
  expect(without).toContain('No guardrail is declared.');
  expect(without).toContain('This synth asks for no proof.');
  expect(without).toContain('The synth warned of nothing.');
});

test.each([
  ['a cell cannot end early', 'a|b', 'a\\|b'],
  ['a line cannot break', 'a\r\n\nb', 'a b'],
  ['code cannot start', 'a`b`', 'a\\`b\\`'],
  ['a tag cannot start', '<img src=x>', '&lt;img src=x&gt;'],
  ['an entity stays what was typed', '&lt;', '&amp;lt;'],
  ['a backslash cannot undo an escape', 'a\\|b', 'a\\\\\\|b'],
  ['a link or image cannot start', '![x](y)', '\\!\\[x\\](y)'],
  ['emphasis cannot start', '*a* _b_ ~~c~~', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~'],
  ['an underscore inside a name is left alone', 'a_b_c', 'a_b_c'],
  ['a heading cannot start', '# a', '\\# a'],
  ['a list cannot start', '- a', '\\- a'],
  ['a numbered list cannot start', '1. a', '1\\. a'],
  ['a name that starts with a digit is left alone', '1password', '1password'],
  ['a direction override is spelled out', '\u202egnp.exe', '\\[U+202E\\]gnp.exe'],
])('escaping: %s', (_, text, escaped) => {
  expect(plain(text)).toBe(escaped);
});

test('hostile names leave every table with as many cells as its head, and no tag of theirs', () => {
  const text = renderMarkdown(hostileReport());
  let width = 0;
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|') ? line.replace(/\\./g, '').split('|').length : 0;
    if (cells > 0 && width > 0) {
      expect([line, cells]).toEqual([line, width]);
    }
    width = cells;
  }
  expect(text.match(/<(?!br>)/g)).toBeNull();
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u200b]/);
  expect(text).toContain(plain(HOSTILE_NAMES[0]));
});

test('a large organization gets the list by group, complete, and no matrix', () => {
  const text = renderMarkdown(sizedReport({ accounts: 200, units: 9, groups: 6, sets: 5, every: 2 }));
  expect(text).not.toContain('### By account');
  expect(rows(under(text, '### By group')).map(([, , count]) => Number(count)).reduce((sum, count) => sum + count)).toBe(600);
});

test('policies that are assumed stand under the permission sets, with where they are needed, and are not mentioned when there is none', () => {
  expect(rows(under(TEXT, '### Assumed to exist'))).toEqual([
    ['/platform/deny-key-export', 'DeveloperAccess', 'Sandbox: sandbox; Workloads/NonProd (all 3)'],
    ['/platform/engineering-boundary', 'DeveloperAccess', 'no rule gives them'],
  ]);
  expect(renderMarkdown(sampleReport({ assumedPolicies: [] }))).not.toContain('Assumed');
});
