import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breakGlassRoleArn } from '../../src/elevation/domain/break-glass';
import { breakGlassRunbook } from '../../src/elevation/domain/break-glass-runbook';
import { FIRST, SECOND, breakGlassFacts } from '../support/break-glass-fixture';
import { MANAGEMENT, PRODUCTION, SANDBOX } from '../support/small-organization';

const FACTS = breakGlassFacts({ sessionSeconds: 7200 });
const RUNBOOK = breakGlassRunbook(FACTS);
const BLOCKS = [...RUNBOOK.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs commands of the runbook in a POSIX shell whose `aws` writes its arguments down and answers like AWS. */
function run(commands: string): { calls: string[][]; printed: string; status: number | null } {
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  writeFileSync(join(folder, 'aws'), [
    '#!/bin/sh',
    `for word in "$@"; do printf '%s\\037' "$word" >> '${calls}'; done; printf '\\036' >> '${calls}'`,
    'if [ "$2" = assume-role ]; then printf \'ASIAEXAMPLE\\tse/cret+\\ttoken==\\n\'; fi',
  ].join('\n'));
  chmodSync(join(folder, 'aws'), 0o755);
  const { stdout, status } = spawnSync('sh', ['-eu', '-c', commands], {
    encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin`, AWS_PROFILE: 'mine' },
  });
  const written = readFileSync(calls, 'utf8').split('\x1e').filter((call) => call !== '').map((call) => call.split('\x1f').slice(0, -1));
  return { calls: written, printed: stdout, status };
}

test('it names every person, every account and the role with its path', () => {
  for (const name of [FIRST, SECOND, MANAGEMENT, PRODUCTION, SANDBOX, '`member-zero-trust/zero-trust-break-glass`', '`AdministratorAccess`', '2 hours', '15 minutes']) {
    expect(RUNBOOK).toContain(name);
  }
});

test('a name of an account keeps to its column', () => {
  expect(breakGlassRunbook(breakGlassFacts({ accounts: [{ id: SANDBOX, name: 'a|b' }] }))).toContain(`| a\\|b | ${SANDBOX} |`);
});

test('its first commands take the role with the device, and then act as the role', () => {
  const filled = BLOCKS[0].replace('ACCOUNT=000000000000', `ACCOUNT=${SANDBOX}`).replace(/SERIAL='[^']*'/, "SERIAL='GAHT12345678'").replace(/CODE='[^']*'/, "CODE='123456'");
  const { calls, printed, status } = run(`${filled}\necho "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN \${AWS_PROFILE-none}"`);
  expect(status).toBe(0);
  expect(printed).toBe('ASIAEXAMPLE se/cret+ token== none\n');
  const [[service, operation, ...words], identity] = calls;
  const options = Object.fromEntries(words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1]]] : [])));
  expect([service, operation]).toEqual(['sts', 'assume-role']);
  expect(options).toMatchObject({
    '--region': 'eu-west-1', '--role-arn': breakGlassRoleArn(FACTS, SANDBOX), '--duration-seconds': '7200', '--serial-number': 'GAHT12345678', '--token-code': '123456',
  });
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  expect(options['--role-session-name']).toMatch(/^[\w+=,.@-]{2,64}$/);
  expect(identity.slice(0, 2)).toEqual(['sts', 'get-caller-identity']);
});

test('its second commands deny whatever was begun before now', () => {
  const { calls: [words], status } = run(BLOCKS[1]);
  expect(status).toBe(0);
  expect(words.slice(0, 7)).toEqual(['iam', 'put-role-policy', '--role-name', 'zero-trust-break-glass', '--policy-name', 'EndSessions', '--policy-document']);
  const [{ Effect, Action, Condition }] = JSON.parse(words[7]).Statement;
  expect([Effect, Action]).toEqual(['Deny', '*']);
  expect(Condition).toEqual({ DateLessThan: { 'aws:TokenIssueTime': expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) } });
});

test('there are no other commands to run than these', () => {
  expect(BLOCKS).toHaveLength(2);
});
