import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as library from '../../src';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { principalTag } from '../../src/policy/domain/session-tag';
import { landingZone } from '../support/landing-zone';
import { SANDBOX, SANDBOX_UNIT, smallOrganization } from '../support/small-organization';

const DOCS = join(__dirname, '..', '..', 'docs');
const PAGE = readFileSync(join(DOCS, 'mfa-evidence.md'), 'utf8');
const fenced = (language: string) => [...PAGE.matchAll(/^ *```(\w+)\n([^]*?)^ *```$/gm)].filter(([, name]) => name === language).map(([, , block]) => block);
const [report, enforce, tagCheck] = fenced('ts');
const [lookUp, fromFiles, wayBack] = fenced('sh');

/** Runs code of the page with these names in reach. */
// eslint-disable-next-line @typescript-eslint/no-implied-eval
const run = (code: string, names: Record<string, unknown>): any => new Function(...Object.keys(names), code)(...Object.values(names));

/** The landing zone that a piece of the page makes of a small one. */
function zoneOf(code: string): library.LandingZone {
  const app = new App();
  const rest = {
    organization: smallOrganization(), logArchiveAccount: 'log-archive', auditAccount: 'audit', allowedRegions: ['eu-west-1'], rollout: library.Rollout.stages([]),
    permissionSets: [], access: [], asOf: '2026-11-01',
  };
  run(code, { ...library, app, landingZone: rest });
  app.synth();
  return app.node.findChild('LandingZone') as library.LandingZone;
}

test('its first example watches, its second enforces where it says', () => {
  expect([zoneOf(report), zoneOf(enforce)].map(({ mfaEvidence }) => mfaEvidence!.targetIds)).toEqual([[], [SANDBOX_UNIT]]);
});

test('it names the attribute, the tag and the value that are the defaults', () => {
  const { sessionTag, value } = zoneOf(report).mfaEvidence!;
  expect(PAGE).toContain(`| \`https://aws.amazon.com/SAML/Attributes/AccessControl:${sessionTag}\` | \`${value}\` | \`${principalTag(sessionTag)}\` |`);
});

test.each([['the tag', 'true', 'allowed'], ['another value', 'false', 'implicitly-denied'], ['no tag', undefined, 'implicitly-denied']])(
  'the set that asks for the tag, with %s: %s → %s', (_, value, decision) => {
    const set: library.PermissionSet = run(`${tagCheck}\nreturn tagCheck;`, { ...library, PolicyStatement });
    const chain = compileChain({ scps: [], rcps: [], identityPolicies: [{ Version: '2012-10-17', Statement: set._data().statements }], sessionPolicies: [] });
    expect(evaluate({
      principalArn: `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_TagCheck_0123456789abcdef`, principalAccount: SANDBOX,
      action: 'iam:ListAccountAliases', resource: '*', context: value === undefined ? {} : { 'aws:PrincipalTag/mfa': value },
    }, chain).decision).toBe(decision);
  });

describe('what it prints of the trail', () => {
  const people = `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Developer_0123456789abcdef`;
  const event = (roleSessionName: string, principalTags?: object, change: object = {}) => ({
    eventName: 'AssumeRoleWithSAML', eventTime: '2026-11-01T08:00:00Z', requestParameters: { roleArn: people, roleSessionName, principalTags }, ...change,
  });
  const events = [
    event('ada', { mfa: 'true' }), event('bob', { MFA: 'false', department: 'data' }), event('cleo', { department: 'data' }), event('dan'),
    event('refused', undefined, { errorCode: 'AccessDenied' }),
    event('elsewhere', {}, { requestParameters: { roleArn: `arn:aws:iam::${SANDBOX}:role/saml-of-our-own`, roleSessionName: 'elsewhere' } }),
    event('unreadable', {}, { requestParameters: null }),
  ];
  const expected = [['ada', 'true'], ['bob', 'false'], ['cleo', 'MISSING'], ['dan', 'MISSING']];
  const jq = (command: string, input: object) => {
    const { stdout, stderr, status } = spawnSync('jq', ['-r', /jq -r '([^']*)'/.exec(command)![1]], { input: JSON.stringify(input), encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    return stdout.trimEnd().split('\n').map((line) => line.split('\t')).map(([time, role, person, tag]) => {
      expect([time, role]).toEqual(['2026-11-01T08:00:00Z', people]);
      return [person, tag];
    });
  };
  const withJq = spawnSync('jq', ['--version']).status === 0 ? test : test.skip;

  withJq('is everybody of Identity Center with the value of the tag, out of the event history', () => {
    expect(jq(lookUp, { Events: events.map((one) => ({ CloudTrailEvent: JSON.stringify(one) })) })).toEqual(expected);
  });

  withJq('is the same out of log files, other events left out', () => {
    expect(jq(fromFiles, { Records: [...events, { ...event('other'), eventName: 'AssumeRole' }] })).toEqual(expected);
  });
});

test('the way back finds the policy by the name that it has', () => {
  expect(wayBack).toContain(`Name=='${landingZone({ mfaEvidence: library.MfaEvidence.report() }).zone.mfaEvidence!.policyName}'`);
});

test('the warnings and files that it names are there', () => {
  const sources = ['guardrails/mfa-evidence-scp.ts', 'landing-zone/landing-zone-guardrails.ts'].map((file) => readFileSync(join(DOCS, '..', 'src', file), 'utf8')).join();
  expect([...PAGE.matchAll(/`(mfa-evidence-[a-z-]+)`/g)].map(([, id]) => sources.includes(`cdk-zero-trust-landing-zone:${id}'`))).toEqual([true, true]);
  expect([...PAGE.matchAll(/\]\(([^)#:]+)\)/g)].filter(([, target]) => !existsSync(join(DOCS, target)))).toEqual([]);
});
