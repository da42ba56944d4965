import { Annotations, type Stack } from 'aws-cdk-lib';
import { deployersOf } from './domain/deployers';
import type { LandingZoneProps } from './landing-zone-props';
import { AuditTamperDenySCP } from '../audit/audit-tamper-deny-scp';
import { deploymentOf } from '../guardrails/deployments';
import { isIdentityCenterPattern } from '../guardrails/domain/unprotected-roles';
import type { Exemption } from '../guardrails/exemption';
import { LongLivedCredentialDenySCP } from '../guardrails/long-lived-credential-deny-scp';
import { MfaEvidenceSCP } from '../guardrails/mfa-evidence-scp';
import { OrgPerimeterRCP } from '../guardrails/org-perimeter-rcp';
import { ProtectedRolesSCP } from '../guardrails/protected-roles-scp';
import { QuarantineSCP } from '../guardrails/quarantine-scp';
import { RegionDenySCP } from '../guardrails/region-deny-scp';
import { RootDenySCP } from '../guardrails/root-deny-scp';
import { SecurityServicesDenySCP } from '../guardrails/security-services-deny-scp';
import { PermissionSetPolicies } from '../identity/permission-set-policies';
import { globalServicesRegion } from '../organization/domain/global-region';
import { isRolePattern } from '../organization/domain/role-patterns';
import type { Refusals } from '../private/errors';
import { MEMBER_ROLE_PATH, POSTURE_ROLE_PATH } from '../private/naming';

/** The guardrails of a landing zone; those that were refused or not asked for are missing. */
export interface LandingZoneGuardrails {
  readonly regionDeny?: RegionDenySCP;
  readonly rootDeny?: RootDenySCP;
  readonly securityServicesDeny?: SecurityServicesDenySCP;
  readonly auditTamperDeny?: AuditTamperDenySCP;
  readonly longLivedCredentialDeny?: LongLivedCredentialDenySCP;
  readonly protectedRoles?: ProtectedRolesSCP;
  readonly quarantine?: QuarantineSCP;
  readonly mfaEvidence?: MfaEvidenceSCP;
  readonly orgPerimeter?: OrgPerimeterRCP;
}

export interface GuardrailPlace {
  readonly managementStack: Stack;
  /** The landing zone's stacks in member accounts. */
  readonly memberStacks: readonly Stack[];
  readonly logArchiveAccountId: string;
  readonly auditAccountId: string;
  readonly identityAccountId: string;
  /**
   * ARN pattern of the role for emergencies that a StackSet makes in accounts: nothing but the audit trail and the organization is kept from it. Missing:
   * the landing zone makes none.
   */
  readonly breakGlassPattern?: string;
  readonly asOf: string;
}

/** Makes the guardrails, each tried by itself, so that one error names what is wrong with all of them. */
export function makeGuardrails(props: LandingZoneProps, place: GuardrailPlace, refusals: Refusals): LandingZoneGuardrails {
  const { managementStack, memberStacks, logArchiveAccountId, auditAccountId, identityAccountId, breakGlassPattern, asOf } = place;
  const { organization, rollout } = props;
  const common = { organization, rollout, asOf };
  const deployments = memberStacks.map((stack) => deploymentOf(stack, organization.partition));
  const valid = (pattern: string) => isRolePattern(pattern, organization.partition);
  const deployedPolicies = PermissionSetPolicies._deploys(props.permissionSets);
  const deployers = deployersOf({
    partition: organization.partition,
    controlTower: organization._platform().controlTower,
    bootstrap: deployments.map(({ roles }) => roles),
    // what is no role ARN has been refused where it was written.
    named: (props.deployers ?? []).filter(valid),
    breakGlass: (props.breakGlassRoles ?? []).filter(valid),
    exempt: exemptPrincipals(props).filter(valid),
    madeByStackSets: `arn:${organization.partition}:iam::*:role${MEMBER_ROLE_PATH}*`,
  });
  const emergency = breakGlassPattern === undefined ? [] : [breakGlassPattern];
  const regionDeny = refusals.attempt(() => new RegionDenySCP(managementStack, 'RegionDeny', {
    ...common, ...props.regionDeny, allowedRegions: props.allowedRegions, deployers: [...deployers.everywhere, ...emergency],
    globalRegionRoles: globalRegionRoles(props, place),
  }));
  return {
    regionDeny,
    rootDeny: refusals.attempt(() => new RootDenySCP(managementStack, 'RootDeny', { ...common, ...props.rootDeny })),
    securityServicesDeny: refusals.attempt(() => new SecurityServicesDenySCP(managementStack, 'SecurityServicesDeny', {
      ...common,
      ...props.securityServicesDeny,
      deployers: [...deployers.executors, ...emergency, ...(props.securityPosture ? [`arn:${organization.partition}:iam::${auditAccountId}:role${POSTURE_ROLE_PATH}*`] : [])],
      recorders: props.configRecorders ? [`arn:${organization.partition}:iam::*:role/stacksets-exec-*`] : undefined,
    })),
    auditTamperDeny: refusals.attempt(() => new AuditTamperDenySCP(managementStack, 'AuditTamperDeny', {
      ...common,
      ...props.auditTamperDeny,
      logArchiveAccount: logArchiveAccountId,
      auditAccount: auditAccountId,
      identityAccount: identityAccountId,
      retention: props.retention,
      deployers: [...deployers.executors],
    })),
    longLivedCredentialDeny: refusals.attempt(() => new LongLivedCredentialDenySCP(managementStack, 'LongLivedCredentialDeny', {
      ...common, ...props.longLivedCredentialDeny, deployers: emergency,
    })),
    protectedRoles: refusals.attempt(() => new ProtectedRolesSCP(managementStack, 'ProtectedRoles', {
      ...common,
      ...props.protectedRoles,
      roles: [...deployers.protectedRoles, ...props.protectedRoles?.roles ?? []],
      bootstrapRoles: regionDeny?.bootstrapRoles ?? [],
      deployers: [...deployers.all, ...emergency],
      deployedPolicies,
      detectionForwarding: true,
      stacks: [...deployments.map(({ accountId, stackName }) => ({ account: accountId, stackName })), ...props.protectedRoles?.stacks ?? []],
      assetBuckets: [...new Set(deployments.flatMap(({ assetBucket }) => assetBucket ?? []))],
    })),
    quarantine: props.quarantine && refusals.attempt(() => new QuarantineSCP(managementStack, 'Quarantine', {
      ...common, rollout: props.quarantine!,
      deployers: [...deployers.all, ...deployers.baseline, ...emergency, ...(props.breakGlassRoles ?? []).filter(valid)],
    })),
    mfaEvidence: refusals.attempt(() => mfaEvidence(props, place)),
    orgPerimeter: props.orgPerimeter && refusals.attempt(() => new OrgPerimeterRCP(managementStack, 'OrgPerimeter', { ...common, ...props.orgPerimeter })),
  };
}

/** With a rollout of its own. When the identity provider stops sending the tag, only roles outside Identity Center open the accounts it binds. */
function mfaEvidence(props: LandingZoneProps, { managementStack, breakGlassPattern, asOf }: GuardrailPlace): MfaEvidenceSCP | undefined {
  const { organization, mfaEvidence: wanted } = props;
  const breakGlassRoles = [...props.breakGlassRoles ?? [], ...(breakGlassPattern === undefined ? [] : [breakGlassPattern])];
  const made = wanted && new MfaEvidenceSCP(managementStack, 'MfaEvidence', { organization, asOf, ...wanted._guardrailProps() });
  if (made && made.targetIds.length > 0 && breakGlassRoles.every(isIdentityCenterPattern)) {
    Annotations.of(made).addWarningV2('cdk-zero-trust-landing-zone:mfa-evidence-without-break-glass',
      `${made.policyName} is enforced and the landing zone names no break-glass role outside Identity Center: when the identity provider stops sending the tag, `
      + 'the only way in that it knows of leads from the management account. Make such roles, try them, and name them in `breakGlassRoles`.');
  }
  return made;
}

/** Whatever brings detections and findings to the Region of global services, where that is not allowed. */
function globalRegionRoles(props: LandingZoneProps, { memberStacks, auditAccountId }: GuardrailPlace): string[] {
  const { organization: { partition }, allowedRegions, securityPosture } = props;
  const region = globalServicesRegion(partition);
  const deploying = memberStacks.filter((stack) => stack.region === region).flatMap((stack) => {
    return Object.values(deploymentOf(stack, partition).roles).filter((arn): arn is string => arn !== undefined);
  });
  return allowedRegions.includes(region) ? [] : [
    `arn:${partition}:iam::*:role/stacksets-exec-*`, ...deploying, ...(securityPosture ? [`arn:${partition}:iam::${auditAccountId}:role${POSTURE_ROLE_PATH}*`] : []),
  ];
}

/** Roles that an exemption leaves alone, of Identity Center's not: nobody but Identity Center changes those. */
function exemptPrincipals(props: LandingZoneProps): string[] {
  const { regionDeny, securityServicesDeny, auditTamperDeny, longLivedCredentialDeny, protectedRoles, mfaEvidence: evidence } = props;
  const options = [regionDeny, securityServicesDeny, auditTamperDeny, longLivedCredentialDeny, protectedRoles, evidence?._guardrailProps()];
  const exemptions = options.flatMap((one): Exemption[] => one?.exemptions ?? []);
  return exemptions.flatMap((exemption) => exemption._data().principals).filter((pattern) => !isIdentityCenterPattern(pattern));
}
