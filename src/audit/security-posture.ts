import { type CfnResource, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnConfigurationPolicy, CfnFindingAggregator, CfnOrganizationConfiguration, CfnPolicyAssociation } from 'aws-cdk-lib/aws-securityhub';
import { Construct, type IConstruct } from 'constructs';
import { forwardingRegionProblems } from './domain/detection-problems';
import { posturePermissions } from './domain/posture-permissions';
import { postureProblems } from './domain/posture-problems';
import { SecurityService } from './security-service';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';
import { knownRegions } from '../private/known-regions';
import { POSTURE_ROLE_PATH } from '../private/naming';
import { placementProblems } from '../private/placement';
import { ResourceHandler } from '../private/resource-handler';

/** Which services gather findings, and what they look for. */
export interface SecurityPostureOptions {
  /**
   * The services. One that Control Tower or somebody else looks after is left out. Raises `PostureServices`.
   *
   * @default - all of them
   */
  readonly services?: SecurityService[];

  /**
   * Features of GuardDuty, such as 'S3_DATA_EVENTS', to switch on for every member besides the foundation; each is charged for. Those that are not named
   * stay as they are. Raises `GuardDutyFeature`.
   *
   * @default - the foundation: CloudTrail, network and DNS logs
   */
  readonly guardDutyFeatures?: string[];

  /**
   * ARNs of the standards that Security Hub checks every member against. Raises `SecurityHubStandard`.
   *
   * @default - AWS Foundational Security Best Practices
   */
  readonly standards?: string[];

  /**
   * After how many days without use IAM Access Analyzer reports access, from 1 to 365. Raises `UnusedAccessDays`.
   *
   * @default 90
   */
  readonly unusedAccessDays?: number;
}

/** Which services gather findings, and of what. */
export interface SecurityPostureProps extends SecurityPostureOptions {
  /** The organization. */
  readonly organization: Organization;

  /** Name or id of the account where findings come together. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly auditAccount: string;

  /**
   * All Regions in which there is such a construct, the same for each; the home Region must be among them, and another one for Security Hub.
   * Raises `RegionUnknown`, `RegionTwice`, `PostureRegions`.
   */
  readonly regions: string[];
}

/**
 * Findings of every account in one: GuardDuty for all members, Security Hub configured centrally, IAM Access Analyzer over the organization.
 *
 * For stacks of the audit account (`StackAccount`), one in each chosen Region; the audit account must administer the services there first
 * (`SecurityPostureDelegation` for GuardDuty and Security Hub, `OrganizationFeatures` for Access Analyzer). In the home Region besides: the aggregation of Security Hub,
 * its configuration policy for the whole organization, and the analyzer of unused access, which looks at no Region in particular.
 *
 * What is on is adopted and nothing is ever switched off, also not when the construct or the stack goes. A guardrail over security services must let roles
 * below '/zero-trust/posture/'. Members that StackSets or SCPs keep out are not seen; Detective, Inspector, Macie and Security Hub V2 are not made here.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
 */
export class SecurityPosture extends Construct {
  /** Services that gather findings here. */
  public readonly services: SecurityService[];

  /** Whether findings of the other Regions come together here. */
  public readonly aggregates: boolean;

  /**
   * @param scope a scope in a stack of the audit account
   * @param id of the construct
   * @param props what is gathered
   */
  public constructor(scope: Construct, id: string, props: SecurityPostureProps) {
    super(scope, id);
    const { organization, regions, guardDutyFeatures = [], unusedAccessDays = 90 } = props;
    const { region } = Stack.of(this);
    const homeRegion = organization.homeRegion ?? region;
    const foundation = 'standards/aws-foundational-security-best-practices/v/1.0.0';
    const standards = props.standards ?? [`arn:${organization.partition}:securityhub:${homeRegion}::${foundation}`];
    this.services = [...props.services ?? Object.values(SecurityService)].sort();
    const found = organization._find(props.auditAccount);
    refuse([
      ...('problem' in found ? [found.problem] : []),
      ...forwardingRegionProblems(regions, knownRegions(organization.partition, regions)),
      ...postureProblems({
        regions, services: this.services, homeRegion, guardDutyFeatures, standards, unusedAccessDays,
        stackRegion: Token.isUnresolved(region) ? undefined : region,
      }),
      ...placementProblems(this, {
        what: 'gathering findings', accounts: 'account' in found ? { ids: [found.account.id], role: 'the audit account' } : undefined, concrete: true,
      }),
    ], this);
    this.aggregates = region === homeRegion;
    const wants = (service: SecurityService) => this.services.includes(service);
    const ready = this.switchOn(organization.partition, guardDutyFeatures);
    if (wants(SecurityService.SECURITY_HUB) && this.aggregates) {
      this.configureCentrally(organization, ready!, standards, regions.filter((other) => other !== homeRegion).sort());
    }
    if (wants(SecurityService.ACCESS_ANALYZER)) {
      kept(new CfnAnalyzer(this, 'ExternalAccess', { type: 'ORGANIZATION', analyzerName: 'zero-trust-external-access' }));
      if (this.aggregates) {
        kept(new CfnAnalyzer(this, 'UnusedAccess', {
          type: 'ORGANIZATION_UNUSED_ACCESS', analyzerName: 'zero-trust-unused-access',
          analyzerConfiguration: { unusedAccessConfiguration: { unusedAccessAge: unusedAccessDays } },
        }));
      }
    }
  }

  /** By calls of our own: GuardDuty's organization has no resource type, and `AWS::SecurityHub::Hub` fails where the delegation switched it on already. */
  private switchOn(partition: string, guardDutyFeatures: string[]): IConstruct | undefined {
    const guardDuty = this.services.includes(SecurityService.GUARDDUTY);
    const securityHub = this.services.includes(SecurityService.SECURITY_HUB);
    if (!guardDuty && !securityHub) {
      return undefined;
    }
    const { account, region } = Stack.of(this);
    const { permissions, wildcards } = posturePermissions({ partition, region, accountId: account, guardDuty, securityHub });
    const handler = new ResourceHandler(this, 'Gather', {
      bundle: 'audit/runtime/gather-findings.lambda', permissions, wildcards, timeout: Duration.minutes(15), rolePath: POSTURE_ROLE_PATH,
    });
    return handler.resource('Findings', 'Custom::Findings', {
      ...(guardDuty ? { GuardDutyFeatures: [...guardDutyFeatures].sort() } : {}),
      SecurityHub: String(securityHub),
    });
  }

  /** One after the other: each is refused as long as the one before is not there. */
  private configureCentrally({ rootId }: Organization, ready: IConstruct, enabledStandardIdentifiers: string[], linked: string[]): void {
    const aggregator = kept(new CfnFindingAggregator(this, 'Aggregator', { regionLinkingMode: 'SPECIFIED_REGIONS', regions: linked }));
    aggregator.node.addDependency(ready);
    const central = kept(new CfnOrganizationConfiguration(this, 'Central', { autoEnable: false, autoEnableStandards: 'NONE', configurationType: 'CENTRAL' }));
    central.node.addDependency(aggregator);
    const policy = kept(new CfnConfigurationPolicy(this, 'Policy', {
      name: 'zero-trust',
      description: 'Zero Trust landing zone: Security Hub in every account',
      configurationPolicy: { securityHub: {
        serviceEnabled: true, enabledStandardIdentifiers, securityControlsConfiguration: { disabledSecurityControlIdentifiers: [] },
      } },
    }));
    policy.node.addDependency(central);
    kept(new CfnPolicyAssociation(this, 'Everywhere', { configurationPolicyId: policy.attrId, targetId: rootId, targetType: 'ROOT' }));
  }
}

/** Outlives its stack: deleting it would switch the service off, in member accounts too. */
function kept<T extends CfnResource>(resource: T): T {
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return resource;
}
