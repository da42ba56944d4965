import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Accounts, CustomerManagedPolicy, PermissionSet, PermissionSetCatalog, type PermissionSetCatalogProps } from '../../src';
import { lentSetsLedger } from '../../src/identity/runtime/lent-sets-ledger';
import { AUDIT, MANAGEMENT, smallOrganization } from '../support/small-organization';

/** A catalogue of the delegated administrator with one set that rules use in member accounts and one that nobody holds permanently. */
function split(change: Partial<PermissionSetCatalogProps> = {}) {
  const app = new App();
  const stack = (id: string, account: string) => new Stack(app, id, { env: { account, region: 'eu-west-1' } });
  const organization = smallOrganization((snapshot) => snapshot.DelegatedAdministrators.push({
    Id: AUDIT, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }],
  }));
  const management = stack('Management', MANAGEMENT);
  const identity = stack('Identity', AUDIT);
  const catalog = new PermissionSetCatalog(identity, 'Catalog', {
    organization, permissionSets: [PermissionSet.developer(), PermissionSet.administrator()], managementScope: management, asOf: '2026-11-01',
    access: [{ group: 'developers', permissionSet: 'Developer', accounts: Accounts.named('production') }], ...change,
  });
  return { catalog, management: () => Template.fromStack(management), identity: () => Template.fromStack(identity) };
}

describe('a set that is lent in the management account', () => {
  test('has a twin there although no rule gives it to anybody', () => {
    const { catalog, management } = split({ lentInManagement: ['Administrator'] });
    management().resourceCountIs('AWS::SSO::PermissionSet', 1);
    management().hasResourceProperties('AWS::SSO::PermissionSet', { Name: 'Administrator-mgmt', CustomerManagedPolicyReferences: Match.absent() });
    expect(Object.keys(catalog.managementPermissionSetArns)).toEqual(['Administrator']);
    management().resourceCountIs('AWS::SSO::Assignment', 0);
  });

  test('carries the policies of that account, and the set of member accounts does not', () => {
    const { management, identity } = split({ lentInManagement: ['Administrator'], managementPolicies: [CustomerManagedPolicy.existing('deny-sessions', '/zero-trust/')] });
    management().hasResourceProperties('AWS::SSO::PermissionSet', { CustomerManagedPolicyReferences: [{ Name: 'deny-sessions', Path: '/zero-trust/' }] });
    identity().allResourcesProperties('AWS::SSO::PermissionSet', { CustomerManagedPolicyReferences: Match.absent() });
  });

  test('tells the check of that account that its assignments to users are answered for', () => {
    const { catalog, management } = split({ lentInManagement: ['Administrator'] });
    expect(catalog.managementDrift).toBeDefined();
    management().hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { LENT_SETS: Match.anyValue() } } });
  });

  test('needs a place in the management account', () => {
    expect(() => split({ lentInManagement: ['Administrator'], managementScope: undefined })).toThrow(/\[ManagementScopeMissing\] lending 'Administrator' fall/);
  });
});

test('without lent sets nothing is made in the management account, and no check leaves assignments to users alone', () => {
  const { management, identity } = split();
  management().resourceCountIs('AWS::SSO::PermissionSet', 0);
  expect(JSON.stringify([management(), identity()].map((template) => template.findResources('AWS::Lambda::Function')))).not.toContain('LENT_SETS');
});

test('who lends sets from another account answers for users who hold them, not for groups and not for other sets', async () => {
  const assignment = (permissionSetArn: string, type: 'USER' | 'GROUP') => ({ permissionSetArn, accountId: MANAGEMENT, principal: { type, id: '1' } });
  const asked = [assignment('ps-lent', 'USER'), assignment('ps-lent', 'GROUP'), assignment('ps-other', 'USER')];
  expect(await lentSetsLedger(['ps-lent']).known(asked)).toEqual([asked[0]]);
  expect(await lentSetsLedger([]).known(asked)).toEqual([]);
});
