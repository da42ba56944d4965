import { Accounts, Organization } from '../../src';
import { groupId, setArn, withAccess } from '../support/access-fixture';
import { CASES, fixture, fixturePath } from '../support/fixtures';
import { codes, refusal } from '../support/messages';
import { AUDIT, PRODUCTION, SANDBOX_UNIT, scp, smallOrganization, smallSnapshot } from '../support/small-organization';

describe.each(CASES)('the %s organization', (name) => {
  const organization = Organization.fromSnapshot(fixturePath(name, 'organization.json'));
  const expected = fixture(name, 'expected.json');

  test('has its accounts by name and by id, ids with leading zeros included', () => {
    expect(Object.fromEntries(organization.accounts.map((account) => [account.name, account.accountId]))).toEqual(expected.accounts.ids);
    for (const id of Object.values<string>(expected.accounts.ids)) {
      expect(organization.account(id).accountId).toBe(id);
    }
  });

  test('knows its management account, partition and home Region as plain text', () => {
    expect(organization.managementAccount.accountId).toBe(expected.roles.management);
    expect(organization.partition).toBe('aws');
    expect(organization.homeRegion).toBe(fixture(name, 'organization.json').IdentityCenter.Region);
  });

  test('knows which policies others made', () => {
    const policies = [organization.rootId, ...organization.units.map(({ unitId }) => unitId)].flatMap((target) => organization.policiesOn(target));
    expect([...new Set(policies.filter(({ awsManaged }) => !awsManaged).map(({ id }) => id))].sort()).toEqual([...expected.foreignPolicies].sort());
  });
});

test('bytes of a policy are counted as it is stored, white space and all, in UTF-8', () => {
  const content = '{ "Statement": [], "Note": "é€😀" }';
  const organization = smallOrganization((snapshot) => snapshot.Policies.push(scp('p-12345678', 'Noted', [SANDBOX_UNIT], { content })));
  expect(organization.policiesOn(SANDBOX_UNIT).find(({ name }) => name === 'Noted')?.bytes).toBe(Buffer.byteLength(content));
});

test('the delegated administrator of a service is found by its principal', () => {
  const organization = smallOrganization((snapshot) => snapshot.DelegatedAdministrators.push({ Id: AUDIT, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] }));
  expect(organization.delegatedAdministrator('sso.amazonaws.com')?.name).toBe('audit');
  expect(organization.delegatedAdministrator('config.amazonaws.com')).toBeUndefined();
});

test('the state of an account is preferred over its older status', () => {
  const organization = smallOrganization((snapshot) => { snapshot.Accounts[4].State = 'SUSPENDED'; });
  expect(organization.account('sandbox')).toMatchObject({ status: 'SUSPENDED', active: false });
});

test('a partition other than the commercial one is read off the ARN of the organization', () => {
  const organization = smallOrganization((snapshot) => { snapshot.Organization.Arn = snapshot.Organization.Arn.replace('arn:aws:', 'arn:aws-us-gov:'); });
  expect(organization.partition).toBe('aws-us-gov');
});

test('the order of the snapshot changes nothing', () => {
  const turned = smallSnapshot();
  for (const member of ['OrganizationalUnits', 'Accounts', 'Policies']) {
    turned[member].reverse();
  }
  const [one, other] = [smallOrganization(), Organization.fromObject(turned)];
  expect(other.accounts).toEqual(one.accounts);
  expect(other.units).toEqual(one.units);
  expect(other.select(Accounts.all())).toEqual(one.select(Accounts.all()));
});

test('a unit may be listed before its parent', () => {
  const organization = smallOrganization((snapshot) => snapshot.OrganizationalUnits.reverse());
  expect(organization.account(PRODUCTION).unitPath).toBe('Workloads/Production');
});

test('quotas are the documented ones unless they are overridden, and an override has a bound', () => {
  expect(smallOrganization().quotas).toMatchObject({ scpBytes: 10240, scpsPerTarget: 10 });
  expect(smallOrganization(() => {}, { scpsPerTarget: 1 }).quotas).toMatchObject({ scpBytes: 10240, scpsPerTarget: 1 });
  expect(codes(refusal(() => smallOrganization(() => {}, { scpsPerTarget: 0, scpBytes: 1.5 })))).toEqual(['QuotaOutOfRange', 'QuotaOutOfRange']);
});

test('a file that is not there and a file that is no JSON are refused by name', () => {
  expect(refusal(() => Organization.fromSnapshot('nowhere.json'))).toMatch(/^\[SnapshotUnreadable\] the snapshot 'nowhere.json' cannot be read: ENOENT/);
  expect(refusal(() => Organization.fromSnapshot(__filename))).toMatch(/\[SnapshotUnreadable\]/);
});

describe('recorded access', () => {
  const recorded = (turned = false) => {
    const snapshot = withAccess(smallSnapshot(), {
      groups: ['writers', 'readers'],
      sets: ['Writer', ['Reader', { owner: 'platform' }]],
      assignments: [['writers', 'Writer', PRODUCTION], ['readers', 'Reader', AUDIT], ['user:7', 'Reader', AUDIT]],
    });
    const lists = snapshot.IdentityCenter;
    ['Groups', 'PermissionSets', 'AccountAssignments'].forEach((list) => turned && lists[list].reverse());
    return Organization.fromObject(snapshot)._access();
  };

  test('is there as plain data when the snapshot has it', () => {
    const arn = (number: number) => setArn(smallSnapshot().IdentityCenter.InstanceArn, number);
    expect(recorded()).toEqual({
      groups: [{ id: groupId(2), name: 'readers' }, { id: groupId(1), name: 'writers' }],
      permissionSets: [{ arn: arn(2), name: 'Reader', tags: { owner: 'platform' } }, { arn: arn(1), name: 'Writer', tags: {} }],
      assignments: [
        { accountId: AUDIT, permissionSetArn: arn(2), principalType: 'GROUP', principalId: groupId(2) },
        { accountId: AUDIT, permissionSetArn: arn(2), principalType: 'USER', principalId: groupId(7) },
        { accountId: PRODUCTION, permissionSetArn: arn(1), principalType: 'GROUP', principalId: groupId(1) },
      ],
    });
  });

  test('does not hang on the order of the snapshot', () => {
    expect(recorded(true)).toEqual(recorded());
  });

  test('is missing when the snapshot was taken without, and without Identity Center', () => {
    expect(smallOrganization()._access()).toBeUndefined();
    expect(smallOrganization((snapshot) => { delete snapshot.IdentityCenter; })._access()).toBeUndefined();
  });
});
