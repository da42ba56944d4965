import { Aws } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { Accounts, CustomerManagedPolicy, type DeployedPolicyProps, PermissionSet, type PermissionSetProps, PermissionsBoundary } from '../../src';
import { assumedPolicies, assumptionWarnings } from '../../src/identity/domain/assumptions';
import { customerPolicyProblems } from '../../src/identity/domain/customer-policies-problems';
import { permissionSetProblems } from '../../src/identity/domain/permission-set-problems';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from '../support/small-organization';

const statement = (change: PolicyStatementProps = {}) => new PolicyStatement({ actions: ['s3:ListBucket'], resources: ['*'], ...change });
const deployed = (change: Partial<DeployedPolicyProps> = {}) => CustomerManagedPolicy.deployed({ name: 'edge', statements: [statement()], ...change });
const set = (change: Partial<PermissionSetProps> = {}) => PermissionSet.custom({ name: 'Reader', description: 'Reads', ...change });

/** Codes of what is wrong with policies under rules that give sets in accounts. */
function wrong(sets: PermissionSet[], access: Record<string, Accounts> = {}): string[] {
  const rules = Object.entries(access).map(([permissionSet, accounts]) => ({ permissionSet, accounts: accounts._selection() }));
  return customerPolicyProblems(sets.map((one) => one._data()), rules, smallOrganization()._directory()).map(({ code }) => code);
}

/** A statement whose document has so many characters, blanks besides. */
const long = (characters: number, blanks = 0) => {
  const bare = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '' }] }).length;
  return statement({ resources: ['a'.repeat(characters - bare) + ' '.repeat(blanks)] });
};

test.each<[string, string[], Partial<DeployedPolicyProps>]>([
  ['6,144 characters', [], { statements: [long(6_144)] }],
  ['6,145 characters', ['ManagedPolicySize'], { statements: [long(6_145)] }],
  ['6,144 characters and blanks, which IAM does not count', [], { statements: [long(6_144, 5)] }],
  ['6,145 characters and blanks', ['ManagedPolicySize'], { statements: [long(6_145, 5)] }],
  ['no statement', ['ManagedPolicyEmpty'], { statements: [] }],
  ['a description of 1,024 characters', [], { description: 'x'.repeat(1_024) }],
  ['a description of 1,025 characters', ['ManagedPolicyDescription'], { description: 'x'.repeat(1_025) }],
  ['a description of one character', [], { description: 'x' }],
  ['a blank description', ['ManagedPolicyDescription'], { description: ' ' }],
  ['accounts that nobody knows', ['AccountUnknown'], { accounts: Accounts.named('nobody') }],
  ['accounts that select nobody', ['AccountsEmpty'], { accounts: Accounts.tagged('stage', 'none') }],
])('a deployed policy with %s: %j', (_, expected, change) => {
  expect(wrong([set({ customerManagedPolicies: [deployed(change)] })])).toEqual(expected);
  expect(wrong([set({ managedPolicies: ['ReadOnlyAccess'], permissionsBoundary: PermissionsBoundary.deployed({ name: 'edge', statements: [statement()], ...change }) })])).toEqual(expected);
});

test.each<[string, string, PolicyStatement[]]>([
  ['names a principal', 'cannot specify any IAM principals', [statement({ principals: [new AnyPrincipal()] })]],
  ['has no resource', 'must specify at least one resource', [new PolicyStatement({ actions: ['s3:ListBucket'] })]],
  ['holds what only a deployment knows', 'known only at deployment', [statement({ resources: [`arn:${Aws.PARTITION}:s3:::edge`] })]],
  ['has the Sid of another one', "share the Sid 'One'", [statement({ sid: 'One' }), statement({ sid: 'One', actions: ['s3:GetObject'] })]],
])('a statement that %s is refused where it is written', (_, why, statements) => {
  const message = refusal(() => deployed({ statements }));
  expect(codes(message)).toEqual(['ManagedPolicyStatement']);
  expect(message).toContain(why);
  expect(refusal(() => PermissionsBoundary.deployed({ name: 'edge', statements }))).toContain('at: PermissionsBoundary.deployed');
});

test('Sids that differ, and statements without any, are fine', () => {
  expect(() => deployed({ statements: [statement({ sid: 'One' }), statement({ sid: 'Two' }), statement(), statement()] })).not.toThrow();
});

describe('names are unique in an account, whatever their path and case', () => {
  const other = { statements: [statement({ actions: ['s3:GetObject'] })] };
  const policies = (...customerManagedPolicies: CustomerManagedPolicy[]) => set({ customerManagedPolicies });

  test.each<[string, string[], () => PermissionSet[]]>([
    ['one policy in two sets', [], () => [policies(deployed()), set({ name: 'Other', customerManagedPolicies: [deployed()] })]],
    ['one policy for a set and as the boundary of another', [], () => [policies(deployed()), set({ name: 'Other', managedPolicies: ['ReadOnlyAccess'], permissionsBoundary: PermissionsBoundary.deployed({ name: 'edge', statements: [statement()] }) })]],
    ['two contents under one name', ['ManagedPolicyTwice'], () => [policies(deployed()), set({ name: 'Other', customerManagedPolicies: [deployed(other)] })]],
    ['two places under one name', ['ManagedPolicyTwice'], () => [policies(deployed()), set({ name: 'Other', customerManagedPolicies: [deployed({ accounts: Accounts.all() })] })]],
    ['names that differ in case only', ['ManagedPolicyTwice'], () => [policies(deployed()), set({ name: 'Other', customerManagedPolicies: [deployed({ name: 'Edge' })] })]],
    ['two names', [], () => [policies(deployed(), deployed({ name: 'ridge', ...other }))]],
    ['one that exists under the same name elsewhere', ['ManagedPolicyNameTaken'], () => [policies(deployed()), set({ name: 'Other', customerManagedPolicies: [CustomerManagedPolicy.existing('Edge', '/team/')] })]],
    ['a boundary that exists under the same name', ['ManagedPolicyNameTaken'], () => [policies(deployed()), set({ name: 'Other', managedPolicies: ['ReadOnlyAccess'], permissionsBoundary: PermissionsBoundary.customerManaged('edge') })]],
    ['the very policy that is made, named as one that exists', [], () => [policies(deployed()), set({ name: 'Other', customerManagedPolicies: [CustomerManagedPolicy.existing('edge', '/zero-trust/policies/')] })]],
    ['one that exists under another name', [], () => [policies(deployed()), set({ name: 'Other', customerManagedPolicies: [CustomerManagedPolicy.existing('ridge')] })]],
  ])('%s: %j', (_, expected, sets) => {
    expect(wrong(sets())).toEqual(expected);
  });
});

describe('a rule must not reach beyond where a policy is made', () => {
  const narrow = () => [set({ customerManagedPolicies: [deployed({ accounts: Accounts.named('sandbox', 'production') })] })];

  test.each<[string, string[], Accounts]>([
    ['an account where it is', [], Accounts.named('sandbox')],
    ['every account where it is', [], Accounts.named('sandbox', 'production')],
    ['one account more', ['ManagedPolicyReach'], Accounts.named('sandbox', 'production', 'audit')],
    ['the management account', ['ManagedPolicyReach'], Accounts.named('management')],
  ])('%s: %j', (_, expected, accounts) => {
    expect(wrong(narrow(), { Reader: accounts })).toEqual(expected);
    expect(wrong([set({ customerManagedPolicies: [deployed()] })], { Reader: accounts })).toEqual([]);
    expect(wrong(narrow(), { Somebody: accounts })).toEqual([]);
  });
});

describe('a set is privileged by what its deployed policies allow', () => {
  const wide = () => CustomerManagedPolicy.deployed({ name: 'wide', statements: [new PolicyStatement({ actions: ['iam:PutRolePolicy'], resources: ['*'] })] });

  test('allowing everything makes it so, a Deny or a boundary of that width does not', () => {
    expect(set({ customerManagedPolicies: [wide()] }).privileged).toBe(true);
    expect(set({ customerManagedPolicies: [deployed()] }).privileged).toBe(false);
    expect(set({ customerManagedPolicies: [deployed({ statements: [statement({ effect: Effect.DENY, actions: ['*'] })] })] }).privileged).toBe(false);
    const everything = PermissionsBoundary.deployed({ name: 'all', statements: [statement({ actions: ['*'] })] });
    expect(set({ managedPolicies: ['job-function/ViewOnlyAccess'], permissionsBoundary: everything }).privileged).toBe(false);
  });

  test('what an existing policy allows, nobody here knows', () => {
    expect(set({ customerManagedPolicies: [CustomerManagedPolicy.existing('wide')] }).privileged).toBe(false);
  });
});

test('each says its name and path', () => {
  expect([deployed(), CustomerManagedPolicy.existing('own'), CustomerManagedPolicy.existing('own', '/team/')].map(({ path, name }) => path + name))
    .toEqual(['/zero-trust/policies/edge', '/own', '/team/own']);
});

describe('what is assumed', () => {
  const holding = (permissionSet: string, ...ids: string[]) => ids.map((id) => ({ permissionSet, account: { id } }));
  const sets = [
    set({ customerManagedPolicies: [CustomerManagedPolicy.existing('own'), deployed()] }),
    set({ name: 'Other', customerManagedPolicies: [CustomerManagedPolicy.existing('own')], permissionsBoundary: PermissionsBoundary.customerManaged('most', '/team/') }),
    set({ name: 'Third', customerManagedPolicies: [deployed()], permissionsBoundary: PermissionsBoundary.awsManaged('PowerUserAccess') }),
  ].map((one) => one._data());
  const assumed = assumedPolicies(sets, [...holding('Reader', SANDBOX, PRODUCTION), ...holding('Other', SANDBOX, MANAGEMENT), ...holding('Third', SANDBOX)]);

  test('is every customer managed policy and boundary that is not deployed, with its sets and the accounts in which rules give them', () => {
    expect(assumed).toEqual([
      { policy: '/own', permissionSets: ['Other', 'Reader'], accountIds: [MANAGEMENT, PRODUCTION, SANDBOX] },
      { policy: '/team/most', permissionSets: ['Other'], accountIds: [MANAGEMENT, SANDBOX] },
    ]);
  });

  test('is one warning, and none where everything is deployed', () => {
    expect(assumptionWarnings(assumed)).toEqual([{
      id: 'customer-policies-assumed',
      message: "Permission sets name customer managed policies that are not deployed with them: '/own', '/team/most'. Identity Center refuses a set in an account without them, and "
        + 'a snapshot cannot show whether they exist; rules give these sets in 3 accounts.',
    }]);
    expect(assumptionWarnings(assumedPolicies(sets.slice(2), holding('Third', SANDBOX)))).toEqual([]);
  });

  test('is not what another set has deployed', () => {
    const same = set({ name: 'Same', customerManagedPolicies: [CustomerManagedPolicy.existing('edge', '/zero-trust/policies/')] })._data();
    expect(assumedPolicies([same], [])).toHaveLength(1);
    expect(assumedPolicies([same, sets[2]], [])).toEqual([]);
  });

  test('is said of a set that no rule gives, too: it may be lent', () => {
    expect(assumedPolicies(sets.slice(0, 1), [])).toEqual([{ policy: '/own', permissionSets: ['Reader'], accountIds: [] }]);
  });
});

describe('the role takes ten managed policies, of whatever kind', () => {
  const problems = (aws: number, own: number) => permissionSetProblems(set({
    managedPolicies: Array.from({ length: aws }, (_, index) => `Policy${index}`),
    customerManagedPolicies: Array.from({ length: own }, (_, index) => deployed({ name: `own-${index}` })),
    permissionsBoundary: PermissionsBoundary.deployed({ name: 'most', statements: [statement()] }),
  })._data(), smallOrganization()._quotas()).map(({ code }) => code);

  test.each([[5, 5, []], [5, 6, ['PermissionSetPolicies']], [0, 10, []], [0, 11, ['PermissionSetPolicies']]])('%i of AWS and %i deployed ones, and a boundary, which counts for none: %j', (aws, own, expected) => {
    expect(problems(aws, own)).toEqual(expected);
  });
});
