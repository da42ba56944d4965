
import { Construct } from 'constructs';
import { type DetectionOptions, resolveDetectionOptions } from './detection-options';
import { memberStackSet } from '../private/member-stack-set';
import { detectionSizeProblems, forwardingRegionProblems, stackSetTrustProblems } from './domain/detection-problems';
import { allDetections, fromMembers } from './domain/detections/all-detections';
import { type ForwardingPlace, memberTemplate } from './domain/event-forwarding';
import { forwardingClaims } from './domain/forwarding-claims';
import { forwardingPlace } from './forwarding-place';
import { globalServicesRegion } from '../organization/domain/global-region';
import { STACK_SETS } from '../organization/domain/stack-sets';
import type { Organization } from '../organization/organization';
import { OrganizationFeatures } from '../organization/organization-features';
import type { Claim } from '../policy/domain/claim';
import { refuse } from '../private/errors';
import { knownRegions } from '../private/known-regions';
import { DETECTION_STACK_SET } from '../private/naming';
import { inManagementAccount, placementProblems } from '../private/placement';

/** From which Regions members send. */
export interface MemberDetectionForwardingProps extends DetectionOptions {
  /**
   * Regions, besides the home Region and that of global services, where what root does and which roles for emergencies are taken is sent from:
   * those in which people may work. An opt-in Region that an account has not opted in to fails there. Raises `RegionUnknown`, `RegionTwice`.
   *
   * @default - the home Region and the one of global services only
   */
  readonly regions?: string[];
}

/**
 * Sends what detections watch for from every member account to `Detections`: a StackSet that CloudFormation manages, with rules and one role in each account and
 * Region. Accounts that come get it by themselves. The management account, which StackSets do not reach, needs `DetectionForwarding`.
 *
 * For a stack in the management account (`StackAccount`), in the home Region (`StackRegion`). StackSets must be trusted by the organization (`StackSetsNotTrusted`).
 * When the construct leaves the template the StackSet stays, and so do the rules, for somebody to delete.
 * An event that could not be sent within a day is lost here; the trail has it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export class MemberDetectionForwarding extends Construct {
  /** Name of the StackSet. */
  public readonly stackSetName: string;

  /** Names of the detections whose events are sent by member accounts. */
  public readonly names: string[];

  /** Regions that members send from, sorted. */
  public readonly regions: string[];

  private readonly organization: Organization;
  private readonly place: ForwardingPlace;

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props from where to where; raises what is documented at `DetectionOptions`, and `DetectionPatternLong`
   */
  public constructor(scope: Construct, id: string, props: MemberDetectionForwardingProps) {
    super(scope, id);
    const { organization, regions = [] } = props;
    this.organization = organization;
    const { facts, problems, auditAccountId, homeRegion } = resolveDetectionOptions(props);
    const globalRegion = globalServicesRegion(facts.partition);
    const detections = fromMembers(allDetections(facts));
    const trusting = this.trusting();
    refuse([
      ...problems,
      ...detectionSizeProblems(detections),
      ...forwardingRegionProblems(regions, knownRegions(facts.partition, regions)),
      ...stackSetTrustProblems(organization.enabledServicePrincipals.includes(STACK_SETS) || trusting.length > 0, STACK_SETS),
      ...placementProblems(this, {
        ...inManagementAccount('a StackSet for the whole organization', organization), region: { name: homeRegion, because: 'the landing zone deploys from there' },
      }),
    ], this);
    this.stackSetName = DETECTION_STACK_SET;
    this.names = detections.map(({ name }) => name);
    this.place = forwardingPlace(organization, auditAccountId);
    this.regions = [...new Set([homeRegion, globalRegion, ...regions])].sort();
    const resource = memberStackSet(this, 'StackSet', {
      name: this.stackSetName,
      description: 'Zero Trust landing zone: sends what detections watch for to the audit account',
      rootId: organization.rootId,
      groups: [{ regions: this.regions }],
      template: memberTemplate(detections, this.place, homeRegion, globalRegion),
      regionsAtOnce: true,
    });
    resource.node.addDependency(...trusting);
  }

  /** @internal StackSets must be let through in every member account, and rules must be let send. */
  public _claims(organizationId: string): readonly Claim[] {
    const { partition, accounts } = this.organization;
    return organizationId !== this.organization.organizationId ? [] : forwardingClaims({
      partition, regions: this.regions, globalRegion: globalServicesRegion(partition), stackSetName: this.stackSetName, place: this.place,
      members: accounts.filter(({ active, management }) => active && !management).map(({ accountId }) => accountId),
    });
  }

  /** Whatever gives StackSets trusted access in this app. */
  private trusting(): OrganizationFeatures[] {
    return this.node.root.node.findAll().filter((other): other is OrganizationFeatures =>
      other instanceof OrganizationFeatures && other._trusts(STACK_SETS, this.organization.organizationId));
  }
}
