import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type AnySchemaObject } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { sizedReport } from './report-variants';
import { sampleReport } from './sample-report';
import { MEMBER_ORDER, renderJson } from '../../src/report/domain/report-json';
import type { AccessReport } from '../../src/report/domain/report-model';

const SCHEMA: AnySchemaObject = JSON.parse(readFileSync(join(__dirname, '../../docs/access-report.schema.json'), 'utf8'));

const validate = addFormats(new Ajv2020({ strict: true, allErrors: true, strictTypes: false })).compile(SCHEMA);

function problems(report: unknown): string[] {
  void validate(JSON.parse(JSON.stringify(report)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The sample with one value changed, or taken away when none is given. */
function broken(path: string, ...value: readonly unknown[]): unknown {
  const report = JSON.parse(JSON.stringify(sampleReport()));
  const names = path.split('.');
  const last = names.pop()!;
  const parent = names.reduce((place, name) => place[name], report);
  if (value.length > 0) {
    parent[last] = value[0];
  } else {
    delete parent[last];
  }
  return report;
}

test('the sample report and a large one are valid as they are written', () => {
  expect(problems(JSON.parse(renderJson(sampleReport())))).toEqual([]);
  expect(problems(JSON.parse(renderJson(sizedReport({ accounts: 50, units: 4, groups: 3, sets: 3, proofs: 8 }))))).toEqual([]);
});

test('a report without a trail, exceptions, guardrails, proofs, stacks and warnings is valid', () => {
  expect(problems(sampleReport({ trail: undefined, standingExceptions: [], guardrails: [], proofs: [], stacks: [], warnings: [] }))).toEqual([]);
});

test.each([['assumed policies', 'assumedPolicies'], ['promises', 'promises']])('a report from before %s were listed is valid', (_, member) => {
  expect(problems(broken(member))).toEqual([]);
});

test('members that a reader does not know are no problem, at the top and below', () => {
  expect(problems({ ...sampleReport(), controls: [], organization: { ...sampleReport().organization, motto: 'none' } })).toEqual([]);
});

test.each([
  ['another version', broken('schemaVersion', 2), '/schemaVersion must be equal to constant'],
  ['no accounts', broken('accounts'), " must have required property 'accounts'"],
  ['an account id that lost its leading zero', broken('accounts.4.id', '11958012252'), '/accounts/4/id must match pattern "^[0-9]{12}$"'],
  ['an account id that is a number', broken('assignments.0.accountId', 446805215924), '/assignments/0/accountId must be string'],
  ['an assignment without a group', broken('assignments.0.group'), "/assignments/0 must have required property 'group'"],
  ['an exception without a reason', broken('standingExceptions.0.reason', ''), '/standingExceptions/0/reason must NOT have fewer than 1 characters'],
  ['an exception that ends on no day', broken('standingExceptions.0.expires', 'never'), '/standingExceptions/0/expires must match format "date"'],
  ['an assumed policy that no set names', broken('assumedPolicies.0.permissionSets', []), '/assumedPolicies/0/permissionSets must NOT have fewer than 1 items'],
  ['an assumed policy without a path', broken('assumedPolicies.0.policy', 'edge'), '/assumedPolicies/0/policy must match pattern "^/"'],
  ['a promise without a sentence', broken('promises.0.promise', ''), '/promises/0/promise must NOT have fewer than 1 characters'],
  ['a promise whose id no link takes', broken('promises.0.id', 'The trail'), '/promises/0/id must match pattern "^[a-z]+(-[a-z]+)*$"'],
  ['evidence of another kind', broken('promises.0.shownBy.0.kind', 'word'), '/promises/0/shownBy/0/kind must be equal to one of the allowed values'],
  ['evidence that nobody finds', broken('promises.0.shownBy.0.where'), "/promises/0/shownBy/0 must have required property 'where'"],
  ['proofs without their number', broken('promises.0.shownBy.1.proofs.claims', 0), '/promises/0/shownBy/1/proofs/claims must be >= 1'],
  ['a session of 59 minutes', broken('permissionSets.0.sessionMinutes', 59), '/permissionSets/0/sessionMinutes must be >= 60'],
  ['a session of 721 minutes', broken('permissionSets.0.sessionMinutes', 721), '/permissionSets/0/sessionMinutes must be <= 720'],
  ['a privilege in words', broken('permissionSets.0.privileged', 'yes'), '/permissionSets/0/privileged must be boolean'],
  ['an exemption without an owner', broken('guardrails.1.exemptions.0.owner'), "/guardrails/1/exemptions/0 must have required property 'owner'"],
  ['an exemption for nobody', broken('guardrails.1.exemptions.0.accountIds', []), '/guardrails/1/exemptions/0/accountIds must NOT have fewer than 1 items'],
  ['an exemption for principals and accounts at once', broken('guardrails.1.exemptions.0.principals', ['*']), '/guardrails/1/exemptions/0 must match exactly one schema in oneOf'],
  ['a guardrail of unknown type', broken('guardrails.0.type', 'TAG_POLICY'), '/guardrails/0/type must be equal to one of the allowed values'],
  ['evidence that nobody approved', broken('guardrails.0.stages.1.evidence.approver'), "/guardrails/0/stages/1/evidence must have required property 'approver'"],
  ['evidence of no day', broken('guardrails.0.stages.1.evidence.from', 'August'), '/guardrails/0/stages/1/evidence/from must match format "date"'],
  ['a proof that may come out either way', broken('proofs.0.expected', 'either'), '/proofs/0/expected must be equal to one of the allowed values'],
  ['a gap in a proof without a reason', broken('proofs.4.notCovered.0.reason'), "/proofs/4/notCovered/0 must have required property 'reason'"],
  ['an answer that hangs on nothing', broken('proofs.3.undetermined.0.dependsOn', []), '/proofs/3/undetermined/0/dependsOn must NOT have fewer than 1 items'],
  ['a policy of unknown origin', broken('chains.0.levels.0.policies.0.origin', 'theirs'), '/chains/0/levels/0/policies/0/origin must be equal to one of the allowed values'],
  ['a level without resource control policies', broken('chains.0.levels.0.rcps'), "/chains/0/levels/0 must have required property 'rcps'"],
  ['a resource control policy of unknown origin', broken('chains.0.levels.0.rcps.policies.0.origin', 'theirs'), '/chains/0/levels/0/rcps/policies/0/origin must be equal to one of the allowed values'],
  ['slots without a quota', broken('policySlots.after.scpQuotaPerTarget'), "/policySlots/after must have required property 'scpQuotaPerTarget'"],
  ['slots of something that is no target', broken('policySlots.after.targets.x', {}), '/policySlots/after/targets property name must be valid'],
  ['a lock mode that does not exist', broken('trail.retentionMode', 'compliance'), '/trail/retentionMode must be equal to one of the allowed values'],
  ['a snapshot without a time', broken('organization.takenAt', '2026-11-01'), '/organization/takenAt must match format "date-time"'],
])('a report with %s is refused', (_, report, problem) => {
  expect(problems(report)).toContain(problem);
});

test('the schema describes exactly the members of the model', () => {
  const resolve = (schema: AnySchemaObject): AnySchemaObject =>
    (typeof schema.$ref === 'string' && schema.type === undefined ? SCHEMA.$defs[schema.$ref.replace('#/$defs/', '')] : schema);
  const members = (schema: AnySchemaObject): unknown => {
    const { properties, items, additionalProperties } = resolve(schema);
    if (items) return members(items);
    if (properties) return Object.fromEntries(Object.entries<AnySchemaObject>(properties).map(([name, value]) => [name, members(value)]));
    return typeof additionalProperties === 'object' ? { '*': members(additionalProperties) } : 'value';
  };
  expect(members(SCHEMA)).toEqual(MEMBER_ORDER);
});

test('every member is described', () => {
  const undescribed = (schema: AnySchemaObject, path: string): string[] => [
    ...(schema.description ? [] : [path]),
    ...Object.entries<AnySchemaObject>(schema.properties ?? {}).flatMap(([name, value]) => undescribed(value, `${path}/${name}`)),
    ...(schema.items?.properties ? undescribed(schema.items, `${path}/items`) : []),
  ];
  const { policySlots, chainLevel, levelPolicies, levelPolicy } = SCHEMA.$defs;
  const references: (keyof AccessReport['policySlots'])[] = ['before', 'after'];
  expect([SCHEMA, policySlots, chainLevel, levelPolicies, levelPolicy].flatMap((schema) => undescribed(schema, '')))
    .toEqual(references.map((name) => `/policySlots/${name}`));
});
