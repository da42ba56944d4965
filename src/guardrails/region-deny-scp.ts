import { Annotations } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { asOfProblems, expiresSoon } from '../organization/domain/days';
import { listed } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { REGION_DENY_POLICY } from '../private/naming';
import { inManagementAccount, placementProblems } from '../private/placement';
import { today } from '../private/today';
import { type ExemptionData, exemptionProblems } from './domain/exemption-problems';
import { regionDenyStatements } from './domain/region-deny';
import { type ExemptActions, REGION_DENY_EXEMPT, globalServicesRegion } from './domain/region-deny-data';
import { allowedRegionProblems, regionProblems } from './domain/region-problems';
import type { Exemption } from './exemption';
import type { ScpTarget } from './scp-target';
import { ServiceControlPolicy } from './service-control-policy';

/** What a region deny allows, where it binds, and whom it leaves alone. */
export interface RegionDenySCPProps {
  /** The organization. */
  readonly organization: Organization;

  /**
   * Regions in which people and machines may work, at least one; the home Region of Identity Center must be among them.
   * Raises `RegionsEmpty`, `RegionUnknown`, `RegionTwice`, `HomeRegionDenied`.
   */
  readonly allowedRegions: string[];

  /** Where it binds. With an empty list the policy is created and attached nowhere. */
  readonly targets: ScpTarget[];

  /**
   * Roles that may also work in `exemptPrincipalRegions`. Raises what is documented at `Exemption`.
   *
   * @default - nobody
   */
  readonly exemptions?: Exemption[];

  /**
   * Regions, besides the allowed ones and the one below, in which exempt roles may work. Raises `RegionUnknown`, `RegionTwice`.
   *
   * @default - none besides us-east-1 (in another partition its counterpart), where global services keep what is theirs
   */
  readonly exemptPrincipalRegions?: string[];

  /**
   * Name of the policy in Organizations, 1 to 128 characters; unique in the organization. Raises `PolicyName`.
   *
   * @default 'zero-trust-region-deny'
   */
  readonly policyName?: string;

  /**
   * The day that expiry dates are compared with, such as '2026-11-01'. It decides errors and warnings and is never written into a template.
   *
   * @default - today, in UTC
   */
  readonly asOf?: string;
}

/**
 * Denies everything outside the allowed Regions, for every principal of the accounts it binds, administrators included.
 *
 * Three statements: global services stay usable; those of them that are regional are opened in us-east-1 only;
 * exempt roles may work in the allowed Regions and `exemptPrincipalRegions`, not in the world. For a stack in the management account (`StackAccount`).
 *
 * It does not bind the management account, service-linked roles, or AWS services that act for themselves.
 * Raises `PolicySize` and `PolicySlots` when the policy does not fit, counting the policies that others attached.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export class RegionDenySCP extends Construct {
  /** Size of the policy in UTF-8 bytes, as it is sent. */
  public readonly bytes: number;

  /** Ids of the roots, units and accounts it is attached to, sorted. */
  public readonly targetIds: string[];

  /** Name of the policy in Organizations. */
  public readonly policyName: string;

  /** The policy document as it is sent. */
  public readonly content: string;

  private readonly facts: GuardrailDescription;

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props what it allows and where it binds
   */
  public constructor(scope: Construct, id: string, props: RegionDenySCPProps) {
    super(scope, id);
    const { organization, allowedRegions } = props;
    const asOf = props.asOf ?? today();
    const exemptions = (props.exemptions ?? []).map((exemption) => exemption._data());
    const globalRegion = globalServicesRegion(organization.partition);
    const exemptPrincipalRegions = [...new Set([globalRegion, ...props.exemptPrincipalRegions ?? []])];
    const known = RegionInfo.regions.filter(({ partition }) => partition === organization.partition).map(({ name }) => name);
    this.policyName = props.policyName ?? REGION_DENY_POLICY;
    const policy = new ServiceControlPolicy(this, 'Policy', {
      organization,
      name: this.policyName,
      // a description takes 512 characters.
      description: `Denies everything outside ${allowedRegions.length > 20 ? `${allowedRegions.length} allowed Regions` : [...allowedRegions].sort().join(', ')}; global services stay usable`,
      statements: regionDenyStatements({
        allowedRegions, globalRegion, exemptPrincipalRegions, exemptPrincipals: exemptions.flatMap(({ principals }) => principals),
      }),
      targets: props.targets,
      problems: [
        ...placementProblems(this, inManagementAccount('a service control policy', organization)),
        ...asOfProblems(asOf),
        ...allowedRegionProblems(allowedRegions, known, organization.identityCenter?.region),
        ...regionProblems('exemptPrincipalRegions', props.exemptPrincipalRegions ?? [], known),
        ...exemptions.flatMap((exemption) => exemptionProblems(this.policyName, exemption, organization, asOf)),
        ...(/^[\w .+=,@-]{1,128}$/.test(this.policyName) ? [] : [{
          code: 'PolicyName',
          problem: `the policy name '${this.policyName}' has ${this.policyName.length} characters; it must have 1 to 128 out of letters, digits, spaces and _.+=,@-`,
          fix: 'choose a shorter, plainer name',
        }]),
      ],
    });
    this.bytes = policy.bytes;
    this.content = policy.content;
    this.targetIds = [...policy.targetIds];
    this.facts = {
      organizationId: organization.organizationId,
      purpose: `Denies everything outside ${[...allowedRegions].sort().join(', ')}; exempt roles may also work in ${[...exemptPrincipalRegions].sort().join(', ')}`,
      exemptActions: REGION_DENY_EXEMPT,
      exemptions,
    };
    for (const exemption of exemptions.filter((one) => expiresSoon(one, asOf))) {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:exemption-expires',
        `The exemption of ${listed(exemption.principals)} from ${this.policyName} expires on ${exemption.expires} (owner: ${exemption.owner}).`);
    }
  }

  /** @internal What the report says of it. */
  public _facts(): GuardrailDescription {
    return this.facts;
  }
}

/** A guardrail in the report's words. */
export interface GuardrailDescription {
  readonly organizationId: string;
  readonly purpose: string;
  readonly exemptActions: readonly ExemptActions[];
  readonly exemptions: readonly ExemptionData[];
}
