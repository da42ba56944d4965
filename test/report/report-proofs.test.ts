import { rows as cellsOf, under } from './read-markdown';
import { all, byId, page, parse, rows, text } from './read-page';
import { sizedReport } from './report-variants';
import { MANAGEMENT } from './sample-organization';
import { PROOFS } from './sample-proofs';
import { sampleReport } from './sample-report';
import { proofGroups, sourceWords } from '../../src/report/domain/proof-groups';
import { proofReachOf, reachWords } from '../../src/report/domain/proof-reach';
import { reportFigures } from '../../src/report/domain/report-figures';
import { renderHtml } from '../../src/report/domain/report-html';
import { renderMarkdown } from '../../src/report/domain/report-markdown';
import type { ProofFacts } from '../../src/report/domain/report-model';

const ALL = sampleReport().accounts.map(({ id }) => id);
const MEMBERS = ALL.filter((id) => id !== MANAGEMENT);

const BOUND = { accountIds: [MANAGEMENT], reason: 'not bound' };

/** A claim about the accounts for which it is proved, and others if told. */
function claimed(proved: readonly string[], notCovered: ProofFacts['notCovered'] = [], more: Partial<ProofFacts> = {}): ProofFacts {
  return { ...PROOFS[0], source: 'team', proved, notCovered, undetermined: [], ...more };
}

/** Proved for some members, and not for the others. */
function partly(count: number): ProofFacts {
  return claimed(MEMBERS.slice(0, count), [BOUND, { accountIds: MEMBERS.slice(count), reason: 'observe' }]);
}

function reach(proof: ProofFacts) {
  return proofReachOf(sampleReport())(proof);
}

function figure(proofs: readonly ProofFacts[]): string {
  const { value, note } = reportFigures(sampleReport({ proofs })).find(({ label }) => label === 'Proofs')!;
  return `${value} ${note}`;
}

test.each([
  ['every account', claimed(ALL), 'every account', true],
  ['every member account, and about no other', claimed(MEMBERS), 'every member account', true],
  ['every member account, with the management account told apart', claimed(MEMBERS, [BOUND]), 'every member account (11 of 12)', true],
  ['all members but one', partly(10), '10 of 12 accounts', false],
  ['one account of two', claimed(MEMBERS.slice(0, 1), [{ accountIds: MEMBERS.slice(1, 2), reason: 'draft' }]), '1 of 2 accounts', false],
  ['the two accounts that it is about', claimed(MEMBERS.slice(0, 2)), 'every account it is about', true],
  ['nobody', partly(0), 'no account yet', false],
  ['nobody, being about the management account alone', claimed([], [BOUND]), 'no account yet', false],
])('a claim that is proved for %s', (_, proof, words, complete) => {
  expect(reachWords(reach(proof))).toBe(words);
  expect(reach(proof).complete).toBe(complete);
});

test('an account that is not active is not missed', () => {
  const accounts = sampleReport().accounts.map((account) => (account.id === MEMBERS[0] ? { ...account, status: 'SUSPENDED' } : account));
  const proof = claimed([MANAGEMENT, ...MEMBERS.slice(1)]);
  expect(reachWords(proofReachOf(sampleReport({ accounts }))(proof))).toBe('every account');
  expect(reachWords(reach(proof))).toBe('every account it is about');
});

test('an answer that is known only when somebody asks is a gap, and says on which keys it hangs', () => {
  const proof = claimed(ALL.slice(1), [], { undetermined: [{ accountIds: [ALL[0]], dependsOn: ['aws:CalledVia', 'aws:PrincipalTag/team'] }] });
  expect(reach(proof)).toMatchObject({ complete: false, proved: 11, of: 12 });
  expect(reach(proof).gaps).toEqual([{
    accounts: { kind: 'few', names: ['audit'] }, reason: 'hangs on aws:CalledVia, aws:PrincipalTag/team, known only when somebody asks',
  }]);
});

test('proofs come in two groups and then by source, each in the order of the report', () => {
  const groups = proofGroups(sampleReport()).map(({ title, sources }) => [title, ...sources.map(({ source, blocks }) => `${source} ${blocks.map(({ claims }) => claims.length).join('+')}`)]);
  expect(groups).toEqual([
    ['Must stay possible', 'console essentials 2', 'deployment 1+1', 'Identity Center 1'],
    ['Must be denied', 'DenyDisablingSecurityServices 2', 'DenyRootUser 1', 'DenyOutsiders 1'],
  ]);
  expect(proofGroups(sampleReport({ proofs: PROOFS.slice(0, 2) })).map(({ title }) => title)).toEqual(['Must stay possible']);
});

test('claims of a source that leave the same open stand together, and the reasons are told once', () => {
  const exempt = { accountIds: MEMBERS.slice(0, 1), reason: 'exempt' };
  const proofs = [claimed(MEMBERS, [BOUND]), claimed(MEMBERS.slice(1), [BOUND, exempt]), claimed(MEMBERS, [BOUND], { claim: 'the third' })];
  const [{ sources: [{ blocks }] }] = proofGroups(sampleReport({ proofs }));
  expect(blocks.map(({ gaps, claims }) => [gaps.map(({ reason }) => reason), claims.length])).toEqual([[['not bound'], 2], [['not bound', 'exempt'], 1]]);
});

test.each<[string, readonly ProofFacts[], string]>([
  ['all reach every member', [claimed(MEMBERS, [BOUND]), claimed(ALL)], '2 claims, proved for every member account'],
  ['all reach every account they are about', [claimed(MEMBERS), claimed(MEMBERS.slice(1))], '2 claims, proved for every account they are about'],
  ['the only one reaches what it is about', [claimed(MEMBERS.slice(1))], '1 claim, proved for every account it is about'],
  ['one of two does', [claimed(MEMBERS), partly(10)], '2 claims, 1 of them proved for every account they are about'],
  ['none does, and all reach as far', [partly(10), partly(10)], '2 claims, proved for 10 of 12 accounts'],
  ['none does, and they reach differently far', [partly(4), partly(10), partly(0)], '3 claims, proved for up to 10 of 12 accounts'],
  ['there is one, and it reaches nobody', [partly(0)], '1 claim, proved for no account yet'],
])('a source is summed up when %s', (_, proofs, words) => {
  const [{ sources: [source] }] = proofGroups(sampleReport({ proofs }));
  expect(sourceWords(source)).toBe(words);
});

test('the summary tells claims that hold from those that nobody makes yet, and those that leave somebody out', () => {
  expect(figure([claimed(ALL), claimed(MEMBERS, [BOUND]), claimed(MEMBERS.slice(0, 1))])).toBe('3 of 3 hold');
  expect(figure([claimed(ALL), partly(10)])).toBe('2 of 2 hold; 1 not yet covered everywhere');
  expect(figure([claimed(ALL), partly(0)])).toBe('1 of 2 hold; 1 not claimed anywhere yet');
  expect(figure([])).toBe('0 nothing was asked');
});

test('a claim about a few accounts names them, on the page and in the pull request', () => {
  const proofs = [claimed(MEMBERS.slice(0, 2))];
  expect(rows(page({ proofs }), 'proofs-allowed-1-1')[0].at(-1)).toBe('every account it is about: audit, data');
  expect(cellsOf(under(renderMarkdown(sampleReport({ proofs })), '### Must stay possible'))[0].at(-1)).toBe('every account it is about: audit, data');
});

test('a row says what is claimed, who asks for what, and for how many accounts; above it stands who is left, by name and reason', () => {
  expect(rows(page(), 'proofs-allowed-2-2')).toEqual([[
    'Certificates for CloudFront are made in us-east-1',
    'arn:aws:iam::<account>:role/cdk-hnb659fds-cfn-exec-role-<account>-eu-west-3',
    'acm:RequestCertificate in us-east-1',
    '10 of 12 accounts',
  ]]);
  const gaps = all(byId(page(), 'proofs'), 'div', 'gaps').map((block) => all(block, 'li').map(text));
  expect(gaps[0]).toEqual([
    'nothing is deployed there – fin-management',
    'hangs on aws:PrincipalTag/team, aws:CalledVia, known only when somebody asks – log-archive',
  ]);
  expect(gaps[2]).toEqual([
    'the management account is not bound – fin-management',
    'observe: not attached yet – data, ledger-prod, payments-prod',
    'draft: not attached yet – network, shared-services',
  ]);
  expect(rows(page(), 'proofs-denied-1-1').map((cells) => cells.slice(2))).toEqual([
    ['cloudtrail:StopLogging in eu-west-3on arn:aws:cloudtrail:eu-west-3:446805215924:trail/organization-trail', '6 of 12 accounts'],
    ['guardduty:DeleteDetector in eu-west-3', '6 of 12 accounts'],
  ]);
});

test('the same rows stand in the pull request', () => {
  const markdown = renderMarkdown(sampleReport());
  expect(cellsOf(under(markdown, '### Must stay possible'))[0]).toEqual([
    'The console finds out who is signed in',
    'arn:aws:iam::&lt;account&gt;:role/aws-reserved/sso.amazonaws.com/eu-west-3/AWSReservedSSO_Administrator_0123456789abcdef',
    'sts:GetCallerIdentity in eu-west-3',
    'every account',
  ]);
  expect(under(markdown, '### Must be denied')).toEqual(expect.arrayContaining([
    '**DenyDisablingSecurityServices**: 2 claims, proved for 6 of 12 accounts.',
    '- observe: not attached yet – data, ledger-prod, payments-prod',
    '- observe: not attached yet – every member account',
    expect.stringMatching(/^\| Somebody else reads an object \| .* \| s3:GetObject in eu-west-3<br>on arn:aws:s3:::any-bucket\/any-object \| no account yet \|$/),
  ]));
});

test('page and pull request say what was asked and what becomes of a claim that fails', () => {
  const words = /as if every other policy allowed everything.*Whether the caller holds the permission is another question\. A claim that fails stops the synth, so none of these fails\./;
  expect(text(byId(page(), 'proofs'))).toMatch(words);
  expect(under(renderMarkdown(sampleReport()), '## Proofs').join('\n')).toMatch(words);
});

test('up to twelve claims of a group are in sight, more are folded by source, and both are complete', () => {
  const sources = (count: number) => {
    const proofs = Array.from({ length: count }, (_, index) => claimed(ALL, [], { claim: `claim ${index}`, source: `source ${index % 3}` }));
    return all(byId(page({ proofs }), 'proofs'), 'details');
  };
  expect(sources(12).map((one) => one.hasAttribute('open'))).toEqual([true, true, true]);
  expect(sources(13).map((one) => one.hasAttribute('open'))).toEqual([false, false, false]);
  expect(sources(13).flatMap((one) => all(one, 'tr').slice(1))).toHaveLength(13);
});

test('a hundred and fifty claims on hundreds of accounts are all there, and tell accounts by unit rather than one by one', () => {
  const report = sizedReport({ accounts: 400, units: 37, groups: 5, sets: 5, proofs: 150 });
  const section = byId(parse(renderHtml(report)), 'proofs');
  expect(all(section, 'tr').map(text).filter((row) => /^Claim \d+ holds/.test(row))).toHaveLength(150);
  const gaps = all(section, 'div', 'gaps').map(text);
  expect(Math.max(...gaps.map((gap) => gap.match(/account-\d{4}/g)?.length ?? 0))).toBeLessThanOrEqual(12);
  expect(gaps.filter((gap) => gap.includes('Division-3/Team-3 (all 11)')).length).toBeGreaterThan(0);
});
