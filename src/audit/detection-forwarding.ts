import { Stack, Token } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type DetectionOptions, resolveDetectionOptions } from './detection-options';
import { detectionSizeProblems } from './domain/detection-problems';
import { allDetections, fromManagement } from './domain/detections/all-detections';
import { forwardingPermission, forwardingTrust } from './domain/event-forwarding';
import { forwardingPlace } from './forwarding-place';
import { unheardAlarm } from './unheard-alarm';
import { globalServicesRegion } from '../organization/domain/global-region';
import { refuse } from '../private/errors';
import { madeName } from '../private/made-name';
import { inManagementAccount, placementProblems } from '../private/placement';
import { UndeliveredEvents } from '../private/undelivered-events';

/** Whose events go where. */
export interface DetectionForwardingProps extends DetectionOptions {
  /**
   * ARNs of what the alarm over events that could not be sent tells, such as SNS topics of this Region.
   *
   * @default - the alarm tells nobody; it is in CloudWatch
   */
  readonly alarmActions?: string[];
}

/**
 * Sends what detections watch for from the management account to `Detections`, out of the Region of its stack. StackSets do not reach this account.
 *
 * For stacks of the management account (`StackAccount`), one in each Region: the Region of global services, which is us-east-1 in most partitions, for what
 * happens to policies, users and root; the home Region for the trail and Identity Center; any other for what root does there.
 * A stack without a concrete Region is refused (`StackEnvironment`). Events that could not be sent stay in a queue for two weeks, and an alarm watches it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class DetectionForwarding extends Construct {
  /** Names of the detections whose events are sent from here. */
  public readonly names: string[];

  /** The alarm over events that could not be sent. */
  public readonly alarm: CfnAlarm;

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props from where to where; raises what is documented at `DetectionOptions`, and `DetectionPatternLong`
   */
  public constructor(scope: Construct, id: string, props: DetectionForwardingProps) {
    super(scope, id);
    const { organization } = props;
    const { facts, problems, auditAccountId, homeRegion } = resolveDetectionOptions(props);
    const { region, account } = Stack.of(this);
    const detections = fromManagement(allDetections(facts), { region, homeRegion, globalRegion: globalServicesRegion(facts.partition) });
    refuse([
      ...problems,
      ...detectionSizeProblems(detections),
      ...placementProblems(this, { ...inManagementAccount('forwarding for detections', organization), concrete: true }),
      ...(Token.isUnresolved(region) ? [{
        code: 'StackEnvironment',
        problem: `the stack '${Stack.of(this).node.path}' has no Region; which events arrive is decided by it`,
        fix: 'give the stack env.account and env.region',
      }] : []),
    ], this);
    this.names = detections.map(({ name }) => name);
    const { busArn, rolePath, rolePrefix } = forwardingPlace(organization, auditAccountId);
    const role = new CfnRole(this, 'Role', {
      path: rolePath,
      roleName: `${rolePrefix}${region}`,
      assumeRolePolicyDocument: forwardingTrust(account),
      policies: [{ policyName: 'Forward', policyDocument: forwardingPermission(busArn) }],
    });
    const undelivered = new UndeliveredEvents(this, 'Undelivered', 'detection-events');
    undelivered.from(detections.map(({ name, title, pattern }) => new CfnRule(this, `Rule-${name}`, {
      name: madeName(this, `detection-${name}`),
      description: title,
      eventPattern: pattern,
      targets: [{ id: 'Detections', arn: busArn, roleArn: role.attrArn, deadLetterConfig: { arn: undelivered.queueArn } }],
    })));
    this.alarm = unheardAlarm(this, undelivered.queueName, props.alarmActions);
  }
}
