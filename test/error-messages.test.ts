import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GUARDRAILS } from './messages/guardrails';
import { IDENTITY } from './messages/identity';
import { LANDING_ZONE } from './messages/landing-zone';
import type { Messages } from './messages/messages';
import { ORGANIZATION } from './messages/organization';
import { refusal } from './support/messages';
import { PROVOCATIONS } from './support/provocations';

const MESSAGES: Messages = { ...ORGANIZATION, ...GUARDRAILS, ...IDENTITY, ...LANDING_ZONE };

test.each(Object.entries(MESSAGES))('%s says what was given, what is allowed, how to fix it, and where', (code, [problem, fix, at]) => {
  expect(refusal(PROVOCATIONS[code])).toBe(`[${code}] ${problem}\n  fix: ${fix}\n  at: ${at}`);
});

test('PolicyNameTwice, which only the whole app can tell, is raised when it is synthesized', () => {
  expect(refusal(PROVOCATIONS.PolicyNameTwice)).toContain(
    "[PolicyNameTwice] 2 guardrails make a policy called 'zero-trust-region-deny'; names are unique in an organization\n"
    + '  fix: give each guardrail a `policyName` of its own\n  at: Stack/Other/Policy');
});

test('LandingZoneTwice, likewise', () => {
  expect(refusal(PROVOCATIONS.LandingZoneTwice)).toContain(
    "[LandingZoneTwice] the organization o-smallorgan has another landing zone in this app, 'Other/Zone'; one organization has one\n"
    + '  fix: make one landing zone of both\n  at: One/Zone');
});

test('every code of the sources is quoted here, and no other', () => {
  const sources = (readdirSync(join(__dirname, '..', 'src'), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(__dirname, '..', 'src', name), 'utf8')).join('\n');
  const written = [...sources.matchAll(/code: '(\w+)'|check\([^']+'(\w+)',$|datedProblems\('(\w+)'/gm)]
    .flatMap(([, plain, checked, dated]) => (dated ? [`${dated}Blank`, `${dated}Date`, `${dated}Expired`, `${dated}Long`] : [plain ?? checked]));
  expect([...new Set(written)].sort()).toEqual([...Object.keys(MESSAGES), 'LandingZoneTwice', 'PolicyNameTwice'].sort());
});
