import { ElevationBackend } from '../../src/elevation/elevation-backend';
import {
  type BackendFacts, type BackendPermissions, lendingPermissions, listingPermissions, removalPermissions,
} from '../../src/elevation/elevation-backend-permissions';
import { policyDocument } from '../../src/policy/domain/document';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { realActions, unreal } from '../support/real-actions';
import { AUDIT, MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';

const organization = smallOrganization();
const INSTANCE = organization.identityCenter!.instanceArn;
const SET = `${INSTANCE.replace(':instance/', ':permissionSet/')}/ps-0000000000000001`;
const account = (id: string) => `arn:aws:sso:::account/${id}`;

function facts(changed: Partial<BackendFacts> = {}): BackendFacts {
  return { organization, setArns: [SET], accountIds: [SANDBOX], choice: ElevationBackend.userAssignment()._choice(), ...changed };
}

/** IAM lets a call through only where every resource that it names is allowed. */
function allowed({ permissions }: BackendPermissions, action: string, ...resources: string[]): boolean {
  const document = policyDocument(permissions.map(({ actions, resources: on, conditions }) => (
    { Effect: 'Allow', Action: actions, Resource: on, ...(conditions ? { Condition: conditions } : {}) })));
  const chain = compileChain({ scps: [], rcps: [], identityPolicies: [document], sessionPolicies: [], managementAccountId: MANAGEMENT });
  const principalArn = `arn:aws:iam::${AUDIT}:role/zero-trust/elevation/any`;
  return resources.every((resource) => evaluate({
    principalArn, principalAccount: AUDIT, action, resource, resourceAccount: AUDIT, context: { 'aws:PrincipalArn': principalArn },
  }, chain).decision === 'allowed');
}

const PARTS = { lending: lendingPermissions, removal: removalPermissions, listing: listingPermissions };
type Part = keyof typeof PARTS;

describe('with assignments', () => {
  const HERE = [INSTANCE, SET, account(SANDBOX)];

  test.each<[string, string, Part[]]>([
    ['makes', 'sso:CreateAccountAssignment', ['lending']],
    ['removes', 'sso:DeleteAccountAssignment', ['removal']],
    ['lists', 'sso:ListAccountAssignments', ['lending', 'removal', 'listing']],
  ])('whoever %s them may, and nobody else', (_name, action, parts) => {
    for (const part of Object.keys(PARTS) as Part[]) {
      expect([part, allowed(PARTS[part](facts()), action, ...HERE)]).toEqual([part, parts.includes(part)]);
    }
  });

  test.each<[string, Part | undefined]>([
    ['sso:DescribeAccountAssignmentCreationStatus', 'lending'], ['sso:DescribeAccountAssignmentDeletionStatus', 'removal'], ['sso:PutInlinePolicyToPermissionSet', undefined],
  ])('%s is for %s', (action, owner) => {
    for (const part of Object.keys(PARTS) as Part[]) {
      expect([part, allowed(PARTS[part](facts()), action, INSTANCE)]).toEqual([part, part === owner]);
    }
  });

  test.each<[string, string[]]>([
    ['another set', [INSTANCE, SET.replace(/1$/, '2'), account(SANDBOX)]],
    ['another account', [INSTANCE, SET, account(AUDIT)]],
    ['another instance', [INSTANCE.replace(/.$/, 'x'), SET, account(SANDBOX)]],
  ])('nothing is lent with %s', (_name, resources) => {
    expect(allowed(lendingPermissions(facts()), 'sso:CreateAccountAssignment', ...resources)).toBe(false);
  });

  test('every account is one wildcard with its reason, and the sets stay named', () => {
    const everywhere = lendingPermissions(facts({ accountIds: undefined }));
    expect(allowed(everywhere, 'sso:CreateAccountAssignment', INSTANCE, SET, account('999999999999'))).toBe(true);
    expect(allowed(everywhere, 'sso:CreateAccountAssignment', INSTANCE, SET.replace(/1$/, '2'), account(SANDBOX))).toBe(false);
    expect(everywhere.wildcards.map(({ resource }) => resource)).toEqual([account('*')]);
    expect(lendingPermissions(facts()).wildcards).toEqual([]);
  });
});

describe('with account access manager', () => {
  const APPLICATION = `arn:aws:account-access:eu-west-1:${MANAGEMENT}:application/1234567890abcdef`;
  const lent = facts({ choice: ElevationBackend.accountAccess({ applicationArn: APPLICATION, roles: { Administrator: 'team/Operator' } })._choice() });

  test.each<[string, string, Part[]]>([
    ['makes', 'account-access:CreateEntitlement', ['lending']],
    ['removes', 'account-access:DeleteEntitlement', ['removal']],
    ['lists', 'account-access:ListEntitlements', ['lending', 'removal', 'listing']],
    ['would delete all', 'account-access:DeleteApplication', []],
  ])('whoever %s of them may, through this application only', (_name, action, parts) => {
    for (const part of Object.keys(PARTS) as Part[]) {
      expect([part, allowed(PARTS[part](lent), action, APPLICATION)]).toEqual([part, parts.includes(part)]);
      expect(allowed(PARTS[part](lent), action, APPLICATION.replace(/f$/, 'e'))).toBe(false);
    }
  });

  test('nobody makes assignments, and only whoever takes back removes those of before', () => {
    const HERE = [INSTANCE, SET, account(SANDBOX)];
    for (const part of Object.keys(PARTS) as Part[]) {
      expect(allowed(PARTS[part](lent), 'sso:CreateAccountAssignment', ...HERE)).toBe(false);
      expect([part, allowed(PARTS[part](lent), 'sso:DeleteAccountAssignment', ...HERE)]).toEqual([part, part === 'removal']);
    }
    expect(allowed(removalPermissions(lent), 'sso:DescribeAccountAssignmentDeletionStatus', INSTANCE)).toBe(true);
  });

  test('no resource has a wildcard, whatever accounts come later', () => {
    for (const part of Object.values(PARTS)) {
      expect(part(lent).permissions.flatMap(({ resources }) => resources).filter((resource) => resource.includes('*'))).toEqual([]);
    }
    expect(lendingPermissions({ ...lent, accountIds: undefined }).wildcards).toEqual([]);
    expect(removalPermissions({ ...lent, accountIds: undefined }).wildcards.map(({ resource }) => resource)).toEqual([account('*')]);
  });

  test('each action is one that AWS has', async () => {
    const actions = Object.values(PARTS).flatMap((part) => part(lent).permissions.flatMap((permission) => permission.actions));
    expect(unreal(actions, await realActions())).toEqual([]);
  });
});

test('each action is one that AWS has', async () => {
  const actions = Object.values(PARTS).flatMap((part) => part(facts()).permissions.flatMap((permission) => permission.actions));
  expect(unreal(actions, await realActions())).toEqual([]);
});
