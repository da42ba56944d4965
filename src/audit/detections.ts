import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnEventBus, CfnEventBusPolicy, CfnRule } from 'aws-cdk-lib/aws-events';
import type { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type DetectionOptions, resolveDetectionOptions } from './detection-options';
import { DetectionTopic } from './detection-topic';
import { detectionSizeProblems } from './domain/detection-problems';
import { forwardingPlace } from './forwarding-place';
import { unheardAlarm } from './unheard-alarm';
import { refuse } from '../private/errors';
import { madeName } from '../private/made-name';
import { DETECTION_BUS } from '../private/naming';
import { placementProblems } from '../private/placement';
import { UndeliveredEvents } from '../private/undelivered-events';
import { allDetections } from './domain/detections/all-detections';
import type { Detection } from './domain/detections/detection';
import { detectionMessage } from './domain/detections/message';
import { busStatement } from './domain/event-forwarding';

/** What the account's jobs put their findings on, because each account has one. */
const DEFAULT_BUS = 'default';

/** What is watched for, and who is told. */
export interface DetectionsProps extends DetectionOptions {
  /**
   * Name of the partner event bus of Okta's log stream in this account and Region, such as 'aws.partner/okta.com/acme/logs'. Raises `OktaEventBus`.
   *
   * @default - nothing watches for Okta's log stream being switched off
   */
  readonly oktaEventBus?: string;

  /**
   * ARNs of what the alarm over detections that nobody heard of tells. Do not use the topic of the detections: it is what failed.
   *
   * @default - the alarm tells nobody; it is in CloudWatch
   */
  readonly alarmActions?: string[];
}

/**
 * Tells a topic when something happens that somebody should know of at once: root, long-lived credentials, the trail, the vault, guardrails, access,
 * Identity Center, roles for emergencies, Okta's log stream (docs/detections.md).
 *
 * For a stack in the audit account (`StackAccount`), in the home Region (`StackRegion`). Events of other accounts and Regions, and this account's own, come to an
 * event bus of its own by `DetectionForwarding` (the management account) and `MemberDetectionForwarding` (all others), which are given the same options.
 * What the account's own jobs find of the trail is taken from its default bus. The other bus takes events from these roles in this organization only. Subscribe somebody to `topic`: nobody is, at first.
 * What could not be published stays in a queue for two weeks, and an alarm watches it. Raises `DetectionPatternLong`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export class Detections extends Construct {
  /** What is published to. An L1: subscribe with `CfnSubscription`. */
  public readonly topic: CfnTopic;

  /** Its ARN. Alarms of the same account and Region may publish to it, too: give it as one of their `alarmActions`. */
  public readonly topicArn: string;

  /** ARN of the bus that other accounts send to. */
  public readonly eventBusArn: string;

  /** Names of the detections, in the order of their page. */
  public readonly names: string[];

  /** The alarm over detections that could not be published. */
  public readonly alarm: CfnAlarm;

  private readonly byThemselves: readonly string[];

  /**
   * @param scope a scope in a stack of the audit account
   * @param id of the construct
   * @param props what is watched for
   */
  public constructor(scope: Construct, id: string, props: DetectionsProps) {
    super(scope, id);
    const { organization, oktaEventBus } = props;
    const { facts, problems, auditAccountId, homeRegion } = resolveDetectionOptions(props, oktaEventBus !== undefined);
    const detections = allDetections(facts);
    refuse([
      ...problems,
      ...detectionSizeProblems(detections),
      ...(oktaEventBus === undefined || /^aws\.partner\/okta\.com\/[\w./-]+$/.test(oktaEventBus) ? [] : [{
        code: 'OktaEventBus',
        problem: `'oktaEventBus' is '${oktaEventBus}'; it must be the name of a partner event bus that begins with 'aws.partner/okta.com/'`,
        fix: 'copy the name of the partner event source from the console of EventBridge, and associate it with a bus first',
      }]),
      ...placementProblems(this, {
        what: 'detection', accounts: { ids: [auditAccountId], role: 'the audit account' }, region: { name: homeRegion, because: 'events of all accounts are sent there' },
      }),
    ], this);
    this.names = detections.map(({ name }) => name);
    this.byThemselves = detections.filter(({ bus }) => bus !== 'detections').map(({ name }) => name);

    const bus = new CfnEventBus(this, 'Bus', { name: DETECTION_BUS, description: 'Events of every account that detections watch' });
    const place = forwardingPlace(organization, auditAccountId);
    this.eventBusArn = place.busArn;
    new CfnEventBusPolicy(this, 'BusPolicy', {
      eventBusName: bus.ref, statementId: 'ZeroTrustDetectionForwarding', statement: busStatement(place),
    });
    const topic = new DetectionTopic(this, 'Published', facts.partition);
    [this.topic, this.topicArn] = [topic.topic, topic.topicArn];
    const buses: Record<Detection['bus'], string | undefined> = { detections: bus.ref, default: DEFAULT_BUS, okta: oktaEventBus };
    const undelivered = new UndeliveredEvents(this, 'Undelivered', 'detections');
    const rules = detections.map((detection) => this.rule(detection, buses[detection.bus], undelivered.queueArn));
    topic.from(rules);
    undelivered.from(rules);
    this.alarm = unheardAlarm(this, undelivered.queueName, props.alarmActions);
  }

  /** @internal Names of detections whose events arise in this account: nothing has to send them here. */
  public _comingByThemselves(): readonly string[] {
    return this.byThemselves;
  }

  private rule(detection: Detection, eventBusName: string | undefined, deadLetters: string): CfnRule {
    return new CfnRule(this, `Rule-${detection.name}`, {
      name: madeName(this, `detection-${detection.name}`),
      description: detection.title,
      eventBusName,
      eventPattern: detection.pattern,
      targets: [{
        id: 'Topic', arn: this.topic.ref, deadLetterConfig: { arn: deadLetters }, inputTransformer: { inputTemplate: detectionMessage(detection) },
      }],
    });
  }
}
