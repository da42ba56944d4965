import { workOf } from '../../src/identity/domain/set-work';
import type { Statement } from '../../src/policy/domain/document';

const allow = (...actions: string[]): Statement => ({ Effect: 'Allow', Action: actions, Resource: '*' });
const own = (...statements: Statement[]) => workOf({ managedPolicies: [], statements });
const reads = (count: number) => Array.from({ length: count }, (_, index) => `s3:Get${index}`);

test.each<[string, string[], Statement[]]>([
  ['one action', ['s3:GetObject'], [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]],
  ['actions of two statements, in the order written', ['s3:GetObject', 'kms:Decrypt'], [allow('s3:GetObject'), allow('kms:Decrypt')]],
  ['five actions', reads(5), [allow(...reads(5))]],
  ['six actions', reads(6), [allow(...reads(6))]],
  ['the first six of seven', reads(6), [allow(...reads(7))]],
  ['the first six of two statements', reads(6), [allow(...reads(4)), allow(...reads(9).slice(4))]],
  ['no wildcard of one action', ['s3:GetObject'], [allow('s3:Put*', 's3:Get?bject', '*', 's3:*', 's3:GetObject')]],
  ['no wildcard among the first six', reads(6), [allow('s3:*', ...reads(6))]],
  ['no Deny', ['s3:GetObject'], [{ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }, allow('s3:GetObject')]],
  ['no NotAction', [], [{ Effect: 'Allow', NotAction: 'iam:CreateUser', Resource: '*' }]],
  ['an action once that is written twice', ['s3:GetObject'], [allow('s3:GetObject'), allow('s3:GetObject')]],
  ['nothing without statements', [], []],
])('%s of its own is what a set is for', (_, expected, statements) => {
  expect(own(...statements)).toEqual(expected);
});

test.each<[string, string[], string[]]>([
  ['one that is known', ['job-function/DatabaseAdministrator'], ['rds:ModifyDBInstance']],
  ['one that nobody knows', ['CompanyPolicy'], []],
  ['two that are for the same, once', ['ReadOnlyAccess', 'job-function/ViewOnlyAccess'], ['ec2:DescribeInstances', 'iam:GetRole']],
])('of managed policies it is %s', (_, managedPolicies, expected) => {
  expect(workOf({ managedPolicies, statements: [] })).toEqual(expected);
});

test('managed policies come first, and take no room from the six', () => {
  const work = workOf({ managedPolicies: ['AdministratorAccess'], statements: [allow('iam:GetRole', ...reads(6))] });
  expect(work).toEqual(['ec2:RunInstances', 'iam:GetRole', ...reads(5)]);
});

test('what a preset says it is for comes in place of what its policies hold', () => {
  expect(workOf({ managedPolicies: ['ReadOnlyAccess'], statements: [allow('s3:GetObject')], work: ['ec2:StartInstances'] })).toEqual(['ec2:StartInstances']);
});
