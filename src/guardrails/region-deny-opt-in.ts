import type { RegionDenyExtension } from './domain/region-deny';
import { type ExemptActions } from './domain/region-deny-data';

/**
 * Work outside the allowed Regions that many teams need and a region deny stops unless they say so.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export class RegionDenyOptIn {
  /**
   * CDK apps may be deployed to us-east-1 (in another partition its counterpart): certificates and functions of CloudFront live there.
   *
   * The roles of CDK's bootstrap stack in that Region may do there what they do elsewhere. Whoever may deploy with CDK may then work there through it.
   *
   * @param qualifiers of the bootstrap stacks, 1 to 10 letters or digits each; raises `OptInQualifier`
   */
  public static cdkInGlobalRegion(...qualifiers: string[]): RegionDenyOptIn {
    return new RegionDenyOptIn({ qualifiers: qualifiers.length > 0 ? qualifiers : ['hnb659fds'], regions: [], entries: [] });
  }

  /**
   * Bedrock's cross-Region inference, which passes requests to whichever Region of its geography has room.
   *
   * @param regions those that the inference profiles in use reach; raises `OptInRegions` when there is none, and `RegionUnknown`
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html
   */
  public static bedrockCrossRegionInference(...regions: string[]): RegionDenyOptIn {
    return new RegionDenyOptIn({ qualifiers: [], regions, entries: [BEDROCK], inference: true, needsRegions: true });
  }

  /** What edge services keep in us-east-1 besides certificates: functions of Lambda@Edge and their logs, metrics and alarms of CloudFront. */
  public static edgeServices(): RegionDenyOptIn {
    return new RegionDenyOptIn({ qualifiers: [], regions: [], entries: [EDGE] });
  }

  /**
   * Security Hub's linked Regions, from which findings are gathered.
   *
   * @param regions those that are linked; raises `OptInRegions` when there is none, and `RegionUnknown`
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html
   */
  public static securityHubLinkedRegions(...regions: string[]): RegionDenyOptIn {
    return new RegionDenyOptIn({ qualifiers: [], regions, entries: [SECURITY_HUB], needsRegions: true });
  }

  private constructor(private readonly extension: RegionDenyExtension) {}

  /** @internal */
  public _extension(): RegionDenyExtension {
    return this.extension;
  }
}

const BEDROCK: ExemptActions = {
  actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
  reason: 'opted in: cross-Region inference of Bedrock',
  confined: true,
};
const EDGE: ExemptActions = {
  actions: ['cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm', 'lambda:*Function*', 'lambda:EnableReplication*', 'lambda:PublishVersion', 'logs:CreateLogDelivery',
    'logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
  reason: 'opted in: functions, logs and alarms of edge services in us-east-1',
  confined: true,
};
const SECURITY_HUB: ExemptActions = { actions: ['securityhub:*'], reason: 'opted in: linked Regions of Security Hub', confined: true };
