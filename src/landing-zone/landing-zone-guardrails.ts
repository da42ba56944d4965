import type { Stack } from 'aws-cdk-lib';
import { deployersOf } from './domain/deployers';
import type { LandingZoneProps } from './landing-zone-props';
import { deploymentOf } from '../guardrails/deployments';
import { isIdentityCenterPattern } from '../guardrails/domain/unprotected-roles';
import type { Exemption } from '../guardrails/exemption';
import { LongLivedCredentialDenySCP } from '../guardrails/long-lived-credential-deny-scp';
import { OrgPerimeterRCP } from '../guardrails/org-perimeter-rcp';
import { ProtectedRolesSCP } from '../guardrails/protected-roles-scp';
import { QuarantineSCP } from '../guardrails/quarantine-scp';
import { RegionDenySCP } from '../guardrails/region-deny-scp';
import { RootDenySCP } from '../guardrails/root-deny-scp';
import { SecurityServicesDenySCP } from '../guardrails/security-services-deny-scp';
import { isRolePattern } from '../organization/domain/role-patterns';
import type { Refusals } from '../private/errors';
import { VAULT_KEY_ALIAS, vaultBucketName } from '../private/naming';

/** The guardrails of a landing zone; those that were refused or not asked for are missing. */
export interface LandingZoneGuardrails {
  readonly regionDeny?: RegionDenySCP;
  readonly rootDeny?: RootDenySCP;
  readonly securityServicesDeny?: SecurityServicesDenySCP;
  readonly longLivedCredentialDeny?: LongLivedCredentialDenySCP;
  readonly protectedRoles?: ProtectedRolesSCP;
  readonly quarantine?: QuarantineSCP;
  readonly orgPerimeter?: OrgPerimeterRCP;
}

export interface GuardrailPlace {
  readonly managementStack: Stack;
  /** The landing zone's stacks in member accounts. */
  readonly memberStacks: readonly Stack[];
  readonly logArchiveAccountId: string;
  readonly asOf: string;
}

/** Makes the guardrails, each tried by itself, so that one error names what is wrong with all of them. */
export function makeGuardrails(props: LandingZoneProps, place: GuardrailPlace, refusals: Refusals): LandingZoneGuardrails {
  const { managementStack, memberStacks, logArchiveAccountId, asOf } = place;
  const { organization, rollout } = props;
  const common = { organization, rollout, asOf };
  const deployments = memberStacks.map((stack) => deploymentOf(stack, organization.partition));
  const valid = (pattern: string) => isRolePattern(pattern, organization.partition);
  const deployers = deployersOf({
    partition: organization.partition,
    ...organization._platform(),
    bootstrap: deployments.map(({ roles }) => roles),
    // what is no role ARN has been refused where it was written.
    named: (props.deployers ?? []).filter(valid),
    breakGlass: (props.breakGlassRoles ?? []).filter(valid),
    exempt: exemptPrincipals(props).filter(valid),
  });
  const regionDeny = refusals.attempt(() => new RegionDenySCP(managementStack, 'RegionDeny', {
    ...common, ...props.regionDeny, allowedRegions: props.allowedRegions, deployers: [...deployers.everywhere],
  }));
  return {
    regionDeny,
    rootDeny: refusals.attempt(() => new RootDenySCP(managementStack, 'RootDeny', { ...common, ...props.rootDeny })),
    securityServicesDeny: refusals.attempt(() => new SecurityServicesDenySCP(managementStack, 'SecurityServicesDeny', {
      ...common,
      ...props.securityServicesDeny,
      deployers: [...deployers.executors],
      vaultBuckets: [vaultBucketName(logArchiveAccountId, organization.homeRegion!)],
      vaultKeys: [{ alias: VAULT_KEY_ALIAS, account: logArchiveAccountId }],
    })),
    longLivedCredentialDeny: refusals.attempt(() => new LongLivedCredentialDenySCP(managementStack, 'LongLivedCredentialDeny', { ...common, ...props.longLivedCredentialDeny })),
    protectedRoles: refusals.attempt(() => new ProtectedRolesSCP(managementStack, 'ProtectedRoles', {
      ...common,
      ...props.protectedRoles,
      roles: [...deployers.protectedRoles, ...props.protectedRoles?.roles ?? []],
      bootstrapRoles: regionDeny?.bootstrapRoles ?? [],
      deployers: [...deployers.all],
      stacks: [...deployments.map(({ accountId, stackName }) => ({ account: accountId, stackName })), ...props.protectedRoles?.stacks ?? []],
      assetBuckets: [...new Set(deployments.flatMap(({ assetBucket }) => assetBucket ?? []))],
    })),
    quarantine: props.quarantine && refusals.attempt(() => new QuarantineSCP(managementStack, 'Quarantine', {
      ...common, rollout: props.quarantine!, deployers: [...deployers.all, ...deployers.baseline, ...(props.breakGlassRoles ?? []).filter(valid)],
    })),
    orgPerimeter: props.orgPerimeter && refusals.attempt(() => new OrgPerimeterRCP(managementStack, 'OrgPerimeter', { ...common, ...props.orgPerimeter })),
  };
}

/** Roles that an exemption leaves alone, of Identity Center's not: nobody but Identity Center changes those. */
function exemptPrincipals(props: LandingZoneProps): string[] {
  const options = [props.regionDeny, props.securityServicesDeny, props.longLivedCredentialDeny, props.protectedRoles];
  const exemptions = options.flatMap((one): Exemption[] => one?.exemptions ?? []);
  return exemptions.flatMap((exemption) => exemption._data().principals).filter((pattern) => !isIdentityCenterPattern(pattern));
}
