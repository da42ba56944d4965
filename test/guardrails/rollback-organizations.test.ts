import { NAMES, RCP, ROOT, SCP, WORKLOADS, facts, on, policy, rcp } from './rollback-world';
import type { PolicyState } from '../../src/guardrails/domain/rollback';
import { InMemoryOrganizations } from '../support/in-memory-organizations';

const world = (...states: PolicyState[]) => {
  const organization = new InMemoryOrganizations(NAMES);
  organization.settle([policy('FullAWSAccess', { targets: on(...Object.keys(NAMES)) }), ...states]);
  return { organization, id: (name: string) => organization.states().find((state) => state.name === name)!.id! };
};
const aws = (command: string, id: string, rest = '') => `aws organizations ${command} --policy-id ${id} ${rest}`;
const create = (name: string, content = '{}', type = SCP) => `aws organizations create-policy --type ${type} --name ${name} --description d --content '${content}'`;

test.each<[string, string, (id: (name: string) => string) => string]>([
  ['a second attachment', 'DuplicatePolicyAttachmentException', (id) => aws('attach-policy', id('a'), `--target-id ${WORKLOADS}`)],
  ['detaching what is not attached', 'PolicyNotAttachedException', (id) => aws('detach-policy', id('a'), `--target-id ${ROOT}`)],
  ['deleting what is attached', 'PolicyInUseException', (id) => aws('delete-policy', id('a'))],
  ['a name that is taken', 'DuplicatePolicyException', () => create('a')],
  ['renaming to a name that is taken', 'DuplicatePolicyException', (id) => aws('update-policy', id('a'), '--name b')],
  ['an id that is unknown', 'PolicyNotFoundException', () => aws('delete-policy', 'p-00009999')],
  ['an id that is empty', 'PolicyNotFoundException', () => aws('describe-policy', "''")],
  ['a target that is unknown', 'TargetNotFoundException', (id) => aws('attach-policy', id('a'), '--target-id r-zz99')],
  ['creating with a document that is no JSON', 'MalformedPolicyDocumentException', () => create('c', '{')],
  ['updating with a document that is no JSON', 'MalformedPolicyDocumentException', (id) => aws('update-policy', id('a'), '--content no')],
  ['detaching the last service control policy', 'ConstraintViolationException: MIN', (id) => aws('detach-policy', id('FullAWSAccess'), `--target-id ${ROOT}`)],
])('it refuses %s', (_, refusal, line) => {
  const { organization, id } = world(policy('a'), policy('b'));
  const before = facts(organization.states());
  expect(() => organization.run(line(id))).toThrow(refusal);
  expect(facts(organization.states())).toEqual(before);
});

test.each([[SCP, 10, 8], [RCP, 5, 4]])('of %s, a target takes %i and not one more', (type, _, others) => {
  const { organization, id } = world(...Array.from({ length: others }, (__, place) => policy(`other-${place}`, { type })), policy('a', { type, targets: [] }), policy('z', { type, targets: [] }));
  organization.run(aws('attach-policy', id('a'), `--target-id ${WORKLOADS}`));
  expect(() => organization.run(aws('attach-policy', id('z'), `--target-id ${WORKLOADS}`))).toThrow('ConstraintViolationException: MAX');
});

test('a target may lose its last resource control policy, and policies of two types may share a name', () => {
  const { organization, id } = world(rcp('r'));
  organization.run(aws('detach-policy', id('r'), `--target-id ${WORKLOADS}`));
  organization.run(create('FullAWSAccess', '{}', RCP));
  expect(organization.states().map(({ name }) => name)).toEqual(['FullAWSAccess', 'r', 'FullAWSAccess']);
});

test('a query as text is asked of each page', () => {
  const { organization, id } = world(policy('a'), policy('b'), policy('c'));
  const list = (query: string) => organization.run(`aws organizations list-policies --filter ${SCP} --output text --query '${query}'`);
  expect(list('Policies[?Name==`"c"`].Id | [0]')).toBe(`None\n${id('c')}\n`);
  expect(list('Policies[?Name==`"c"`].Id')).toBe(`${id('c')}\n`);
});

test('without a query it answers in JSON', () => {
  const { organization, id } = world(policy('a'));
  expect(JSON.parse(organization.run(aws('list-targets-for-policy', id('a'))))).toEqual({ Targets: [{ TargetId: WORKLOADS, Name: 'Workloads' }] });
  expect(JSON.parse(organization.run(aws('describe-policy', id('a')))).Policy.PolicySummary.Name).toBe('a');
});

test.each([
  ['another program', 'rm -rf x'], ['another service', 'aws iam list-policies'], ['another command', 'aws organizations list-roots'],
  ['another option', `aws organizations list-policies --filter ${SCP} --max-items 1`], ['an option that is missing', 'aws organizations list-policies'],
  ['an option without a value', 'aws organizations list-policies --filter'], ['a value that looks like an option', 'aws organizations list-policies --filter -x'],
  ['a value that is a file', 'aws organizations list-policies --filter file://x'], ['another query', `aws organizations list-policies --filter ${SCP} --query Policies --output text`],
  ['a query without a form', `aws organizations list-policies --filter ${SCP} --query Policies`], ['two commands', 'aws organizations list-policies; aws'],
  ['a variable outside quotes', 'X=a aws $X'], ['a variable that was not assigned', 'aws "$NOBODY"'], ['an open quote', "aws 'organizations"],
  ['an open substitution', 'X=$(aws organizations list-policies'], ['a substitution outside quotes', 'aws $(aws)'], ['a stray parenthesis', 'aws )'],
  ['an old substitution', 'aws "`id`"'], ['a pattern', 'aws *'], ['an assignment before a command', 'X=a aws organizations'], ['a backslash at the end', 'aws \\'],
])('it does not run %s', (_, line) => expect(() => world(policy('a')).organization.run(line)).toThrow(/unknown|has no|needs|text only|does not (read|take)/));
