import { App, Aws, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { type Provocations, enforced, mfaEvidence, nowhere, onSandbox, stack } from './provocations';
import {
  Accounts, AuditTamperDenySCP, type CustomPolicyProps, CustomRcp, CustomScp, Evidence, Exemption,
  type ExemptionProps, GuardrailTarget, OrgPerimeterRCP, Organization, ProtectedRolesSCP,
  type ProtectedRolesSCPProps, QuarantineSCP, RegionDenyOptIn, RegionDenySCP, type RegionDenySCPProps, Rollout,
  SecurityServicesDenySCP, type SecurityServicesDenySCPProps, Stage,
} from '../../src';
import { SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from '../support/small-organization';

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

export const GUARDRAILS: Provocations = {
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
  ExemptRoleUnprotected: synthesized((one) => {
    const common = { organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01' };
    new RegionDenySCP(one, 'Deny', { ...common, allowedRegions: ['eu-west-1'], exemptions: [Exemption.principals(['arn:aws:iam::*:role/mover'], agreed)] });
    new ProtectedRolesSCP(one, 'Roles', common);
  }),
  OptInQualifier: regionDeny({ optIns: [RegionDenyOptIn.cdkInGlobalRegion('team-one-two')] }),
  OptInRegions: regionDeny({ optIns: [RegionDenyOptIn.securityHubLinkedRegions()] }),
  GlobalRegionRolePrincipal: regionDeny({ globalRegionRoles: ['*'] }),
  GlobalRegionRoleTooBroad: regionDeny({ globalRegionRoles: ['arn:aws:iam::*:role/*'] }),
  DeployerPrincipal: regionDeny({ deployers: ['arn:aws:iam::000000000005:user/deployer'] }),
  DeployerTooBroad: regionDeny({ deployers: ['arn:aws:iam::*:role/*'] }),
  VaultBucketName: () => new AuditTamperDenySCP(stack(), 'Deny', {
    organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01', logArchiveAccount: 'log-archive', vaultBuckets: ['*'],
  }),
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
  AcknowledgementBlank: () => Stage.enforce({ acknowledgement: '' }),
};
