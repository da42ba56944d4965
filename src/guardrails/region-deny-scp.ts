import type { Construct } from 'constructs';
import { cdkRoles, regionDenyStatements } from './domain/region-deny';
import { REGION_DENY_EXEMPT } from './domain/region-deny-data';
import { allowedRegionProblems, optInProblems, regionProblems } from './domain/region-problems';
import { unlessPrincipalAccount } from './domain/statement-conditions';
import { Guardrail } from './guardrail';
import type { GuardrailOptions, GuardrailProps } from './guardrail-props';
import type { RegionDenyOptIn } from './region-deny-opt-in';
import { administrator } from '../organization/domain/callers';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import { principalProblems } from '../organization/domain/role-patterns';
import { knownRegions } from '../private/known-regions';
import { REGION_DENY_POLICY } from '../private/naming';

/** What a region deny leaves open besides the allowed Regions. */
export interface RegionDenyOptions extends GuardrailOptions {
  /**
   * Regions, besides the allowed ones and the one below, in which exempt roles may work. Raises `RegionUnknown`, `RegionTwice`.
   *
   * @default - none besides us-east-1 (in another partition its counterpart), where global services keep what is theirs
   */
  readonly exemptPrincipalRegions?: string[];

  /**
   * Work outside the allowed Regions that is wanted. Raises what is documented at `RegionDenyOptIn`.
   *
   * @default - none
   */
  readonly optIns?: RegionDenyOptIn[];
}

/** What a region deny allows, where it binds, and whom it leaves alone. */
export interface RegionDenySCPProps extends GuardrailProps, RegionDenyOptions {
  /**
   * Regions in which people and machines may work, at least one; the home Region of Identity Center must be among them.
   * Raises `RegionsEmpty`, `RegionUnknown`, `RegionTwice`, `HomeRegionDenied`.
   */
  readonly allowedRegions: string[];

  /**
   * ARN patterns of roles that work in every Region, such as Control Tower's. Raises `DeployerPrincipal`, `DeployerTooBroad`.
   *
   * @default - none
   */
  readonly deployers?: string[];

  /**
   * ARN patterns of roles that work in the allowed Regions and in the one of global services, such as those of StackSets that bring something there to every account.
   * Raises `GlobalRegionRolePrincipal`, `GlobalRegionRoleTooBroad`.
   *
   * @default - none besides what `RegionDenyOptIn.cdkInGlobalRegion` opens
   */
  readonly globalRegionRoles?: string[];
}

/**
 * Denies everything outside the allowed Regions, for every principal of the accounts it binds, administrators included.
 *
 * Global services stay usable; those of them that are regional are opened in us-east-1 only; exempt roles may work in the allowed Regions and
 * `exemptPrincipalRegions`, not in the world. For a stack in the management account (`StackAccount`).
 *
 * It does not bind the management account, service-linked roles, or AWS services that act for themselves.
 * Raises `PolicySize` and `PolicySlots` when the policy does not fit, counting the policies that others attached.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export class RegionDenySCP extends Guardrail {
  /** ARN patterns of the bootstrap roles that an opt-in leaves alone: for the `bootstrapRoles` of `ProtectedRolesSCP`. */
  public readonly bootstrapRoles: string[];

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props what it allows and where it binds
   */
  public constructor(scope: Construct, id: string, props: RegionDenySCPProps) {
    super(scope, id);
    const { organization, allowedRegions, deployers = [], globalRegionRoles = [] } = props;
    const { partition } = organization;
    const globalRegion = globalServicesRegion(partition);
    const extensions = (props.optIns ?? []).map((optIn) => optIn._extension());
    const exemptPrincipalRegions = [...new Set([globalRegion, ...props.exemptPrincipalRegions ?? []])];
    const known = knownRegions(partition, [...allowedRegions, ...exemptPrincipalRegions]);
    const others = known.filter((region) => !allowedRegions.includes(region));
    const far = others.filter((region) => region !== globalRegion);
    const asked = { principal: administrator(organization), resource: '*' };
    const bootstrapRoles = cdkRoles({ partition, globalRegion, extensions });
    // a description takes 512 characters.
    const where = allowedRegions.length > 20 ? `${allowedRegions.length} allowed Regions` : [...allowedRegions].sort().join(', ');
    this._define(props, {
      type: SCP,
      name: REGION_DENY_POLICY,
      what: 'a region deny',
      purpose: `Denies everything outside ${where}; global services stay usable; exempt roles may also work in ${[...exemptPrincipalRegions].sort().join(', ')}`,
      statements: (exempt) => regionDenyStatements({
        partition, allowedRegions, globalRegion, exemptPrincipalRegions, exemptPrincipals: exempt.principals, globalRegionRoles, deployers,
        extensions,
      }).map((statement) => unlessPrincipalAccount(statement, exempt.accountIds)),
      exempts: ['principals', 'accounts'],
      invariants: [
        { ...asked, claim: 'Administrator starts a machine outside the allowed Regions', action: 'ec2:RunInstances', regions: others },
        { ...asked, claim: 'Administrator makes a key in a far Region', action: 'kms:CreateKey', regions: far },
      ].filter(({ regions }) => regions.length > 0),
      deployers,
      leavesAlone: [...bootstrapRoles, ...globalRegionRoles],
      exemptActions: [...REGION_DENY_EXEMPT, ...extensions.flatMap(({ entries }) => entries)],
      problems: [
        ...allowedRegionProblems(allowedRegions, known, organization.homeRegion),
        ...principalProblems('GlobalRegionRole', "'globalRegionRoles'", globalRegionRoles, organization),
        ...regionProblems('exemptPrincipalRegions', props.exemptPrincipalRegions ?? [], known),
        ...extensions.flatMap((extension) => optInProblems(extension, known)),
      ],
    });
    this.bootstrapRoles = bootstrapRoles;
  }
}
