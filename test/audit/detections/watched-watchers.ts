import { AUDIT, LOG_ARCHIVE, MANAGEMENT, SANDBOX } from '../../support/small-organization';
import { FACTS, call } from '../../support/trail-events';

export interface Rows {
  readonly told: [string, object][];
  readonly untold: [string, object][];
}

const DENIED = { errorCode: 'AccessDenied', errorMessage: 'not authorized' };
const TOPIC = `${FACTS.topicArnPrefix}1a2b3c4d`;
const SUBSCRIPTION = `${TOPIC}:00000000-0000-0000-0000-000000000000`;
const OTHER = `arn:aws:sns:eu-west-1:${AUDIT}:orders`;
const role = (account: string, name = 'admin') => `arn:aws:iam::${account}:role/${name}`;
const asked = (service: string, name: string, requestParameters: object, by = role(AUDIT), more: object = {}) =>
  call(service, name, { by, detail: { requestParameters, ...more } });
const kms = (name: string, by = role(AUDIT)) => call('kms', name, { by });
const member = 'member-zero-trust-detection-root-activity';
const STACK_SET = FACTS.forwardingStackSet;
const exec = role(SANDBOX, 'stacksets-exec-0123456789abcdef0123456789abcdef');
const organizations = (name: string, more: object = {}, by = role(MANAGEMENT)) => call('organizations', name, { by, region: 'us-east-1', ...more });
const departed = { type: 'AWS Service Event via CloudTrail', detail: { eventType: 'AwsServiceEvent', serviceEventDetails: { departureMethod: 'LEFT' } } };

/** Rows of what is watched besides the accounts' work: those who tell, and what the organization is held together by. */
export const WATCHERS: Record<string, Rows> = {
  'detections-tampering': {
    told: [
      ['a topic that is deleted', asked('sns', 'DeleteTopic', { topicArn: TOPIC })],
      ['its policy', asked('sns', 'SetTopicAttributes', { topicArn: TOPIC, attributeName: 'Policy', attributeValue: '{}' })],
      ['a try that was denied', asked('sns', 'RemovePermission', { topicArn: TOPIC, label: 'x' }, role(AUDIT, 'ops'), DENIED)],
      ['somebody else who may publish', asked('sns', 'AddPermission', { topicArn: TOPIC, label: 'x' })],
      ['somebody who reads along', asked('sns', 'Subscribe', { topicArn: TOPIC, protocol: 'email' })],
      ['somebody who is told no longer', asked('sns', 'Unsubscribe', { subscriptionArn: SUBSCRIPTION })],
      ['a filter by which nothing gets through', asked('sns', 'SetSubscriptionAttributes', { subscriptionArn: SUBSCRIPTION, attributeName: 'FilterPolicy' })],
      ['a policy that blacks messages out', asked('sns', 'PutDataProtectionPolicy', { resourceArn: TOPIC })],
      ['a key that is disabled', kms('DisableKey')],
      ['a key that is deleted by root', kms('ScheduleKeyDeletion', `arn:aws:iam::${AUDIT}:root`)],
      ['the policy of a key', kms('PutKeyPolicy')],
      ['a bus that is deleted', asked('events', 'DeleteEventBus', { name: FACTS.detectionBus })],
      ['the policy of the bus', asked('events', 'RemovePermission', { eventBusName: FACTS.detectionBus, removeAllPermissions: true })],
      ['a bus that is encrypted with another key', asked('events', 'UpdateEventBus', { name: FACTS.detectionBus })],
      ['a bus that others may send to', asked('events', 'PutPermission', { eventBusName: FACTS.detectionBus })],
      ['a rule of the audit account that is switched off', asked('events', 'DisableRule', { name: 'zero-trust-detection-trail-gaps-1a2b3c4d' })],
      ['a rule that sends events of this account, so that either tells of the other', asked('events', 'DeleteRule', { name: 'member-zero-trust-detection-forwarding-tampering' })],
      ['a rule that a deployment changes', asked('events', 'PutRule', { name: 'zero-trust-detection-root-session-1a2b3c4d' }, role(AUDIT, 'cdk-hnb659fds-cfn-exec-role'))],
    ],
    untold: [
      ['another topic', asked('sns', 'DeleteTopic', { topicArn: OTHER })],
      ['a topic of that name in another account', asked('sns', 'Subscribe', { topicArn: TOPIC.replace(AUDIT, SANDBOX) }, role(SANDBOX))],
      ['a topic of that name in another Region', asked('sns', 'DeleteTopic', { topicArn: TOPIC.replace('eu-west-1', 'us-east-1') })],
      ['a subscription to another topic', asked('sns', 'Unsubscribe', { subscriptionArn: `${OTHER}:1` })],
      ['reading', asked('sns', 'GetTopicAttributes', { topicArn: TOPIC }, role(AUDIT), { readOnly: true })],
      ['publishing', asked('sns', 'Publish', { topicArn: TOPIC })],
      ['a key of another account', kms('DisableKey', role(LOG_ARCHIVE))],
      ['using a key', kms('GenerateDataKey')],
      ['a rule of another account', asked('events', 'DeleteRule', { name: member }, role(SANDBOX))],
      ['another rule', asked('events', 'DisableRule', { name: 'orders' })],
      ['a rule that StackSets make', asked('events', 'PutRule', { name: member }, exec.replace(SANDBOX, AUDIT))],
      ['another bus', asked('events', 'DeleteEventBus', { name: 'orders' })],
      ['a bus of that name in another account', asked('events', 'DeleteEventBus', { name: FACTS.detectionBus }, role(SANDBOX))],
    ],
  },
  'forwarding-tampering': {
    told: [
      ['a rule of the management account that is deleted', asked('events', 'DeleteRule', { name: 'zero-trust-detection-root-activity-1a2b3c4d' }, role(MANAGEMENT))],
      ['a rule of a member that is deleted', asked('events', 'DeleteRule', { name: member }, role(SANDBOX))],
      ['a rule of a member that StackSets delete', asked('events', 'DeleteRule', { name: member }, exec)],
      ['a rule that sends to nobody', asked('events', 'RemoveTargets', { rule: member, ids: ['Detections'] }, role(SANDBOX))],
      ['a pattern that fits nothing', asked('events', 'PutRule', { name: member, eventPattern: '{"source":["none"]}' }, role(SANDBOX))],
      ['a rule that sends elsewhere, by a user', asked('events', 'PutTargets', { rule: member }, `arn:aws:iam::${SANDBOX}:user/ada`)],
      ['in whatever Region', call('events', 'DisableRule', { by: role(SANDBOX), region: 'ap-south-1', detail: { requestParameters: { name: member } } })],
      ['a StackSet with other rules', asked('cloudformation', 'UpdateStackSet', { stackSetName: STACK_SET }, role(MANAGEMENT))],
      ['a StackSet that takes the rules away, by its id', asked('cloudformation', 'DeleteStackInstances', { stackSetName: `${STACK_SET}:0123` }, role(MANAGEMENT))],
    ],
    untold: [
      ['a rule of somebody else', asked('events', 'DeleteRule', { name: 'orders-zero-trust-' }, role(SANDBOX))],
      ['another spelling', asked('events', 'DisableRule', { name: 'Zero-Trust-detection' })],
      ['a rule that is switched on', asked('events', 'EnableRule', { name: member }, role(SANDBOX))],
      ['a rule that StackSets make', asked('events', 'PutRule', { name: member }, exec)],
      ['its target', asked('events', 'PutTargets', { rule: member }, exec)],
      ['another StackSet', asked('cloudformation', 'DeleteStackSet', { stackSetName: `${STACK_SET}-2` }, role(MANAGEMENT))],
      ['a StackSet that gets to more accounts', asked('cloudformation', 'CreateStackInstances', { stackSetName: STACK_SET }, role(MANAGEMENT))],
    ],
  },
  'organization-changes': {
    told: [
      ['a service that is trusted no longer', organizations('DisableAWSServiceAccess', { detail: { requestParameters: { servicePrincipal: 'cloudtrail.amazonaws.com' } } })],
      ['an administrator that is none any more', organizations('DeregisterDelegatedAdministrator', { detail: { requestParameters: { accountId: AUDIT, servicePrincipal: 'config.amazonaws.com' } } })],
      ['an account that is taken out', organizations('RemoveAccountFromOrganization', { detail: { requestParameters: { accountId: SANDBOX } } })],
      ['an account that is moved', organizations('MoveAccount', { detail: { requestParameters: { accountId: SANDBOX, sourceParentId: 'ou-root-sandbox1', destinationParentId: 'r-root' } } })],
      ['an account that is closed', organizations('CloseAccount', { detail: { requestParameters: { accountId: SANDBOX } } })],
      ['the end of the organization, by root', organizations('DeleteOrganization', {}, `arn:aws:iam::${MANAGEMENT}:root`)],
      ['members that may change policies', organizations('PutResourcePolicy')],
      ['members that may no longer', organizations('DeleteResourcePolicy')],
      ['by a deployment, too', organizations('MoveAccount', {}, role(MANAGEMENT, 'cdk-hnb659fds-cfn-exec-role-000000000001-us-east-1'))],
      ['a member that leaves', organizations('LeaveOrganization', {}, role(SANDBOX))],
      ['a member that tries to', organizations('LeaveOrganization', { detail: DENIED }, role(SANDBOX))],
      ['a member that has left, told to the management account', organizations('AccountDepartedOrganization', departed)],
    ],
    untold: [
      ['a try that was denied', organizations('DisableAWSServiceAccess', { detail: DENIED })],
      ['a try while somebody else writes', organizations('MoveAccount', { detail: { errorCode: 'ConcurrentModificationException' } })],
      ['a service that becomes trusted', organizations('EnableAWSServiceAccess')],
      ['an administrator that is registered', organizations('RegisterDelegatedAdministrator')],
      ['an account that is made', organizations('CreateAccount')],
      ['an account that has joined', organizations('AccountJoinedOrganization', departed)],
      ['a policy, which another detection tells', organizations('DetachPolicy')],
      ['a policy type, which another detection tells', organizations('DisablePolicyType')],
      ['reading', organizations('ListAWSServiceAccessForOrganization', { detail: { readOnly: true } })],
      ['a call of that name to another service', call('quicksight', 'MoveAccount', { by: role(MANAGEMENT) })],
    ],
  },
};
