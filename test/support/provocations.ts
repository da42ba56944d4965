import { App, Aws, Stage as CdkStage, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { withAccess } from './access-fixture';
import { landingZone } from './landing-zone';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, PRODUCTION_UNIT, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from './small-organization';
import {
  type AccessAttribute, AccessAttributes, AccessDrift, type AccessDriftProps, AccessRecords, ActivityView, type ActivityViewProps,
  ConfigRecorders, type ConfigRecordersProps, ConfigRecording,
  type AccessClaim, type AccessRule, Accounts,
  AssignmentEngine, AuditTamperDenySCP, AuditVault, type CustomPolicyProps, CustomRcp, CustomScp, Evidence, Exemption, type ExemptionProps,
  GuardrailTarget, MfaEvidenceSCP, type MfaEvidenceSCPProps,
  OktaEvents, type OktaEventsProps, OktaOrgUrl,
  OrgAuditTrail, OrgPerimeterRCP, Organization, OrganizationFeatures, PermissionSet, PermissionSetCatalog, type PermissionSetProps,
  Detections, type DetectionsProps, SecurityPosture, type SecurityPostureProps,
  CustomerManagedPolicy, type DeployedPolicyProps, PermissionSetPolicies,
  PermissionsBoundary, ProtectedRolesSCP, type ProtectedRolesSCPProps,
  QuarantineSCP, RegionDenyOptIn, RegionDenySCP, type RegionDenySCPProps, Rollout, SecurityServicesDenySCP, type SecurityServicesDenySCPProps, Stage,
  type StandingException, UndeclaredAssignments, WormRetention,
} from '../../src';

const stack = (account = MANAGEMENT, region = 'eu-west-1') => new Stack(new App(), 'Stack', { env: { account, region } });
const organization = (change: (snapshot: any) => void) => () => smallOrganization(change);
const select = (accounts: Accounts, change?: (snapshot: any) => void) => () => smallOrganization(change).select(accounts);
const nowhere = Rollout.stages([]);
const enforced = Stage.enforce({ acknowledgement: 'tried' });
const onSandbox = Rollout.stages([{ unit: 'Sandbox', stage: enforced }]);
const regionDeny = (change: Partial<RegionDenySCPProps>) => () => new RegionDenySCP(stack(), 'Deny', {
  organization: smallOrganization(), allowedRegions: ['eu-west-1'], rollout: nowhere, asOf: '2026-11-01', ...change,
});
const agreed = { reason: 'deploys', owner: 'platform', ticket: 'SEC-1', expires: '2027-01-31' };
const exempt = (principals: string[], change: Partial<ExemptionProps> = {}) =>
  regionDeny({ exemptions: [Exemption.principals(principals, { ...agreed, ...change })] });
const evidence = (change: object = {}, policy: object = {}) => Evidence.fromObject({
  schemaVersion: 1, unit: 'Sandbox', from: '2026-09-01', to: '2026-10-01', approver: 'ada@example.com', approvedAt: '2026-10-02',
  policies: [{ name: 'zero-trust-region-deny', sha256: '0123456789abcdef'.repeat(4), evaluated: 100, denied: 0, undeterminable: 0, ...policy }], ...change,
});
const byEvidence = (change: object = {}, policy: object = {}) => () =>
  regionDeny({ rollout: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ evidence: evidence(change, policy) }) }]) })();
const deny = (change: PolicyStatementProps = {}) => new PolicyStatement({ effect: Effect.DENY, actions: ['kms:CreateKey'], resources: ['*'], ...change });
const custom = (Kind: typeof CustomScp | typeof CustomRcp, statements: PolicyStatement[], change: Partial<CustomPolicyProps> = {}) => () =>
  new Kind(stack(), 'Keys', { organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01', purpose: 'Keeps keys central', statements, ...change });
const protectedRoles = (change: Partial<ProtectedRolesSCPProps>) => () =>
  new ProtectedRolesSCP(stack(), 'Roles', { organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01', ...change });
const securityServices = (change: Partial<SecurityServicesDenySCPProps>) => () =>
  new SecurityServicesDenySCP(stack(), 'Services', { organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01', ...change });
const mfaEvidence = (one: Stack, change: Partial<MfaEvidenceSCPProps> = {}) =>
  new MfaEvidenceSCP(one, 'Mfa', { organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01', ...change });
const department = { key: 'department', source: '${path:enterprise.department}' };
const attributes = (wanted: AccessAttribute[], one = stack(), id = 'Attributes') => new AccessAttributes(one, id, { organization: smallOrganization(), attributes: wanted });
const claim = (change: Partial<AccessClaim>) => () => landingZone().zone.mustAllow({
  claim: 'the pipeline deploys', principal: 'arn:aws:iam::*:role/pipeline', action: 'cloudformation:CreateStack', ...change,
});
/** A whole app is synthesized after `build` put something into one stack of it. */
const synthesized = (build: (one: Stack) => unknown) => () => {
  const one = stack();
  build(one);
  (one.node.root as App).synth();
};
/** Two policies that fill a document each, and one slot: what they share takes a byte more, because a Sid that both use gets a number. */
const crowded = (one: Stack) => {
  const make = (scope: Stack, name: string, where: Organization) => new CustomScp(scope, name, {
    organization: where, rollout: onSandbox, asOf: '2026-11-01', purpose: 'Keeps keys central', statements: [deny({ sid: 'NoKeys' })],
  });
  const tight = smallOrganization(() => {}, { scpsPerTarget: 2, scpBytes: make(stack(), 'Keys', smallOrganization()).bytes });
  ['Keys', 'Bits'].forEach((name) => make(one, name, tight));
};
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
const okta = (change: Partial<OktaEventsProps>) => () => new OktaEvents(stack(AUDIT), 'Okta', {
  organization: smallOrganization(), logArchiveAccount: 'log-archive', oktaOrgUrl: OktaOrgUrl.hosted('https://small.okta.com'),
  apiTokenSecretArn: `arn:aws:secretsmanager:eu-west-1:${AUDIT}:secret:okta-token-a1B2c3`, eventSourceName: 'aws.partner/okta.com/small/audit', ...change,
});
const recorders = (change: Partial<ConfigRecordersProps>) => () => new ConfigRecorders(stack(), 'Config', {
  organization: smallOrganization((snapshot) => snapshot.EnabledServicePrincipals.push({ ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' })),
  logArchiveAccount: 'log-archive', regions: ['eu-west-1', 'us-east-1'], ...change,
});
const activity = (change: Partial<ActivityViewProps>) => () => new ActivityView(stack(AUDIT), 'View', {
  organization: smallOrganization(), logArchiveAccount: 'log-archive', identityAccount: 'audit', ...change,
});
const nest = (snapshot: any) => Array.from({ length: 6 }, (_, level) => snapshot.OrganizationalUnits.push({
  Id: `ou-root-level00${level}`, Name: `Level${level}`, ParentId: level === 0 ? 'r-root' : `ou-root-level00${level - 1}`,
}));

const detections = (change: Partial<DetectionsProps>) => () => new Detections(stack(AUDIT), 'Detections', {
  organization: smallOrganization(), auditAccount: 'audit', logArchiveAccount: 'log-archive', ...change,
});

const posture = (change: Partial<SecurityPostureProps>) => () => new SecurityPosture(stack(AUDIT), 'Posture', {
  organization: smallOrganization(), auditAccount: 'audit', regions: ['eu-west-1', 'us-east-1'], ...change,
});

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
  AsOf: regionDeny({ asOf: 'today' }),
  RegionsEmpty: regionDeny({ allowedRegions: [] }),
  RegionUnknown: regionDeny({ allowedRegions: ['eu-west-1', 'eu-wset-3'] }),
  RegionTwice: regionDeny({ allowedRegions: ['eu-west-1', 'eu-west-1'] }),
  HomeRegionDenied: regionDeny({ allowedRegions: ['eu-west-3'] }),
  PolicyName: regionDeny({ policyName: '' }),
  PolicySize: regionDeny({ organization: smallOrganization(() => {}, { scpBytes: 1000 }) }),
  PolicySlots: synthesized((one) => new RegionDenySCP(one, 'Deny', {
    organization: smallOrganization((snapshot) => snapshot.Policies.push(scp('p-foreign00', 'aws-guardrails-x', [SANDBOX_UNIT])), { scpsPerTarget: 2 }),
    allowedRegions: ['eu-west-1'], rollout: onSandbox, asOf: '2026-11-01',
  })),
  PolicyNameTwice: synthesized((one) => ['One', 'Other'].forEach((id) =>
    new RegionDenySCP(one, id, { organization: smallOrganization(), allowedRegions: ['eu-west-1'], rollout: nowhere, asOf: '2026-11-01' }))),
  PolicyOverflow: synthesized(crowded),
  LockedOut: synthesized((one) => new QuarantineSCP(one, 'Quarantine', { organization: smallOrganization(), rollout: onSandbox, asOf: '2026-11-01' })),
  NotDenied: () => {
    const { app, zone } = landingZone();
    zone.mustDeny({ claim: 'the pipeline makes a key', principal: 'arn:aws:iam::*:role/pipeline', action: 'kms:CreateKey', accounts: Accounts.named('sandbox', 'production') });
    app.synth();
  },
  ExemptRoleUnprotected: synthesized((one) => {
    const common = { organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01' };
    new RegionDenySCP(one, 'Deny', { ...common, allowedRegions: ['eu-west-1'], exemptions: [Exemption.principals(['arn:aws:iam::*:role/mover'], agreed)] });
    new ProtectedRolesSCP(one, 'Roles', common);
  }),
  RolloutPolicyUnknown: () => landingZone({ rollout: onSandbox.forPolicy('zero-trust-regoin-deny', nowhere) }).app.synth(),
  OptInQualifier: regionDeny({ optIns: [RegionDenyOptIn.cdkInGlobalRegion('team-one-two')] }),
  OptInRegions: regionDeny({ optIns: [RegionDenyOptIn.securityHubLinkedRegions()] }),
  GlobalRegionRolePrincipal: regionDeny({ globalRegionRoles: ['*'] }),
  GlobalRegionRoleTooBroad: regionDeny({ globalRegionRoles: ['arn:aws:iam::*:role/*'] }),
  DeployerPrincipal: regionDeny({ deployers: ['arn:aws:iam::000000000005:user/deployer'] }),
  DeployerTooBroad: regionDeny({ deployers: ['arn:aws:iam::*:role/*'] }),
  VaultKeyAlias: () => new AuditTamperDenySCP(stack(), 'Deny', {
    organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01', logArchiveAccount: 'log-archive', vaultKeys: [{ alias: 'vault', account: 'log-archive' }],
  }),
  ProtectedRole: protectedRoles({ roles: ['arn:aws:iam::*:role/*'] }),
  AssignerPrincipal: protectedRoles({ assigners: ['*'] }),
  AssignerTooBroad: protectedRoles({ assigners: ['arn:aws:iam::*:role/*'] }),
  RecorderPrincipal: securityServices({ recorders: ['*'] }),
  RecorderTooBroad: securityServices({ recorders: ['arn:aws:iam::*:role/*'] }),
  PurposeBlank: custom(CustomScp, [deny()], { purpose: ' ' }),
  StatementsEmpty: custom(CustomScp, []),
  StatementToken: custom(CustomScp, [deny(), deny({ resources: [`arn:${Aws.PARTITION}:kms:*:*:key/*`] })]),
  PolicyMalformed: custom(CustomScp, [new PolicyStatement({ effect: Effect.DENY, resources: ['*'] })]),
  ScpPrincipal: custom(CustomScp, [deny({ principals: [new AnyPrincipal()] })]),
  RcpAllow: custom(CustomRcp, [new PolicyStatement({ actions: ['s3:*'], resources: ['*'] })]),
  RcpPrincipal: custom(CustomRcp, [deny({ principals: [new ArnPrincipal('arn:aws:iam::000000000005:role/reader')] })]),
  RcpAction: custom(CustomRcp, [deny({ actions: ['*'] })]),
  MfaEvidenceTag: () => mfaEvidence(stack(), { sessionTag: 'aws:mfa' }),
  MfaEvidenceValue: () => mfaEvidence(stack(), { value: '${aws:username}' }),
  TargetIsManagement: regionDeny({ rollout: Rollout.targets([{ target: GuardrailTarget.account('management'), stage: enforced }]) }),
  EvidenceUnreadable: () => Evidence.fromFile('nowhere.json'),
  EvidenceShape: () => evidence({ from: 'September' }),
  EvidenceUnit: byEvidence({ unit: 'Workloads' }, { sha256: regionDeny({})().contentHash }),
  EvidenceDate: byEvidence({ approvedAt: '2026-11-02' }, { sha256: regionDeny({})().contentHash }),
  EvidencePolicy: byEvidence({}, { name: 'zero-trust-root-deny' }),
  EvidenceHash: () => custom(CustomScp, [deny()], { rollout: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ evidence: evidence({}, { name: 'Keys' }) }) }]) })(),
  EnforceReason: () => Stage.enforce({}),
  ExemptionBlank: exempt(['arn:aws:iam::*:role/deployer'], { ticket: '' }),
  ExemptionDate: exempt(['arn:aws:iam::*:role/deployer'], { expires: '2027-02-29' }),
  ExemptionExpired: exempt(['arn:aws:iam::*:role/deployer'], { expires: '2026-10-31' }),
  ExemptionLong: exempt(['arn:aws:iam::*:role/deployer'], { expires: '2028-01-01' }),
  ExemptionEmpty: exempt([]),
  ExemptionPrincipal: exempt(['*']),
  ExemptionTooBroad: exempt(['arn:aws:iam::*:role/*']),
  ExemptionKind: regionDeny({ exemptions: [Exemption.externalAccounts(['444455556666'], agreed)] }),
  ExemptionNeedless: regionDeny({ exemptions: [Exemption.accounts(Accounts.named('management'), agreed)] }),
  ExemptionExternal: () => new OrgPerimeterRCP(stack(), 'Perimeter', {
    organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01', exemptions: [Exemption.externalAccounts([SANDBOX], agreed)],
  }),
  RolloutUnitTwice: () => Rollout.stages([{ unit: 'Sandbox', stage: Stage.draft() }, { unit: 'Sandbox', stage: Stage.observe() }]),
  RolloutShadowed: () => landingZone({
    rollout: Rollout.stages([{ unit: 'Workloads', stage: enforced }, { unit: 'Workloads/Production', stage: Stage.observe() }]),
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
  IdentityCenterMissing: () => landingZone({ organization: smallOrganization((snapshot) => { delete snapshot.IdentityCenter; }) }),
  ConfigResourceTypes: () => ConfigRecording.only('S3 buckets'),
  ConfigNothingRecorded: recorders({ recording: ConfigRecording.only('AWS::IAM::Role') }),
  ConfigHomeRegion: recorders({ regions: ['us-east-1'] }),
  OktaOrgUrl: () => OktaOrgUrl.hosted('https://small.okta.com.evil.example'),
  OktaCustomDomain: () => OktaOrgUrl.customDomain('http://login.small.example'),
  OktaHeartbeat: okta({ heartbeatMinutes: 4 }),
  OktaEventSource: okta({ eventSourceName: 'aws.partner/auth0.com/small/audit' }),
  OktaTokenSecret: okta({ apiTokenSecretArn: 'okta-token' }),
  ActivityScanLimit: activity({ scanLimitGigabytes: 0 }),
  ActivityReaderSet: activity({ readerPermissionSets: ['*'] }),
  RetentionYears: () => WormRetention.compliance(100, { acknowledgement: 'agreed' }),
  RetentionAcknowledgement: () => WormRetention.compliance(7, { acknowledgement: '' }),
  RetentionDays: () => WormRetention.governance(0),
  VaultRemovalPolicy: () => new AuditVault(stack(AUDIT), 'Vault', { organization: smallOrganization(), removalPolicy: RemovalPolicy.SNAPSHOT }),
  NetworkActivityService: () => new OrgAuditTrail(stack(), 'Trail', { organization: smallOrganization(), logArchiveAccount: LOG_ARCHIVE, networkActivityServices: ['s3'] }),
  NetworkActivityServiceTwice: () => new OrgAuditTrail(stack(), 'Trail', {
    organization: smallOrganization(), logArchiveAccount: LOG_ARCHIVE, networkActivityServices: ['s3.amazonaws.com', 's3.amazonaws.com'],
  }),
  VaultInManagement: () => new AuditVault(stack(), 'Vault', { organization: smallOrganization() }),
  RetentionDestroyed: () => landingZone({ vaultRemovalPolicy: RemovalPolicy.DESTROY, retention: WormRetention.compliance(7, { acknowledgement: 'agreed' }) }),
  PostureRegions: posture({ regions: ['us-east-1'] }),
  PostureServices: posture({ services: [] }),
  GuardDutyFeature: posture({ guardDutyFeatures: ['S3_DATA_EVENT'] }),
  SecurityHubStandard: posture({ standards: ['CIS'] }),
  UnusedAccessDays: posture({ unusedAccessDays: 366 }),
  DetectionPrincipal: detections({ deployers: ['deployer'] }),
  DetectionTooBroad: detections({ elevationRoles: ['arn:aws:iam::*:role/*'] }),
  DetectionWildcard: detections({ breakGlassRoles: ['arn:aws:iam::*:role/break-glass-?'] }),
  DetectionPatternLong: detections({ deployers: Array.from({ length: 40 }, (_, index) => `arn:aws:iam::${AUDIT}:role/deployer-${index}`) }),
  OktaEventBus: detections({ oktaEventBus: 'default' }),
  StackAccount: () => new OrgAuditTrail(stack(AUDIT), 'Trail', { organization: smallOrganization(), logArchiveAccount: LOG_ARCHIVE }),
  AccessPortalUrl: () => landingZone({ accessPortalUrl: 'http://d-0123456789.awsapps.com/start' }),
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
  BreakGlassRole: () => landingZone({ breakGlassRoles: ['arn:aws:iam::*:role/break-*'] }),
  ClaimBlank: claim({ claim: ' ' }),
  ClaimPrincipal: claim({ principal: 'arn:aws:iam::*:role/pipe*' }),
  ClaimAction: claim({ action: 's3:*' }),
  ClaimRegions: claim({ regions: [] }),
  ClaimNobody: claim({ principal: 'arn:aws:iam::999999999999:role/pipeline' }),
};
