import { App, Duration, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Provocations, mfaEvidence, stack } from './provocations';
import {
  type AccessAttribute, AccessAttributes, AccessDrift, type AccessDriftProps, AccessRecords, type AccessRule, Accounts, AssignmentEngine,
  CustomerManagedPolicy, type DeployedPolicyProps, PermissionSet, PermissionSetCatalog, PermissionSetPolicies, type PermissionSetProps,
  PermissionsBoundary, type StandingException, UndeclaredAssignments,
} from '../../src';
import { AUDIT, smallOrganization } from '../support/small-organization';

const department = { key: 'department', source: '${path:enterprise.department}' };
const attributes = (wanted: AccessAttribute[], one = stack(), id = 'Attributes') => new AccessAttributes(one, id, { organization: smallOrganization(), attributes: wanted });
const everyone = { group: 'readers', permissionSet: 'Reader', accounts: Accounts.named('sandbox') };
const catalog = (sets: PermissionSet[], access: AccessRule[], { quotas = {}, region = 'eu-west-1', assignments = AssignmentEngine.native() } = {}) => () =>
  new PermissionSetCatalog(stack(AUDIT, region), 'Catalog', {
    organization: smallOrganization(() => {}, quotas), permissionSets: sets, access, assignments, asOf: '2026-11-01',
  });
const set = (change: Partial<PermissionSetProps>) => () => catalog([PermissionSet.custom({ name: 'Reader', description: 'Reads', managedPolicies: ['ReadOnlyAccess'], ...change })], [])();
const madePolicy = (change: Partial<DeployedPolicyProps> = {}) => CustomerManagedPolicy.deployed({
  name: 'edge', statements: [new PolicyStatement({ actions: ['s3:ListBucket'], resources: ['*'] })], ...change,
});
const policies = (customerManagedPolicies: CustomerManagedPolicy[], access: AccessRule[] = [], trusted = true) => () => new PermissionSetPolicies(stack(), 'Policies', {
  organization: smallOrganization((snapshot) => trusted && snapshot.EnabledServicePrincipals.push({ ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' })),
  permissionSets: customerManagedPolicies.map((policy, index) => PermissionSet.custom({ name: index === 0 ? 'Reader' : 'Other', description: 'Reads', customerManagedPolicies: [policy] })),
  access,
});
const reader = PermissionSet.readOnly({ name: 'Reader' });
const admin = (standing?: Partial<StandingException>) => catalog([PermissionSet.administrator()], [{
  group: 'admins', permissionSet: 'Administrator', accounts: Accounts.named('sandbox'),
  standing: standing && { reason: 'until elevation is in use', owner: 'secops', expires: '2027-01-31', ...standing },
}]);
const drift = (change: Partial<AccessDriftProps>) => () => {
  const scope = stack(AUDIT);
  const records = new AccessRecords(scope, 'Records', { organization: smallOrganization() });
  return new AccessDrift(scope, 'Drift', { organization: smallOrganization(), records, ...change });
};

export const IDENTITY: Provocations = {
  PermissionSetName: set({ name: 'Read Only' }),
  PermissionSetDescription: set({ description: '' }),
  PermissionSetSession: set({ sessionDuration: Duration.hours(20) }),
  PermissionSetRelayState: set({ relayState: 'http://example' }),
  PermissionSetPrivileged: set({ managedPolicies: ['AdministratorAccess'], privileged: false }),
  PermissionSetEmpty: set({ managedPolicies: [] }),
  PermissionSetPolicies: set({ managedPolicies: Array.from({ length: 11 }, (_, index) => `Policy${index}`) }),
  PermissionSetPolicyTwice: set({ managedPolicies: ['ReadOnlyAccess', 'ReadOnlyAccess'] }),
  PermissionSetManagedPolicy: set({ managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'], privileged: true }),
  ManagedPolicyStatement: () => madePolicy({ statements: [new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['s3:ListBucket'], resources: ['*'] })] }),
  ManagedPolicyEmpty: policies([madePolicy({ statements: [] })]),
  ManagedPolicySize: policies([madePolicy({ statements: [new PolicyStatement({ actions: ['s3:ListBucket'], resources: ['x'.repeat(6_144)] })] })]),
  ManagedPolicyDescription: policies([madePolicy({ description: '' })]),
  ManagedPolicyTwice: policies([madePolicy(), madePolicy({ name: 'Edge' })]),
  ManagedPolicyNameTaken: policies([madePolicy(), CustomerManagedPolicy.existing('edge', '/team/')]),
  ManagedPolicyReach: policies([madePolicy({ accounts: Accounts.under('Workloads') })], [everyone]),
  StackSetsNotTrusted: policies([madePolicy()], [], false),
  PermissionSetPolicyName: set({ permissionsBoundary: PermissionsBoundary.customerManaged('team/edge') }),
  PermissionSetInlineSize: set({ statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['x'.repeat(11_000)] })] }),
  PermissionSetTag: set({ tags: { 'aws:team': 'x' } }),
  PermissionSetStatement: () => PermissionSet.custom({
    name: 'Reader', description: 'Reads', statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'], principals: [new AnyPrincipal()] })],
  }),
  PresetRolePath: () => PermissionSet.developer({ passRolePath: '/' }),
  PresetService: () => PermissionSet.developer({ additionalServices: ['sagemaker', 'iam'] }),
  PresetRole: () => PermissionSet.devOps({ assumeRoles: ['arn:aws:iam::*:role/*'] }),
  PresetObjects: () => PermissionSet.readOnly({ readObjects: ['arn:aws:s3:::*'] }),
  PresetName: () => PermissionSet.operator({ runbooks: ['*'] }),
  PresetTag: () => PermissionSet.dataAnalyst({ tagValue: '*' }),
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
  AssignmentsTooMany: catalog([reader], [everyone], { quotas: { resourcesPerStack: 151 } }),
  MaxRemovals: catalog([reader], [everyone], { assignments: AssignmentEngine.reconciled({ maxRemovals: -1 }) }),
  StackRegion: catalog([reader], [everyone], { region: 'us-east-1' }),
  StackEnvironment: () => new PermissionSetCatalog(new Stack(new App(), 'Anywhere'), 'Catalog', {
    organization: smallOrganization(), permissionSets: [reader], access: [everyone], asOf: '2026-11-01',
  }),
  DriftInterval: drift({ every: Duration.minutes(90) }),
  DriftRemovals: drift({ undeclared: UndeclaredAssignments.remove({ atMost: 0 }) }),
  DriftProtectedPrincipal: drift({ undeclared: UndeclaredAssignments.remove({ protectedPrincipalIds: ['readers'] }) }),
  ManagementScopeMissing: catalog([reader], [{ ...everyone, accounts: Accounts.all() }]),
  AccessAttributesCount: () => attributes([]),
  AccessAttributeKey: () => attributes([{ ...department, key: 'aws:department' }]),
  AccessAttributeSource: () => attributes([{ ...department, source: 'enterprise.department' }]),
  AccessAttributeTwice: () => attributes([department, { ...department, key: 'Department' }]),
  AccessAttributeEvidence: () => {
    const one = stack();
    mfaEvidence(one);
    attributes([{ key: 'mfa', source: '${path:userType}' }], one);
  },
  AccessAttributesTwice: () => {
    const one = stack();
    attributes([department], one);
    attributes([department], one, 'More');
  },
};
