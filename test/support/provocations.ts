import { App, Stage as CdkStage, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { landingZone } from './landing-zone';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION_UNIT, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from './small-organization';
import {
  type AccessRule, Accounts, AuditVault, Exemption, type ExemptionProps, OrgAuditTrail, Organization, OrganizationFeatures, PermissionSet,
  PermissionSetCatalog, type PermissionSetProps, PermissionsBoundary, RegionDenySCP, type RegionDenySCPProps, Rollout, ScpTarget, Stage,
  type StandingException, WormRetention,
} from '../../src';

const stack = (account = MANAGEMENT, region = 'eu-west-1') => new Stack(new App(), 'Stack', { env: { account, region } });
const organization = (change: (snapshot: any) => void) => () => smallOrganization(change);
const select = (accounts: Accounts, change?: (snapshot: any) => void) => () => smallOrganization(change).select(accounts);
const regionDeny = (change: Partial<RegionDenySCPProps>) => () => new RegionDenySCP(stack(), 'Deny', {
  organization: smallOrganization(), allowedRegions: ['eu-west-1'], targets: [], asOf: '2026-11-01', ...change,
});
const exempt = (principals: string[], change: Partial<ExemptionProps> = {}) => regionDeny({
  exemptions: [Exemption.principals(principals, { reason: 'deploys', owner: 'platform', ticket: 'SEC-1', expires: '2027-01-31', ...change })],
});
const everyone = { group: 'readers', permissionSet: 'Reader', accounts: Accounts.named('sandbox') };
const catalog = (sets: PermissionSet[], access: AccessRule[], { quotas = {}, region = 'eu-west-1' } = {}) => () => new PermissionSetCatalog(stack(AUDIT, region), 'Catalog', {
  organization: smallOrganization(() => {}, quotas), permissionSets: sets, access, asOf: '2026-11-01',
});
const set = (change: Partial<PermissionSetProps>) => () => catalog([PermissionSet.custom({ name: 'Reader', description: 'Reads', managedPolicies: ['ReadOnlyAccess'], ...change })], [])();
const reader = PermissionSet.readOnly({ name: 'Reader' });
const admin = (standing?: Partial<StandingException>) => catalog([PermissionSet.administrator()], [{
  group: 'admins', permissionSet: 'Administrator', accounts: Accounts.named('sandbox'),
  standing: standing && { reason: 'until elevation is in use', owner: 'secops', expires: '2027-01-31', ...standing },
}]);
const nest = (snapshot: any) => Array.from({ length: 6 }, (_, level) => snapshot.OrganizationalUnits.push({
  Id: `ou-root-level00${level}`, Name: `Level${level}`, ParentId: level === 0 ? 'r-root' : `ou-root-level00${level - 1}`,
}));

/** For each code, the least that provokes it. */
export const PROVOCATIONS: Record<string, () => unknown> = {
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
  AsOf: regionDeny({ asOf: 'today' }),
  RegionsEmpty: regionDeny({ allowedRegions: [] }),
  RegionUnknown: regionDeny({ allowedRegions: ['eu-west-1', 'eu-wset-3'] }),
  RegionTwice: regionDeny({ allowedRegions: ['eu-west-1', 'eu-west-1'] }),
  HomeRegionDenied: regionDeny({ allowedRegions: ['eu-west-3'] }),
  PolicyName: regionDeny({ policyName: '' }),
  PolicySize: regionDeny({ organization: smallOrganization(() => {}, { scpBytes: 1000 }) }),
  PolicySlots: regionDeny({
    organization: smallOrganization((snapshot) => snapshot.Policies.push(scp('p-foreign00', 'aws-guardrails-x', [SANDBOX_UNIT])), { scpsPerTarget: 2 }),
    targets: [ScpTarget.unit('Sandbox')],
  }),
  PolicyNameTwice: () => {
    const app = new App();
    const twice = new Stack(app, 'Stack', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
    ['One', 'Other'].forEach((id) => new RegionDenySCP(twice, id, { organization: smallOrganization(), allowedRegions: ['eu-west-1'], targets: [], asOf: '2026-11-01' }));
    app.synth();
  },
  TargetIsManagement: regionDeny({ targets: [ScpTarget.account('management')] }),
  ExemptionBlank: exempt(['arn:aws:iam::*:role/deployer'], { ticket: '' }),
  ExemptionDate: exempt(['arn:aws:iam::*:role/deployer'], { expires: '2027-02-29' }),
  ExemptionExpired: exempt(['arn:aws:iam::*:role/deployer'], { expires: '2026-10-31' }),
  ExemptionLong: exempt(['arn:aws:iam::*:role/deployer'], { expires: '2028-01-01' }),
  ExemptionEmpty: exempt([]),
  ExemptionPrincipal: exempt(['*']),
  ExemptionTooBroad: exempt(['arn:aws:iam::*:role/*']),
  RolloutUnitTwice: () => Rollout.stages([{ unit: 'Sandbox', stage: Stage.draft() }, { unit: 'Sandbox', stage: Stage.observe() }]),
  RolloutShadowed: () => landingZone({
    rollout: Rollout.stages([{ unit: 'Workloads', stage: Stage.enforce({ acknowledgement: 'tried' }) }, { unit: 'Workloads/Production', stage: Stage.observe() }]),
  }),
  AcknowledgementBlank: () => Stage.enforce({ acknowledgement: '' }),
  PermissionSetName: set({ name: 'Read Only' }),
  PermissionSetDescription: set({ description: '' }),
  PermissionSetSession: set({ sessionDuration: Duration.hours(20) }),
  PermissionSetRelayState: set({ relayState: 'http://example' }),
  PermissionSetPrivileged: set({ managedPolicies: ['AdministratorAccess'], privileged: false }),
  PermissionSetEmpty: set({ managedPolicies: [] }),
  PermissionSetPolicies: set({ managedPolicies: Array.from({ length: 11 }, (_, index) => `Policy${index}`) }),
  PermissionSetPolicyTwice: set({ managedPolicies: ['ReadOnlyAccess', 'ReadOnlyAccess'] }),
  PermissionSetManagedPolicy: set({ managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'], privileged: true }),
  PermissionSetPolicyName: set({ permissionsBoundary: PermissionsBoundary.customerManaged('team/edge') }),
  PermissionSetInlineSize: set({ statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['x'.repeat(11_000)] })] }),
  PermissionSetTag: set({ tags: { 'aws:team': 'x' } }),
  PermissionSetStatement: () => PermissionSet.custom({
    name: 'Reader', description: 'Reads', statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'], principals: [new AnyPrincipal()] })],
  }),
  PermissionSetTwice: catalog([reader, PermissionSet.readOnly({ name: 'reader' })], [everyone]),
  PermissionSetTwinName: () => new PermissionSetCatalog(stack(AUDIT), 'Catalog', {
    organization: smallOrganization(), permissionSets: [PermissionSet.readOnly({ name: 'ReadOnlyForTheWholeCompany1x' })], managementScope: stack(), asOf: '2026-11-01',
    access: [{ group: 'readers', permissionSet: 'ReadOnlyForTheWholeCompany1x', accounts: Accounts.named('management') }],
  }),
  RuleGroup: catalog([reader], [{ ...everyone, group: ' ' }]),
  RuleGroupSpelling: catalog([reader], [everyone, { ...everyone, group: 'Readers', accounts: Accounts.named('production') }]),
  RuleSetUnknown: catalog([reader], [{ ...everyone, permissionSet: 'Raeder' }]),
  StandingPrivileged: admin(),
  StandingNeedless: catalog([reader], [{ ...everyone, standing: { reason: 'x', owner: 'y', expires: '2027-01-31' } }]),
  StandingExceptionBlank: admin({ owner: '' }),
  StandingExceptionDate: admin({ expires: 'soon' }),
  StandingExceptionExpired: admin({ expires: '2026-10-31' }),
  StandingExceptionLong: admin({ expires: '9999-12-31' }),
  GroupsPerSetAndAccount: catalog([reader], [everyone, { ...everyone, group: 'others' }], { quotas: { groupsPerSetAndAccount: 1 } }),
  SetsPerAccount: catalog([reader, PermissionSet.developer()], [everyone, { ...everyone, permissionSet: 'Developer' }], { quotas: { permissionSetsPerAccount: 1 } }),
  AssignmentsPerStack: catalog([reader], [everyone], { quotas: { resourcesPerStack: 51 } }),
  StackRegion: catalog([reader], [everyone], { region: 'us-east-1' }),
  StackEnvironment: () => new PermissionSetCatalog(new Stack(new App(), 'Anywhere'), 'Catalog', {
    organization: smallOrganization(), permissionSets: [reader], access: [everyone], asOf: '2026-11-01',
  }),
  ManagementScopeMissing: catalog([reader], [{ ...everyone, accounts: Accounts.all() }]),
  IdentityCenterMissing: () => landingZone({ organization: smallOrganization((snapshot) => { delete snapshot.IdentityCenter; }) }),
  RetentionYears: () => WormRetention.compliance(100, { acknowledgement: 'agreed' }),
  RetentionAcknowledgement: () => WormRetention.compliance(7, { acknowledgement: '' }),
  RetentionDays: () => WormRetention.governance(0),
  VaultRemovalPolicy: () => new AuditVault(stack(AUDIT), 'Vault', { organization: smallOrganization(), removalPolicy: RemovalPolicy.SNAPSHOT }),
  VaultInManagement: () => new AuditVault(stack(), 'Vault', { organization: smallOrganization() }),
  RetentionDestroyed: () => landingZone({ vaultRemovalPolicy: RemovalPolicy.DESTROY, retention: WormRetention.compliance(7, { acknowledgement: 'agreed' }) }),
  StackAccount: () => new OrgAuditTrail(stack(AUDIT), 'Trail', { organization: smallOrganization(), logArchiveAccount: LOG_ARCHIVE }),
  RoleAccountIsManagement: () => landingZone({ auditAccount: 'management' }),
  RoleAccountNotActive: () => landingZone({ organization: smallOrganization((snapshot) => { snapshot.Accounts[1].State = 'SUSPENDED'; }) }),
  IdentityAccountOther: () => landingZone({
    organization: smallOrganization((snapshot) => snapshot.DelegatedAdministrators.push({ Id: LOG_ARCHIVE, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] })),
    identityAccount: 'audit',
  }),
  LandingZoneTwice: () => {
    const app = new App();
    ['One', 'Other'].forEach((id) => landingZone({}, new CdkStage(app, id)));
    app.synth();
  },
  LandingZoneScope: () => landingZone({}, stack()),
};
