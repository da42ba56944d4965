import { Annotations, CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ConfigRecording } from './config-recording';
import { configRegionProblems, nothingElsewhereProblems } from './domain/config-problems';
import { type MadeResource, RECORDER_ROLE, recorderResources } from './domain/config-template';
import { recorderClaims } from './domain/recorder-claims';
import { type RecordedGroup, type RecorderDenial, recordedGroups, recorderDenials } from './domain/recorder-reach';
import { leftOutWarning, withoutGlobalTypes } from './domain/recorder-warnings';
import { recordedAccounts, stackSetProblems, trustingStackSets } from './recorded-accounts';
import type { RecorderLeftOut } from './recorder-left-out';
import { RecorderRole } from './recorder-role';
import { RecorderStackSets } from './recorder-stack-sets';
import { regionProblems } from '../guardrails/domain/region-problems';
import { Accounts } from '../organization/accounts';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import type { Organization } from '../organization/organization';
import type { Claim } from '../policy/domain/claim';
import { refuse } from '../private/errors';
import { knownRegions } from '../private/known-regions';
import { configLandingBucketName } from '../private/naming';
import { inManagementAccount, placementProblems } from '../private/placement';

/** Which accounts are recorded, and what of them. */
export interface ConfigRecordersOptions {
  /**
   * The accounts that are recorded. Leave out those that have a recorder already, as Control Tower makes one: an account and Region takes one.
   *
   * @default Accounts.all()
   */
  readonly accounts?: Accounts;

  /**
   * What is recorded, and how often. Raises `ConfigNothingRecorded` when nothing of it is recorded outside the home Region.
   *
   * @default ConfigRecording.all()
   */
  readonly recording?: ConfigRecording;

  /**
   * Who makes the service-linked role that AWS Config records with.
   *
   * @default RecorderRole.serviceLinked()
   */
  readonly role?: RecorderRole;
}

/** Where AWS Config records what. */
export interface ConfigRecordersProps extends ConfigRecordersOptions {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no home Region, and `StackSetsNotTrusted`. */
  readonly organization: Organization;

  /** Name or id of the account with the landing bucket. Raises `AccountUnknown`, `AccountAmbiguous`, `RoleAccountNotActive`, `RoleAccountIsManagement`. */
  readonly logArchiveAccount: string;

  /** Regions that are recorded, the home Region among them. Raises `RegionUnknown`, `RegionTwice`, `ConfigHomeRegion`. */
  readonly regions: string[];
}

/**
 * A recorder of AWS Config with its delivery in every account and Region, into the landing bucket of the log archive.
 *
 * For a stack in the management account, in the home Region (`StackAccount`, `StackRegion`), after the landing bucket. Member accounts are
 * reached by a service-managed StackSet; the management account, which StackSets leave out, is recorded in the home Region only.
 * Where a service control policy of the snapshot denies it, an account is left out and listed in `leftOut`.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigRecorders extends Construct {
  /** Where nothing is recorded although it was asked for, by account; empty when every account is recorded in all Regions. */
  public readonly leftOut: RecorderLeftOut[];

  /** Names of the StackSets that reach member accounts; none when no member account is recorded. */
  public readonly stackSetNames: string[];

  private readonly organization: Organization;
  private readonly groups: readonly RecordedGroup[];
  private readonly roleIsMade: boolean;

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props where AWS Config records what
   */
  public constructor(scope: Construct, id: string, props: ConfigRecordersProps) {
    super(scope, id);
    const { organization, regions, recording = ConfigRecording.all(), role = RecorderRole.serviceLinked() } = props;
    const { homeRegion, partition } = organization;
    this.organization = organization;
    this.roleIsMade = role.isMade;
    const asked = recordedAccounts(organization, props.accounts ?? Accounts.all(), props.logArchiveAccount);
    refuse([
      ...asked.problems,
      ...placementProblems(this, {
        ...inManagementAccount('recording accounts', organization),
        region: homeRegion === undefined ? undefined : { name: homeRegion, because: 'it is the home Region, from which the stacks are made' },
      }),
      ...regionProblems('regions', regions, knownRegions(partition, regions)),
      ...configRegionProblems(regions, homeRegion),
      ...nothingElsewhereProblems(recording._data(), regions),
      ...(asked.members.length > 0 ? stackSetProblems(this, organization) : []),
    ], this);

    const members = asked.members.map(({ id: accountId }) => accountId);
    const denials = this.denials(members, regions);
    this.groups = recordedGroups(members, regions, denials);
    this.leftOut = this.told(denials);
    const bucketName = configLandingBucketName(asked.logArchiveId, homeRegion!);
    const stackSets = this.groups.length === 0 ? undefined : new RecorderStackSets(this, 'Members', {
      rootId: organization.rootId, homeRegion: homeRegion!, bucketName, recording: recording._data(), roleIsMade: role.isMade, groups: this.groups,
      everywhere: denials.length === 0 && members.length === organization.accounts.filter(({ active, management }) => active && !management).length,
    });
    stackSets?.node.addDependency(...trustingStackSets(this, organization));
    this.stackSetNames = (stackSets?.all ?? []).map(({ stackSetName }) => stackSetName);
    if (asked.management) {
      this.inManagement(recorderResources(recording._data(), bucketName, (home) => home));
    }
    this.warn(asked.management, regions);
  }

  /** @internal StackSets must be let through wherever a recorder is made. */
  public _claims(organizationId: string): readonly Claim[] {
    const { partition, homeRegion } = this.organization;
    return organizationId !== this.organization.organizationId ? [] : recorderClaims(this.groups, {
      partition, homeRegion: homeRegion!, globalRegion: globalServicesRegion(partition), roleIsMade: this.roleIsMade,
    });
  }

  private denials(accountIds: readonly string[], regions: readonly string[]): RecorderDenial[] {
    const { partition, organizationId, managementAccount, enabledPolicyTypes } = this.organization;
    return !enabledPolicyTypes.includes(SCP) ? [] : recorderDenials(accountIds, regions, {
      partition,
      organizationId,
      managementAccountId: managementAccount.accountId,
      levelsAbove: (accountId) => this.organization._chainTo(accountId).map((level) => ({
        name: level.name,
        policies: this.organization.policiesOn(level.id).filter(({ type }) => type === SCP)
          .map(({ id, name, content }) => ({ id, name, document: JSON.parse(content) })),
      })),
    });
  }

  private told(denials: readonly RecorderDenial[]): RecorderLeftOut[] {
    return [...new Set(denials.map(({ accountId }) => accountId))].map((accountId) => {
      const own = denials.filter((denial) => denial.accountId === accountId);
      return {
        accountId,
        accountName: this.organization.account(accountId).name,
        regions: own.map(({ region }) => region),
        actions: [...new Set(own.flatMap(({ actions }) => actions))],
        by: [...new Set(own.flatMap(({ by }) => by))],
      };
    });
  }

  private inManagement({ Recorder, Channel }: Readonly<Record<'Recorder' | 'Channel', MadeResource>>): void {
    const make = (id: string, { Type, Properties }: MadeResource) => {
      const resource = new CfnResource(this, `Management${id}`, { type: Type, properties: Properties });
      resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      return resource;
    };
    const recorder = make('Recorder', Recorder);
    make('Channel', Channel);
    if (this.roleIsMade) {
      recorder.node.addDependency(make('Role', RECORDER_ROLE));
    }
  }

  private warn(management: boolean, regions: readonly string[]): void {
    const warnings = {
      'config-left-out': leftOutWarning(this.leftOut),
      'config-management': management && regions.length > 1
        ? `The management account is recorded in ${this.organization.homeRegion} only: StackSets do not reach it.` : undefined,
      'config-control-tower': this.organization._platform().controlTower
        ? 'Control Tower works in this organization and makes recorders of its own in accounts that it governs; leave those out with `accounts`, or their deployment fails.' : undefined,
      'config-global-types': withoutGlobalTypes(this.organization.homeRegion!),
    };
    Object.entries(warnings).filter(([, message]) => message !== undefined)
      .forEach(([id, message]) => Annotations.of(this).addWarningV2(`cdk-zero-trust-landing-zone:${id}`, message!));
  }
}
