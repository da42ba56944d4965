import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { App, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as library from '../src';
import { Evidence, MfaEvidence, PermissionSet, Rollout, Stage } from '../src';
import { fixturePath } from './support/fixtures';
import { landingZone } from './support/landing-zone';
import { codes, refusal } from './support/messages';
import { AUDIT, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from './support/small-organization';
import { ATHENA } from '../src/audit/domain/activity/dialect';
import { savedQueries } from '../src/audit/domain/activity/saved-queries';
import { VIEW_COLUMNS } from '../src/audit/domain/activity/view-columns';
import { EXIT } from '../src/cli/command';
import { optionsOf } from '../src/cli/command-line';
import { verifyTrailCommand } from '../src/cli/verify-trail-command';
import { verifyTrailSettings } from '../src/cli/verify-trail-settings';
import { type Deployment, deploymentClaims } from '../src/guardrails/domain/deployment-claims';
import { prove } from '../src/guardrails/domain/prove';
import { KNOWN_TYPES, neededToMake } from '../src/guardrails/domain/resource-actions';
import { breakGlassClaims, standingClaims } from '../src/guardrails/domain/standing-claims';
import type { Guardrail } from '../src/guardrails/guardrail';
import { OrganizationGuardrails } from '../src/guardrails/organization-guardrails';
import { workOf } from '../src/identity/domain/set-work';
import { askedRegion } from '../src/organization/domain/global-region';
import { ACCOUNT, type Claim } from '../src/policy/domain/claim';

const page = (name: string) => readFileSync(join(__dirname, '..', name), 'utf8');
const PROOF = page('docs/lockout-proof.md');
const EVIDENCE = page('docs/rollout-evidence.md');

/** The fenced texts of a page in one language. */
function fenced(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].filter(([, name]) => name === language).map(([, , block]) => block);
}

/** The cells of the rows under a heading, without the rows of the head. */
function rows(text: string, heading: string): string[][] {
  const [, section] = text.split(new RegExp(`^#{2,3} ${heading}$`, 'm'));
  return section.split(/^#{2,3} /m)[0].split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('|---'))
    .map((line) => line.slice(2, -2).split(' | ')).filter((_, index) => index > 0);
}

/** What stands in code font. */
const coded = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

/** Runs the code of a page with these names in reach; its imports are taken away before. */
function runExample(code: string, names: Record<string, unknown>): void {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function(...Object.keys(names), code.replace(/^import .*$/gm, ''))(...Object.values(names));
}

describe('docs/lockout-proof.md', () => {
  const place = {
    partition: 'aws', homeRegion: 'eu-west-1', globalRegion: 'us-east-1', workRegion: 'eu-west-1', members: [SANDBOX], controlTower: true, stackSets: true,
  };
  const region = ({ regions: [asked] }: Claim) => ({ 'eu-west-1': 'home', 'us-east-1': 'global' })[asked];
  const rowOf = (claim: Claim) => [claim.claim, `\`${claim.action}\``, region(claim)];
  const standing = standingClaims(place);

  test.each([
    ['The console', standing.filter(({ source }) => source === 'console')],
    ['Roles that look after accounts', standing.filter(({ source }) => source !== 'console')],
    ['Break glass', breakGlassClaims(place, [`arn:aws:iam::${SANDBOX}:role/break-glass`])],
  ])('"%s" has a row for every claim, and no other', (heading, claims) => {
    expect(claims.length).toBeGreaterThan(2);
    expect(rows(PROOF, heading)).toEqual(claims.map(rowOf));
  });

  test('it has every action that CDK needs its roles for', () => {
    const roles: Deployment['roles'] = { deploy: 'deploy', execute: 'execute', lookup: 'lookup', publishFiles: 'files', publishImages: 'images' };
    const claims = deploymentClaims([{ accountId: SANDBOX, region: 'eu-west-1', stackName: 'App', roles, assetBucket: 'assets', resources: [] }], place);
    const cells = Object.fromEntries(rows(PROOF, 'CDK').map(([role, actions]) => [role, actions]));
    const names = [...new Set(claims.map(({ claim }) => claim.split(' with its ')[1]))];
    expect(names.map((name) => `${name}: ${cells[name]}`)).toEqual(names.map((name) =>
      `${name}: ${claims.filter(({ claim }) => claim.endsWith(` ${name}`)).map((claim) => `\`${claim.action}\`${region(claim) === 'global' ? ' (global)' : ''}`).join(', ')}`));
  });

  test('it has every resource type whose calls are asked for, with the calls', () => {
    const types = rows(PROOF, 'CDK').filter(([type]) => type.startsWith('`AWS::'));
    expect(types.map(([type, calls]) => [coded(type)[0], coded(calls)])).toEqual(KNOWN_TYPES.map((type) => [type, neededToMake({ type }, { partition: 'aws', region: 'eu-west-1', aliases: [], stackName: 'App' }).map(({ action }) => action)]));
  });

  test('it has the work of every preset, and of managed policies what is asked for', () => {
    const work = (all: readonly string[]) => all.map((action) => `\`${action}\`${askedRegion(action, place) === 'us-east-1' ? ' (global)' : ''}`).join(', ');
    const all = rows(PROOF, 'Permission sets').filter(([, actions]) => actions.startsWith('`')).map(([name, actions]) => [coded(name)[0], actions]);
    const presets = [
      PermissionSet.developer(), PermissionSet.developerAccess(), PermissionSet.dataEngineer(), PermissionSet.devOps(), PermissionSet.readOnly(),
      PermissionSet.billingReadOnly(), PermissionSet.dataAnalyst(), PermissionSet.securityAuditor(), PermissionSet.operator(),
      PermissionSet.administrator(),
    ];
    expect(all.slice(0, presets.length)).toEqual(presets.map((set) => [set.name, work(workOf(set._data()))]));
    const policies = all.slice(presets.length);
    expect(policies.length).toBeGreaterThan(5);
    expect(policies).toEqual(policies.map(([name]) => [name, work(workOf({ managedPolicies: [name], statements: [] }))]));
  });

  test('it has what every guardrail claims, and no other', () => {
    const enforced = Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);
    const { zone } = landingZone({ orgPerimeter: {}, mfaEvidence: MfaEvidence.report(), quarantine: enforced, breakGlassRoles: ['arn:aws:iam::*:role/break-glass'] });
    const guardrails: readonly Guardrail[] = OrganizationGuardrails.of(zone, 'o-smallorgan').guardrails;
    const claimed = guardrails.flatMap((one) => one._claims('o-smallorgan').map(({ action, expected }) => `${one.constructor.name} ${action} ${expected}`));
    const written = rows(PROOF, 'What must be denied').map(([guardrail, , action, expected]) => `${coded(guardrail)[0]} ${coded(action)[0]} ${expected}`);
    expect([...new Set(written)].sort()).toEqual([...new Set(claimed)].sort());
  });

  const claim: Claim = {
    claim: 'x', expected: 'allowed', source: 'test', principal: `arn:aws:iam::${ACCOUNT}:role/x`, action: 's3:GetObject', resource: '*', regions: ['eu-west-1'],
    accountIds: [SANDBOX], notCovered: [], fix: 'y',
  };
  /** Keys on which the answer hangs under a policy that mentions this one. */
  const unknown = (key: string) => {
    const deny = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { [key]: 'something else' } } };
    const documents = [{ Effect: 'Allow', Action: '*', Resource: '*' }, deny].map((statement, index) => ({ name: `p${index}`, document: { Version: '2012-10-17', Statement: [statement] } }));
    return prove([claim], {
      organizationId: 'o-smallorgan', managementAccountId: '000000000001', accountName: (id) => id, levelsAbove: () => [{ id: 'r', name: 'Root', scps: documents, rcps: [] }],
    }).proofs[0].undetermined.flatMap(({ dependsOn }) => dependsOn);
  };

  test('the condition keys that it calls known are known', () => {
    const keys = rows(PROOF, 'Three answers').flatMap(([first]) => coded(first));
    expect(keys).toHaveLength(11);
    expect(keys.filter((key) => unknown(key).length > 0)).toEqual([]);
  });

  test.each(['aws:PrincipalTag/team', 'aws:SourceIp', 'aws:MultiFactorAuthPresent', 'aws:PrincipalOrgPaths', 'aws:ViaAWSService', 'aws:ResourceTag/team', 'aws:CalledVia',
    'aws:userid', 'aws:PrincipalType', 'aws:SourceVpc', 'aws:ResourceOrgPaths', 'sts:RoleSessionName'])('%s is unknown', (key) => {
    expect(unknown(key)).toEqual([key.toLowerCase()]);
  });

  const [examples] = fenced(PROOF, 'ts');
  const [lockedOut, notDenied] = fenced(PROOF, '').map((block) => block.trimEnd());
  const shown = (message: string) => message.slice(message.indexOf('[', message.indexOf('] ') + 1)).replace(/Zone\/Management/g, 'LandingZone/Management');

  test('the failures that it shows are the ones that a person gets', () => {
    const theirs = '{"Version":"2012-10-17","Statement":[{"Sid":"NoSupport","Effect":"Deny","Action":"support:*","Resource":"*"}]}';
    const organization = smallOrganization((snapshot) => snapshot.Policies.push(scp('p-theirs01', 'their-deny', [SANDBOX_UNIT], { content: theirs })));
    expect(shown(refusal(() => landingZone({ organization }).app.synth()))).toContain(lockedOut);

    const { app, zone } = landingZone();
    zone.mustDeny({ claim: 'a pipeline makes a user', principal: 'arn:aws:iam::*:role/pipeline', action: 'iam:CreateUser', accounts: library.Accounts.under('Workloads', 'Sandbox') });
    expect(shown(refusal(() => app.synth()))).toContain(notDenied);
  });

  test('the claims that it shows as an example hold', () => {
    const { app, zone } = landingZone();
    runExample(examples, { ...library, landingZone: zone });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('docs/rollout-evidence.md', () => {
  const [example] = fenced(EVIDENCE, 'json');
  const [rollout, hash] = fenced(EVIDENCE, 'ts');
  const validate = addFormats(new Ajv2020({ strict: true, allErrors: true })).compile(JSON.parse(page('docs/rollout-evidence.schema.json')));

  /** The example of the page with one value changed, or taken away when none is given. */
  const changed = (path: string, ...value: readonly unknown[]): any => {
    const evidence = JSON.parse(example);
    const names = path.split('.');
    const last = names.pop()!;
    const parent = names.reduce((member, name) => member[name], evidence);
    if (value.length > 0) {
      parent[last] = value[0];
    } else {
      delete parent[last];
    }
    return evidence;
  };

  test('schema and library take the example', () => {
    expect(validate(JSON.parse(example))).toBe(true);
    expect(() => Evidence.fromObject(JSON.parse(example))).not.toThrow();
  });

  test('the rollout of the page enforces two guardrails with it', () => {
    let given: Rollout | undefined;
    runExample(`${rollout}\ntake(rollout);`, { ...library, Evidence: { fromFile: () => Evidence.fromObject(JSON.parse(example)) }, take: (made: Rollout) => { given = made; } });
    const { app, zone } = landingZone({ rollout: given });
    expect(() => app.synth()).not.toThrow();
    expect([zone.rootDeny, zone.longLivedCredentialDeny, zone.regionDeny].map(({ targetIds }) => targetIds.length)).toEqual([1, 1, 0]);
  });

  test('the hash is that of the content, as it is written to a file', () => {
    const printed: string[] = [];
    const hashes: string[] = [];
    runExample(hash, {
      landingZone: landingZone().zone,
      console: { log: (line: string) => printed.push(line) },
      writeFileSync: (_: string, content: string) => hashes.push(createHash('sha256').update(Buffer.from(content)).digest('hex')),
    });
    expect(printed).toEqual(hashes);
  });

  test.each<[string, any]>([
    ['nothing', undefined],
    ['a list', []],
    ['no version', changed('schemaVersion')],
    ['another version', changed('schemaVersion', 2)],
    ['a version in words', changed('schemaVersion', '1')],
    ['no unit', changed('unit')],
    ['an empty unit', changed('unit', '')],
    ['no first day', changed('from')],
    ['a day that the calendar lacks', changed('from', '2026-02-29')],
    ['a moment instead of a day', changed('to', '2026-10-31T00:00:00Z')],
    ['a day without a leading zero', changed('to', '2026-10-1')],
    ['a day as a number', changed('approvedAt', 20261102)],
    ['no policies', changed('policies')],
    ['a policy instead of a list', changed('policies', {})],
    ['a policy that is none', changed('policies.0', 'zero-trust-root-deny')],
    ['a policy without a name', changed('policies.0.name')],
    ['a policy with an empty name', changed('policies.0.name', '')],
    ['a hash of 63 digits', changed('policies.1.sha256', 'a'.repeat(63))],
    ['a hash of 65 digits', changed('policies.1.sha256', 'a'.repeat(65))],
    ['a hash in capitals', changed('policies.1.sha256', 'A'.repeat(64))],
    ['a count below nothing', changed('policies.0.evaluated', -1)],
    ['a count with a fraction', changed('policies.0.denied', 0.5)],
    ['a count in words', changed('policies.0.undeterminable', '0')],
    ['a missing count', changed('policies.0.undeterminable')],
    ['no approver', changed('approver')],
    ['a blank approver', changed('approver', ' ')],
    ['no policies at all', changed('policies', [])],
    ['no day of approval', changed('approvedAt')],
  ])('schema and library refuse %s', (_, evidence) => {
    expect(validate(evidence)).toBe(false);
    expect(new Set(codes(refusal(() => Evidence.fromObject(evidence))))).toEqual(new Set(['EvidenceShape']));
  });

  test.each<[string, any]>([
    ['a member that they do not know', changed('tool', 'replay 1.0')],
    ['one of a policy', changed('policies.0.note', 'x')],
    ['a period of one day, approved on it', { ...changed('from', '2026-10-31'), approvedAt: '2026-10-31' }],
    ['as many denied as there were', changed('policies.0.denied', 184_220)],
  ])('schema and library take %s', (_, evidence) => {
    expect(validate(evidence)).toBe(true);
    expect(() => Evidence.fromObject(evidence)).not.toThrow();
  });

  test.each<[string, any]>([
    ['a period that ends before it begins', changed('from', '2026-11-01')],
    ['an approval before the period ended', changed('approvedAt', '2026-10-30')],
    ['more denied than there were', changed('policies.0.denied', 184_221)],
  ])('%s is refused by the library alone', (_, evidence) => {
    expect(validate(evidence)).toBe(true);
    expect(codes(refusal(() => Evidence.fromObject(evidence)))).toEqual(['EvidenceShape']);
  });
});

describe('docs/trail-verification.md', () => {
  const text = page('docs/trail-verification.md');

  test('every command that it shows is one that the command line takes', () => {
    const commands = fenced(text, '').flatMap((block) => block.trim().split('\n')).map((line) => line.split('zero-trust verify-trail ')[1].replace(/ > .*/, '').replaceAll('NAME', 'name'));
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      expect(() => verifyTrailSettings(optionsOf(command.split(' '), verifyTrailCommand.options), Date.parse('2026-11-01'))).not.toThrow();
    }
  });

  test('it has every option and every exit code', () => {
    const options = rows(text, 'Options').map(([first]) => first);
    expect(options.flatMap(coded).filter((code) => code.startsWith('--')).map((code) => code.split(' ')[0].slice(2)).sort()).toEqual(Object.keys(verifyTrailCommand.options).sort());
    const exitCodes = options.filter((first) => /^\d+$/.test(first)).map(Number);
    expect(exitCodes).toEqual([EXIT.done, EXIT.failed, EXIT.usage, EXIT.attention, EXIT.finding, EXIT.interrupted]);
  });

  test('every reason that it has is one in the code, and the other way round', () => {
    const words = (folder: string) => readdirSync(join(__dirname, '..', folder)).filter((name) => name.endsWith('.ts')).map((name) => page(`${folder}/${name}`)).join('\n');
    const source = words('src/audit/domain');
    const types = [...source.matchAll(/(?:type (?:ClaimsRefused|InvalidDigest|Unreadable|Absence|GapKind) =|readonly reason: Absence \||readonly reasons: readonly \(|status: 'invalid'; readonly reason:)([^;}]*)/g)]
      .flatMap(([, members]) => [...members.matchAll(/'([a-z-]+)'/g)].map(([, word]) => word));
    const written = rows(text, 'Verdicts and reasons').flatMap((cells) => coded(cells.at(-1)!)).filter((word) => word !== 'implied');
    expect([...new Set(written)].sort()).toEqual([...new Set(types)].sort());
  });
});

test('the README has every class of guardrail', () => {
  const classes = Object.keys(library).filter((name) => /(?:SCP|RCP|Scp|Rcp)$/.test(name));
  expect(rows(page('README.md'), 'Guardrails').flatMap(([names]) => coded(names)).sort()).toEqual(classes.sort());
});

test('the first example of the README can be synthesized', () => {
  const [, example] = /```ts\n([^]*?)```/.exec(page('README.md'))!;
  const app = new App();
  runExample(example, {
    ...library,
    App: function () { return app; },
    Organization: { fromSnapshot: () => library.Organization.fromSnapshot(fixturePath('fintech', 'organization.json')) },
  });
  expect(app.synth().stacks.map(({ displayName }) => displayName.split('/')[1])).toEqual([
    'LogArchive', 'Management', 'Audit', 'Identity', 'ManagementEvents-eu-west-1', 'ManagementEvents-eu-west-3', 'ManagementEvents-us-east-1',
  ]);
});

test.each(['README.md', 'ARCHITECTURE.md', 'UPGRADING.md', 'docs/access-report.md', 'docs/adoption.md', 'docs/audit-vault.md', 'docs/aws-config.md', 'docs/customer-managed-policies.md', 'docs/elevation.md', 'docs/lockout-proof.md', 'docs/mfa-evidence.md', 'docs/okta-events.md', 'docs/permission-sets.md', 'docs/rollout-evidence.md', 'docs/rollback.md', 'docs/session-denial.md', 'docs/snapshot.md', 'docs/trail-verification.md'])(
  'the files that %s links to are there', (name) => {
    const links = [...page(name).matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target);
    expect(links.filter((target) => !existsSync(join(__dirname, '..', name, '..', target)))).toEqual([]);
  });

test.each(['docs/elevation.md', 'docs/session-denial.md'])('the headings that %s links to are there', (name) => {
  const anchors = (text: string) => [...text.matchAll(/^#{1,3} (.*)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w -]/g, '').replaceAll(' ', '-'));
  const links = [...page(name).matchAll(/\]\(([^)#:]*)#([^)]+)\)/g)];
  expect(links.length).toBeGreaterThan(2);
  expect(links.filter(([, target, anchor]) => !anchors(page(target === '' ? name : join(name, '..', target))).includes(anchor)).map(([link]) => link)).toEqual([]);
});

test('the permission set of docs/customer-managed-policies.md is one that a catalogue and its policies take', () => {
  const [example] = fenced(page('docs/customer-managed-policies.md'), 'ts');
  let made: library.PermissionSet | undefined;
  runExample(`${example}\ntake(operator);`, { ...library, PolicyStatement, take: (set: library.PermissionSet) => { made = set; } });
  const { zone } = landingZone({ permissionSets: [made!], access: [] });
  expect(zone.catalog.permissionSetArns).toHaveProperty('EdgeOperator');
  expect(made!._data().deployed).toMatchObject([{ name: 'edge', path: '/zero-trust/policies/' }]);
});

describe('docs/activity-view.md', () => {
  const text = page('docs/activity-view.md');
  const queries = savedQueries(ATHENA);

  test('it has every column with its type and meaning', () => {
    expect(rows(text, 'Columns')).toEqual(VIEW_COLUMNS.map(({ name, type, meaning }) => [`\`${name}\``, `\`${type}\``, meaning]));
  });

  test('it has every question with its parameters, and an example that gives each of them', () => {
    expect(rows(text, 'Questions')).toEqual(queries.map(({ name, description, parameters }) => [`\`${name}\``, description, parameters.join('; ')]));
    const examples = fenced(text, 'sql')[0].trim().split('\n').map((line) => /^EXECUTE (\w+) USING (.*)$/.exec(line)!);
    expect(examples.map(([, name, given]) => [name, given.split(', ').length])).toEqual(queries.map(({ name, parameters }) => [name, parameters.length]));
  });

  test('its example can be deployed', () => {
    const app = new App();
    const stack = (id: string) => new Stack(app, id, { env: { account: AUDIT, region: 'eu-west-1' } });
    runExample(fenced(text, 'ts')[0], { ...library, organization: smallOrganization(), auditStack: stack('Audit'), identityStack: stack('Identity') });
    expect(() => app.synth()).not.toThrow();
  });
});
