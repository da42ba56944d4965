import type { Element } from '@xmldom/xmldom';
import { rows as cellsOf, under } from './read-markdown';
import { all, byId, page, rows, text } from './read-page';
import { GUARDRAILS } from './sample-guardrails';
import { sampleReport } from './sample-report';
import { replayWords, sharedPolicies } from '../../src/report/domain/guardrail-words';
import { renderMarkdown } from '../../src/report/domain/report-markdown';
import type { GuardrailFacts } from '../../src/report/domain/report-model';

const [REGION, ROOT, SERVICES, LEAVING, OUTSIDERS] = GUARDRAILS;

/** The facts of a report's only guardrail, as terms and what is said of them. */
function card(guardrail: GuardrailFacts): Record<string, string> {
  const facts = all(byId(page({ guardrails: [guardrail] }), 'guardrails'), 'dl')[0];
  const of = (tag: string) => all(facts, tag).map(text);
  return Object.fromEntries(of('dt').map((term, index) => [term, of('dd')[index]]));
}

function lines(guardrail: GuardrailFacts, short: string): string[] {
  return under(renderMarkdown(sampleReport({ guardrails: [guardrail] })), `### ${guardrail.name} (${short})`);
}

test('the rollout has a row for each guardrail, marked with its type, and a column for each unit', () => {
  const { children } = byId(page(), 'rollout').parentNode as Element;
  expect(text(children[1])).toBe('GuardrailSandboxSecurityWorkloads/NonProdWorkloads/ProdInfrastructure');
  expect(rows(page(), 'rollout')).toEqual([
    [`${REGION.name} SCP`, 'enforce', 'enforce', 'enforce', 'observe', 'draft'],
    [`${ROOT.name} SCP`, 'enforce', 'enforce', 'enforce', 'observe', 'draft'],
    [`${SERVICES.name} SCP`, 'enforce', 'enforce', 'enforce', 'observe', 'draft'],
    [`${LEAVING.name} SCP`, 'enforce', 'enforce', 'enforce', 'observe', 'draft'],
    [`${OUTSIDERS.name} RCP`, 'enforce', '–', 'observe', '–', '–'],
  ]);
  expect(cellsOf(under(renderMarkdown(sampleReport()), '### Rollout'))[4]).toEqual(['DenyOutsiders (RCP)', 'enforce', '–', 'observe', '–', '–']);
});

test('only the types that occur are explained', () => {
  const legend = (guardrails: readonly GuardrailFacts[]) => text(all(byId(page({ guardrails }), 'guardrails'), 'ul', 'legend')[0]);
  expect(legend(GUARDRAILS)).toContain('RCP resource control policy, binds whoever reaches for a resource');
  expect(legend([ROOT])).not.toContain('RCP');
});

test('observing is called what it is: nothing attached, and nothing measured', () => {
  expect(under(renderMarkdown(sampleReport()), '### Rollout').join('\n')).toContain(
    '**observe**: not attached, since policies of an organization have no audit mode; what it would deny is not measured here; a team that replays CloudTrail records it in evidence files');
});

test('a guardrail in a policy of its own says nothing of it, one that shares a policy names it', () => {
  expect(card(ROOT)).not.toHaveProperty('Policy');
  expect(card(LEAVING).Policy).toBe('shares the policy DenyDisablingSecurityServices');
  expect(lines(LEAVING, 'SCP')).toContain('- Policy: shares the policy DenyDisablingSecurityServices');
  expect(card({ ...LEAVING, heldBy: ['A', 'B'] }).Policy).toBe('shares the policies A, B');
});

test.each([
  ['its own policy', ['own'], []],
  ['somebody else\'s', ['other'], ['other']],
  ['its own and another', ['own', 'other'], ['own', 'other']],
  ['none, since it is attached nowhere', [], []],
])('shared policies of a guardrail held by %s', (_, heldBy, expected) => {
  expect(sharedPolicies({ ...ROOT, name: 'own', heldBy })).toEqual(expected);
});

test('accounts that a guardrail is not above yet are named, and their absence is said', () => {
  expect(card(ROOT)['Not yet enforced']).toBe('data, ledger-prod, network, payments-prod, shared-services');
  expect(card(OUTSIDERS)['Not yet enforced']).toBe('every member account except sandbox');
  expect(card({ ...ROOT, notYetEnforced: [] })['Not yet enforced']).toBe('in no account: it is attached above every active member account');
  expect(lines(OUTSIDERS, 'RCP')).toContain('- Not yet enforced: every member account except sandbox');
});

test('evidence is told in words with its approver, once for all units it was gathered for, beside what was only acknowledged', () => {
  const words = 'CloudTrail of 2026-08-01 to 2026-10-29 replayed, 1,204,331 recorded calls: 0 denials predicted, 12 calls undeterminable; approved by m.okafor, secops';
  expect(card(ROOT).Evidence).toBe(`Security, Workloads/NonProd: enforce ${words}`);
  expect(card(ROOT).Acknowledged).toBe('Sandbox: enforce nothing runs here that matters');
  expect(lines(ROOT, 'SCP')).toContain(`- Evidence for Security, Workloads/NonProd: **enforce**, ${words}`);
  expect(lines(ROOT, 'SCP')).toContain('- Acknowledged for Sandbox: **enforce**, "nothing runs here that matters"');
  expect(card(OUTSIDERS)).not.toHaveProperty('Evidence');
});

test('one call, one denial and one open answer are counted in the singular', () => {
  expect(replayWords({ from: '2026-08-01T00:00:00.000Z', to: '2026-08-02', evaluated: 1, denied: 1, undeterminable: 1, approver: '' }))
    .toBe('CloudTrail of 2026-08-01 to 2026-08-02 replayed, 1 recorded call: 1 denial predicted, 1 call undeterminable');
});

test('exempt accounts are named with reason, owner, ticket and end, exempt principals stay as they are written', () => {
  expect(rows(page({ guardrails: [ROOT] }), 'guardrail-1-exemptions')[0]).toEqual([
    'log-archive 617356972744', 'Object Lock bucket policy recovery', 'secops', 'SEC-400', '2027-05-01in 181 days',
  ]);
  expect(cellsOf(lines(ROOT, 'SCP'))).toHaveLength(4);
  expect(cellsOf(lines(ROOT, 'SCP'))[0]).toEqual(['log-archive (617356972744)', 'Object Lock bucket policy recovery', 'secops', 'SEC-400', '2027-05-01 (in 181 days)']);
  expect(cellsOf(lines(REGION, 'SCP'))[0][0]).toContain('arn:aws:iam::\\*:role/cdk-hnb659fds-cfn-exec-role-\\*-us-east-1<br>arn:aws:iam::');
});

test('an exempt account of somebody else is said to be one', () => {
  expect(rows(page({ guardrails: [OUTSIDERS] }), 'guardrail-1-exemptions')[0][0]).toBe('not in the snapshot: 210987654321');
  expect(cellsOf(lines(OUTSIDERS, 'RCP'))[0][0]).toBe('not in the snapshot (210987654321)');
});

test('exempt actions keep their reasons and how far they reach, and a guardrail without exemptions says so', () => {
  expect(lines(REGION, 'SCP')).toContain('| acm:\\*, kms:\\* | confined | Certificates for CloudFront live in us-east-1 |');
  expect(text(byId(page({ guardrails: [SERVICES] }), 'guardrails'))).toContain('No principal, account or action is exempt.');
  expect(lines(SERVICES, 'SCP')).toEqual(expect.arrayContaining(['No principal and no account is exempt.', 'No action is exempt.']));
});
