import { ALL_PRESETS } from './all-presets';
import { EXAMPLES } from './example-worlds';
import { policiesOf } from './set-policies';
import { deploymentClaims } from '../../../src/guardrails/domain/deployment-claims';
import { regionDenyStatements } from '../../../src/guardrails/domain/region-deny';
import { KNOWN_TYPES, neededToMake } from '../../../src/guardrails/domain/resource-actions';
import { breakGlassClaims, standingClaims } from '../../../src/guardrails/domain/standing-claims';
import { ESCALATION } from '../../../src/identity/domain/permission-set-data';
import { workOf } from '../../../src/identity/domain/set-work';
import { compileActions } from '../../../src/policy/domain/actions';
import { type RealActions, realActions, unreal } from '../../support/real-actions';

let actions: RealActions;
beforeAll(async () => {
  actions = await realActions();
});

/** Every action and pattern of one that policies in some JSON name, however deep they stand; text that is JSON itself is read as such. */
function actionsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return /^\s*[{[]/.test(value) ? actionsIn(parsed(value)) : [];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { Effect, Action, NotAction } = value as Record<string, unknown>;
  const own = Effect === 'Allow' || Effect === 'Deny' ? [Action ?? NotAction].flat().filter((action): action is string => typeof action === 'string') : [];
  return [...own, ...Object.values(value).flatMap(actionsIn)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('the list of real actions', () => {
  test.each([
    ['one that is real', [], ['s3:GetObject']],
    ['one in other letters', [], ['S3:getobject']],
    ['a pattern that some match', [], ['s3:Get*', 's3:*', 's3:Get?bject', '*']],
    ['one that is misspelt', ['s3:GetObjekt'], ['s3:GetObject', 's3:GetObjekt']],
    ['one of a service that is misspelt', ['dynamodbb:GetItem'], ['dynamodbb:GetItem']],
    ['one of another service', ['sqs:GetObject'], ['sqs:GetObject']],
    ['a pattern that none matches', ['s3:Gett*', 'ssoadmin:*'], ['s3:Gett*', 'ssoadmin:*']],
    ['a pattern for a service', ['dynamo*:GetItem'], ['dynamo*:GetItem']],
    ['a service alone', ['s3'], ['s3']],
  ])('tells %s: %j', (_, expected, patterns) => {
    expect(unreal(patterns, actions)).toEqual(expected);
  });

  test('is asked about actions wherever they stand', () => {
    const policy = { Statement: [{ Effect: 'Allow', Action: 'a:One', Resource: '*' }, { Effect: 'Deny', NotAction: ['b:Two', 'b:Three'] }] };
    expect(actionsIn({ Resources: { Role: { Properties: { Policies: [{ PolicyDocument: policy }], Text: JSON.stringify(policy), Action: 'not:Asked' } } } }))
      .toEqual(['a:One', 'b:Two', 'b:Three', 'a:One', 'b:Two', 'b:Three']);
  });
});

const place = {
  partition: 'aws', homeRegion: 'eu-west-1', globalRegion: 'us-east-1', workRegion: 'eu-west-1', members: ['000000000005'], controlTower: true, stackSets: true,
};
const roles = { deploy: 'deploy', execute: 'execute', lookup: 'lookup', publishFiles: 'files', publishImages: 'images' };

/** Not in AWS's reference any more, and denied all the same: a denial of what is gone costs its bytes, and of what is only not written any more is needed. */
const GONE = ['sso:DeletePermissionsPolicy', 'sso:UpdateMfaDeviceManagementForDirectory'];

test.each<[string, () => string[]]>([
  ['the presets', () => ALL_PRESETS.flatMap(([, set]) => actionsIn(set._data().statements))],
  ['the work of presets', () => ALL_PRESETS.flatMap(([, set]) => workOf(set._data()))],
  ['the work of managed policies', () => ['AWSBillingReadOnlyAccess', 'AdministratorAccess', 'AmazonAthenaFullAccess', 'Billing', 'PowerUserAccess', 'ReadOnlyAccess', 'SecurityAudit',
    ...['DataScientist', 'DatabaseAdministrator', 'NetworkAdministrator', 'SystemAdministrator', 'ViewOnlyAccess'].map((name) => `job-function/${name}`)]
    .flatMap((name) => workOf({ managedPolicies: [name], statements: [] }))],
  ['the actions that make a set privileged', () => [...ESCALATION]],
  ['the guardrails', () => EXAMPLES.flatMap(({ guardrails }) => guardrails.flatMap((one) => actionsIn(one._statements())))],
  ['what the region deny exempts', () => actionsIn(regionDenyStatements({
    partition: 'aws', allowedRegions: ['eu-west-1'], globalRegion: 'us-east-1', exemptPrincipals: [], exemptPrincipalRegions: [], globalRegionRoles: [], deployers: [], extensions: [],
  }))],
  ['the claims of guardrails', () => EXAMPLES.flatMap(({ organization, guardrails }) => guardrails.flatMap((one) => one._claims(organization.organizationId).map(({ action }) => action)))],
  ['what must stay possible', () => [...standingClaims(place), ...breakGlassClaims(place, ['arn:aws:iam::*:role/break-glass'])].map(({ action }) => action)],
  ['what CDK needs', () => [
    ...deploymentClaims([{ accountId: '000000000005', region: 'eu-west-1', stackName: 'App', roles, assetBucket: 'assets', resources: [] }], place).map(({ action }) => action),
    ...KNOWN_TYPES.flatMap((type) => neededToMake({ type }, { partition: 'aws', region: 'eu-west-1', aliases: [], stackName: 'App' }).map(({ action }) => action)),
  ]],
  ['the templates of both examples, roles of functions included', () => EXAMPLES.flatMap(({ app }) => app.synth().stacks.flatMap(({ template }) => actionsIn(template)))],
])('%s: every action is a real one, every pattern matches some', (_, named) => {
  const patterns = named();
  expect(patterns.length).toBeGreaterThan(5);
  expect(unreal(patterns, actions).filter((pattern) => !GONE.includes(pattern))).toEqual([]);
});

/** Keys that every request carries, whatever the action. */
const EVERYWHERE = /^aws:(PrincipalTag|ResourceAccount|userid|CalledVia)/;

test.each(ALL_PRESETS)('%s: every condition of a statement that allows is one that each of its actions knows', (_, set) => {
  const wrong = set._data().statements.filter(({ Effect, Condition }) => Effect === 'Allow' && Condition !== undefined).flatMap(({ Sid, Action, Condition }) => {
    const speaks = compileActions(Action);
    const meant = [...actions.values()].filter(({ name }) => speaks({ name: name.toLowerCase(), service: name.split(':')[0] }));
    const keys = Object.values(Condition as object).flatMap((operands: object) => Object.keys(operands)).filter((key) => !EVERYWHERE.test(key));
    return keys.flatMap((key) => meant.filter(({ conditionKeys }) => !conditionKeys.some((known) => knows(known, key))).map(({ name }) => `${String(Sid)}: ${name} has no ${key}`));
  });
  expect(wrong).toEqual([]);
});

/** The data writes what varies in a key as '${Name}' or '<name>'. */
function knows(known: string, key: string): boolean {
  const pattern = known.replace(/\$\{\w+\}|<\w+>/g, '*').toLowerCase();
  return pattern.endsWith('*') ? key.toLowerCase().startsWith(pattern.slice(0, -1)) : pattern === key.toLowerCase();
}

test('a preset with a misspelt action would be found', () => {
  const [, developer] = ALL_PRESETS[0];
  const misspelt = JSON.parse(JSON.stringify(policiesOf(developer._data()).at(-1)).replace('kms:Decrypt', 'kms:Decript'));
  expect(unreal(actionsIn(misspelt), actions)).toEqual(['kms:Decript']);
});
