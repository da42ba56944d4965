import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** Every public type; a name that goes or changes is a breaking change (UPGRADING.md). */
const PUBLIC_TYPES = [
  'LandingZoneAccessProps',
  'AccountAccessProps', 'ApprovalStage', 'ElevationAuthorization', 'ElevationBackend', 'ElevationDenial', 'ElevationLeases', 'ElevationOptions', 'ElevationPolicy', 'ElevationTokens',
  'JitElevation', 'JitElevationProps', 'ManagementAccess', 'ManagementAccessProps',
  'SessionDenial', 'SessionDenialOptions', 'SessionDenialPolicies', 'SessionDenialPoliciesProps', 'SessionDenialProps',
  'AccessDrift', 'AccessDriftOptions', 'AccessDriftProps', 'RemoveUndeclaredProps', 'UndeclaredAssignments', 'AccessRecords', 'AccessRecordsProps',
  'AccessAttribute', 'AccessAttributes', 'AccessAttributesProps', 'AssignmentEngine', 'NativeEngineOptions', 'ReconciledEngineOptions',
  'OrganizationEventForwarding', 'OrganizationEventForwardingProps',
  'AccessClaim', 'AccessRule', 'Accounts', 'ActivityView', 'ActivityViewOptions', 'ActivityViewProps', 'AuditTamperDenySCP', 'AuditTamperDenySCPProps', 'AuditVault', 'AuditVaultProps', 'IdentityDirectorySnapshots', 'IdentityDirectorySnapshotsOptions', 'IdentityDirectorySnapshotsProps', 'ComplianceProps', 'CustomPolicyProps', 'CustomRcp',
  'CustomScp', 'CustomerManagedPolicy', 'DelegatedAdministrator', 'DeployedPolicyProps', 'EnforceProps', 'EnforcedMfaEvidenceProps', 'Evidence', 'Exemption', 'ExemptionProps',
  'Guardrail', 'GuardrailOptions', 'GuardrailProps', 'GuardrailTarget', 'IdentityCenterInstance', 'LandingZone', 'LandingZoneAudit', 'LandingZoneAuditProps', 'LandingZoneConfigRecorders', 'LandingZoneProps', 'LandingZoneSecurityPosture',
  'LongLivedCredentialDenySCP', 'LongLivedCredentialDenySCPProps', 'MfaEvidence', 'MfaEvidenceProps', 'MfaEvidenceSCP', 'MfaEvidenceSCPProps',
  'OktaEvents', 'OktaEventsOptions', 'OktaEventsProps', 'OktaOrgUrl', 'ConfigAggregator', 'ConfigAggregatorProps', 'ConfigRecorders', 'ConfigRecordersOptions', 'ConfigRecordersProps', 'ConfigRecording',
  'RecorderLeftOut', 'RecorderRole',
  'OrgAuditTrail', 'OrgAuditTrailOptions', 'OrgAuditTrailProps', 'OrgPerimeterRCP', 'Organization', 'OrganizationAccount',
  'OrganizationFeatures', 'OrganizationFeaturesProps', 'OrganizationOptions', 'OrganizationPolicy', 'OrganizationalUnit', 'PermissionSet',
  'PermissionSetCatalog', 'PermissionSetCatalogProps', 'PermissionSetPolicies', 'PermissionSetPoliciesProps', 'PermissionSetProps', 'PermissionsBoundary', 'PresetProps', 'ProtectedRolesOptions',
  'ProtectedRolesSCP', 'ProtectedRolesSCPProps', 'ProtectedStack', 'QuarantineSCP', 'QuarantineSCPProps', 'QuotaOverrides', 'Quotas',
  'RegionDenyOptIn', 'RegionDenyOptions', 'RegionDenySCP', 'RegionDenySCPProps', 'Rollout', 'RolloutStage', 'RootDenySCP',
  'SecurityServicesDenySCP', 'SecurityServicesDenySCPProps', 'Stage', 'StandingException', 'TargetStage', 'TrailVerification', 'TrailVerificationOptions', 'TrailVerificationProps', 'VaultKey', 'WormRetention',
  'DetectionForwarding', 'DetectionForwardingProps', 'DetectionOptions', 'Detections', 'DetectionsProps', 'MemberDetectionForwarding', 'MemberDetectionForwardingProps',
  'SecurityPosture', 'SecurityPostureDelegation', 'SecurityPostureDelegationProps', 'SecurityPostureOptions', 'SecurityPostureProps', 'SecurityService',
  'BreakGlass', 'BreakGlassOptions', 'BreakGlassProps',
  'BuilderPresetProps', 'DataAnalystPresetProps', 'DataEngineerPresetProps', 'OperatorPresetProps', 'ReadOnlyPresetProps', 'AuditTrailPresetProps',
];

/** What jsii makes of the sources, in a folder of its own so that the work tree stays as it is. */
function assembly(): any {
  const folder = mkdtempSync(join(tmpdir(), 'api-surface-'));
  try {
    cpSync(join(ROOT, 'src'), join(folder, 'src'), { recursive: true });
    for (const file of ['package.json', 'README.md', 'LICENSE', 'tsconfig.json']) {
      cpSync(join(ROOT, file), join(folder, file));
    }
    // the command line is bundled and no part of what jsii publishes, but the tool checks that it is there.
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, bin: undefined }));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    execFileSync(join(ROOT, 'node_modules', '.bin', 'jsii'), ['--silence-warnings=reserved-word'], { cwd: folder, stdio: 'pipe' });
    return JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let types: any[];
beforeAll(() => {
  types = Object.values(assembly().types);
}, 120_000);

const members = (type: any) => [...(type.properties ?? []), ...(type.methods ?? [])].filter(({ overrides }) => overrides === undefined);

test('the public types are the ones written here', () => {
  expect(types.map(({ name }) => name).sort()).toEqual([...PUBLIC_TYPES].sort());
});

test('every public type and member has a docstring', () => {
  const silent = types.flatMap((type) => [
    ...(type.docs?.summary ? [] : [type.name]),
    ...members(type).filter(({ docs }) => !docs?.summary).map(({ name }) => `${type.name}.${name}`),
    ...members(type).flatMap(({ name, parameters = [] }) => parameters.filter(({ docs }: any) => !docs?.summary).map((parameter: any) => `${type.name}.${name}(${parameter.name})`)),
  ]);
  expect(silent).toEqual([]);
});

test('every optional prop says its default', () => {
  const props = types.filter(({ datatype, name }) => datatype && name !== 'IdentityCenterInstance');
  const missing = props.flatMap((type) => (type.properties ?? []).filter(({ optional, docs }: any) => optional && !docs?.default).map(({ name }: any) => `${type.name}.${name}`));
  expect(missing).toEqual([]);
});

test('every construct and every props struct links the page its rule comes from, itself or through its construct', () => {
  const constructs = types.filter(({ base }) => base === 'constructs.Construct');
  expect(constructs.filter(({ docs }) => !docs.see).map(({ name }) => name)).toEqual([]);
});
