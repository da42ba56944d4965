import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIT } from './messages/audit';
import { ELEVATION_API } from './messages/elevation-api';
import { FINDINGS } from './messages/findings';
import { GUARDRAILS } from './messages/guardrails';
import { IDENTITY } from './messages/identity';
import { LANDING_ZONE } from './messages/landing-zone';
import type { Messages } from './messages/messages';
import { ORGANIZATION } from './messages/organization';
import { ROLLOUT } from './messages/rollout';
import { WHOLE_APP } from './messages/whole-app';
import { AUDIT_TRAIL as PROVOKED_AUDIT } from './provocations/audit';
import { ELEVATION_API as PROVOKED_ELEVATION_API } from './provocations/elevation-api';
import { GUARDRAILS as PROVOKED_GUARDRAILS } from './provocations/guardrails';
import { IDENTITY as PROVOKED_IDENTITY } from './provocations/identity';
import { LANDING_ZONE as PROVOKED_LANDING_ZONE } from './provocations/landing-zone';
import { ORGANIZATION as PROVOKED_ORGANIZATION } from './provocations/organization';
import { refusal } from './support/messages';

const MESSAGES: Messages = { ...ORGANIZATION, ...GUARDRAILS, ...ROLLOUT, ...IDENTITY, ...LANDING_ZONE, ...AUDIT, ...FINDINGS, ...ELEVATION_API };
const PROVOCATIONS = {
  ...PROVOKED_ELEVATION_API, ...PROVOKED_ORGANIZATION, ...PROVOKED_GUARDRAILS, ...PROVOKED_IDENTITY, ...PROVOKED_LANDING_ZONE, ...PROVOKED_AUDIT,
};

test.each(Object.entries(MESSAGES))('%s says what was given, what is allowed, how to fix it, and where', (code, [problem, fix, at]) => {
  expect(refusal(PROVOCATIONS[code])).toBe(`[${code}] ${problem}\n  fix: ${fix}\n  at: ${at}`);
});

// other problems of the app may stand between such a one and the place.
test.each(Object.entries(WHOLE_APP))('%s says the same when the app is synthesized', (code, [problem, fix, at]) => {
  const message = refusal(PROVOCATIONS[code]);
  expect(message).toContain(`[${code}] ${problem}\n  fix: ${fix}\n`);
  expect(message).toContain(`\n  at: ${at}`);
});

test('every code of the sources is quoted here, and no other', () => {
  const sources = (readdirSync(join(__dirname, '..', 'src'), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(__dirname, '..', 'src', name), 'utf8')).join('\n');
  const written = [...sources.matchAll(/code: '(\w+)'|check\([^']+'(\w+)',$|datedProblems\('(\w+)'|principalProblems\('(\w+)'/gm)].flatMap(([, plain, checked, dated, principal]) => {
    if (dated) {
      return [`${dated}Blank`, `${dated}Date`, `${dated}Expired`, `${dated}Long`];
    }
    return principal ? [`${principal}Principal`, `${principal}TooBroad`] : [plain ?? checked];
  });
  expect([...new Set(written)].sort()).toEqual(Object.keys({ ...MESSAGES, ...WHOLE_APP }).sort());
});
