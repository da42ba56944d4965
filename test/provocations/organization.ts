import { type Provocations, stack } from './provocations';
import { Accounts, Organization, OrganizationFeatures } from '../../src';
import { withAccess } from '../support/access-fixture';
import { PRODUCTION_UNIT, SANDBOX, scp, smallOrganization } from '../support/small-organization';

const organization = (change: (snapshot: any) => void) => () => smallOrganization(change);
const select = (accounts: Accounts, change?: (snapshot: any) => void) => () => smallOrganization(change).select(accounts);
const nest = (snapshot: any) => Array.from({ length: 6 }, (_, level) => snapshot.OrganizationalUnits.push({
  Id: `ou-root-level00${level}`, Name: `Level${level}`, ParentId: level === 0 ? 'r-root' : `ou-root-level00${level - 1}`,
}));

export const ORGANIZATION: Provocations = {
  SnapshotUnreadable: () => Organization.fromSnapshot('nowhere.json'),
  SnapshotShape: organization((snapshot) => { snapshot.TakenAt = '2026-11-01'; }),
  SnapshotRoots: organization((snapshot) => { snapshot.Roots.push({ ...snapshot.Roots[0], Id: 'r-other' }); }),
  SnapshotDuplicateId: organization((snapshot) => { snapshot.Accounts.push({ ...snapshot.Accounts[4], Name: 'copy' }); }),
  SnapshotDuplicateUnit: organization((snapshot) => { snapshot.OrganizationalUnits.push({ ...snapshot.OrganizationalUnits[0], Id: 'ou-root-another1' }); }),
  SnapshotOrphan: organization((snapshot) => { snapshot.Accounts[4].ParentId = 'ou-root-nowhere1'; }),
  SnapshotCycle: organization((snapshot) => { snapshot.OrganizationalUnits[0].ParentId = PRODUCTION_UNIT; }),
  SnapshotDepth: organization(nest),
  SnapshotPolicyTarget: organization((snapshot) => { snapshot.Policies.push(scp('p-12345678', 'Lost', ['999999999999'])); }),
  SnapshotPolicyContent: organization((snapshot) => { snapshot.Policies.push(scp('p-12345678', 'Listed', [SANDBOX], { content: '[]' })); }),
  SnapshotManagementAccount: organization((snapshot) => { snapshot.Organization.MasterAccountId = '999999999999'; }),
  SnapshotDelegate: organization((snapshot) => { snapshot.DelegatedAdministrators.push({ Id: '999999999999', DelegatedServices: [] }); }),
  SnapshotAssignmentSet: organization((snapshot) => {
    Object.assign(snapshot, withAccess(snapshot, { groups: ['readers'], sets: ['Reader'], assignments: [['readers', 'Reader', SANDBOX]] }));
    snapshot.IdentityCenter.PermissionSets = [];
  }),
  QuotaOutOfRange: () => smallOrganization(() => {}, { scpsPerTarget: 0 }),
  AccountUnknown: select(Accounts.named('sandbix')),
  AccountAmbiguous: select(Accounts.named('sandbox'), (snapshot) => snapshot.Accounts.push({ ...snapshot.Accounts[4], Id: '999999999999' })),
  AccountNotActive: select(Accounts.named('sandbox'), (snapshot) => { snapshot.Accounts[4].State = 'SUSPENDED'; }),
  AccountsEmpty: select(Accounts.tagged('stage', 'none')),
  UnitUnknown: select(Accounts.under('Workload')),
  DelegateIsManagement: () => new OrganizationFeatures(stack(), 'Features', {
    organization: smallOrganization(), delegatedAdministrators: [{ servicePrincipal: 'sso.amazonaws.com', account: 'management' }],
  }),
  DelegateTwice: () => new OrganizationFeatures(stack(), 'Features', {
    organization: smallOrganization(),
    delegatedAdministrators: ['audit', 'log-archive'].map((account) => ({ servicePrincipal: 'sso.amazonaws.com', account })),
  }),
  PolicyTypeUnknown: () => new OrganizationFeatures(stack(), 'Features', { organization: smallOrganization(), policyTypes: ['SERVICE_CONTROL'] }),
  ServicePrincipal: () => new OrganizationFeatures(stack(), 'Features', { organization: smallOrganization(), trustedServices: ['cloudtrail'] }),
};
