import { Stack, Token } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { memberAccountProblems } from './domain/member-account';
import { heartbeatProblems, secretProblems, sourceNameProblems } from './domain/okta-problems';
import { OktaAlarms } from './okta-alarms';
import { OktaFunctions } from './okta-functions';
import type { OktaOrgUrl } from './okta-org-url';
import { OktaStream } from './okta-stream';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';
import { madeName } from '../private/made-name';
import { identityCenterMissing, placementProblems } from '../private/placement';

/** Which Okta org is recorded. */
export interface OktaEventsOptions {
  /** The address of the org, to which alone the token is sent. */
  readonly oktaOrgUrl: OktaOrgUrl;

  /**
   * Full ARN of a secret that holds an API token of Okta and nothing else, in the account and Region of the stack. Raises `OktaTokenSecret`.
   *
   * The token needs to read the System Log only: make it as a user with the role of a read-only administrator. Where the secret
   * is encrypted with a key of your own, its policy must let `reconcilerRoleArn` decrypt.
   */
  readonly apiTokenSecretArn: string;

  /** Name of the partner event source, 'aws.partner/okta.com/…/…', at most 256 characters. Raises `OktaEventSource`. It must exist and wait for its bus. */
  readonly eventSourceName: string;

  /**
   * After how many minutes without an event somebody is told, a whole number from 5 to 1,440. Raises `OktaHeartbeat`.
   *
   * @default 60
   */
  readonly heartbeatMinutes?: number;

  /**
   * ARNs of what the alarms tell, such as SNS topics.
   *
   * @default - the alarms tell nobody; they are in CloudWatch
   */
  readonly alarmActions?: string[];
}

/** Which Okta org is recorded, and into which vault. */
export interface OktaEventsProps extends OktaEventsOptions {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no home Region. */
  readonly organization: Organization;

  /** Name or id of the account with the `AuditVault`. Raises `AccountUnknown`, `AccountAmbiguous`, `RoleAccountNotActive`, `RoleAccountIsManagement`. */
  readonly logArchiveAccount: string;
}

/**
 * Keeps every event of an Okta org in the vault, once, and proves it by comparing with Okta's System Log every hour.
 *
 * For a stack in the audit account, in the home Region (`StackAccount`, `StackRegion`, `StackEnvironment`), after the `AuditVault`.
 * The stream delivers at least once, in any order, and is switched off by Okta after two failed deliveries. So an event has one place in the
 * vault that follows from the event, and what the stream lost is found by its uuid, backfilled, and counted in `evidence/okta/`.
 *
 * @see https://help.okta.com/en-us/content/topics/reports/log-streaming/about-log-streams.htm
 */
export class OktaEvents extends Construct {
  /** Name of the event bus. It is the name of the event source, as EventBridge wants it. */
  public readonly eventBusName: string;

  /** Name of the archive, which can replay what the bus has received. */
  public readonly archiveName: string;

  /** Name of the queue of what could not be kept: to be looked into and sent again. */
  public readonly deadLetterQueueName: string;

  /** ARN of the role that reads the token and compares. */
  public readonly reconcilerRoleArn: string;

  /** Alarms over silence, a stream that is off, loss, comparisons that fail or do not come, a refused token, and events that were not kept. */
  public readonly alarms: CfnAlarm[];

  /**
   * @param scope a scope in a stack of the audit account
   * @param id of the construct
   * @param props what is recorded where
   */
  public constructor(scope: Construct, id: string, props: OktaEventsProps) {
    super(scope, id);
    const { organization, eventSourceName, heartbeatMinutes = 60 } = props;
    const archive = organization._find(props.logArchiveAccount);
    refuse([
      ...memberAccountProblems('logArchiveAccount', archive),
      ...this.placeProblems(organization),
      ...(Token.isUnresolved(eventSourceName) ? [] : sourceNameProblems(eventSourceName)),
      ...heartbeatProblems(heartbeatMinutes),
      ...this.tokenProblems(props.apiTokenSecretArn, organization.partition),
    ], this);

    const name = madeName(this, 'okta');
    const stream = new OktaStream(this, 'Stream', { name, eventSourceName });
    const functions = new OktaFunctions(this, 'Functions', {
      name,
      partition: organization.partition,
      homeRegion: organization.homeRegion!,
      logArchiveId: 'account' in archive ? archive.account.id : '',
      orgUrl: props.oktaOrgUrl.url,
      tokenSecretArn: props.apiTokenSecretArn,
      queueArn: stream.queueArn,
    });
    this.eventBusName = stream.eventBusName;
    this.archiveName = stream.archiveName;
    this.deadLetterQueueName = stream.deadLetterQueueName;
    this.reconcilerRoleArn = functions.reconcilerRoleArn;
    this.alarms = new OktaAlarms(this, 'Alarms', {
      name, heartbeatMinutes, queueName: stream.queueName, deadLetterQueueName: stream.deadLetterQueueName, actions: props.alarmActions ?? [],
    }).all;
  }

  private placeProblems({ homeRegion, accounts }: Organization): Problem[] {
    const members = accounts.filter(({ active, management }) => active && !management);
    return [
      ...(homeRegion ? [] : [identityCenterMissing('its Region is the home Region, where the vault is')]),
      ...placementProblems(this, {
        what: 'recording Okta',
        accounts: {
          ids: members.map(({ accountId }) => accountId),
          role: 'the audit account, which is not the management account',
        },
        region: homeRegion ? { name: homeRegion, because: 'the vault is there' } : undefined,
        concrete: true,
      }),
    ];
  }

  private tokenProblems(arn: string, partition: string): Problem[] {
    const { account, region } = Stack.of(this);
    const known = [arn, account, region].every((text) => !Token.isUnresolved(text));
    return known ? secretProblems(arn, { partition, region, account }) : [];
  }
}
