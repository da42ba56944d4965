import { AUDIT, LOG_ARCHIVE, MANAGEMENT, SANDBOX } from './small-organization';
import type { DetectionFacts } from '../../src/audit/domain/detections/detection';
import { accessLogBucketName, configLandingBucketName, vaultBucketName } from '../../src/private/naming';

export const DEPLOYER = `arn:aws:iam::${AUDIT}:role/cdk-hnb659fds-cfn-exec-role-${AUDIT}-eu-west-1`;

export const FACTS: DetectionFacts = {
  partition: 'aws',
  managementAccountId: MANAGEMENT,
  identityAccountId: AUDIT,
  auditAccountId: AUDIT,
  logArchiveAccountId: LOG_ARCHIVE,
  vaultBucket: vaultBucketName(LOG_ARCHIVE, 'eu-west-1'),
  accessLogBucket: accessLogBucketName(LOG_ARCHIVE, 'eu-west-1'),
  landingBucket: configLandingBucketName(LOG_ARCHIVE, 'eu-west-1'),
  trailName: 'zero-trust-organization-trail',
  detectionBus: 'zero-trust-detections',
  forwardingStackSet: 'zero-trust-detection-forwarding',
  topicArnPrefix: `arn:aws:sns:eu-west-1:${AUDIT}:zero-trust-detections-`,
  rulePrefixes: ['zero-trust-', 'member-zero-trust-'],
  assigners: [DEPLOYER, `arn:aws:iam::${AUDIT}:role/zero-trust/provisioning/*`, `arn:aws:iam::${AUDIT}:role/elevation-*`],
  breakGlassRoles: ['arn:aws:iam::*:role/break-glass'],
  okta: true,
};

/** Who calls, as CloudTrail writes it: root of an account, a user, or the session of a role. */
export function caller(arn: string, more: object = {}): object {
  const [, , , , accountId, name] = arn.split(':');
  if (name === 'root') {
    return { type: 'Root', principalId: accountId, arn, accountId, sessionContext: { attributes: { mfaAuthenticated: 'true' } }, ...more };
  }
  if (name.startsWith('user/')) {
    return { type: 'IAMUser', principalId: 'AIDAEXAMPLE', arn, accountId, userName: name.split('/').pop(), ...more };
  }
  const userName = name.split('/').pop();
  return {
    type: 'AssumedRole', principalId: 'AROAEXAMPLE:session', accountId, arn: `arn:aws:sts::${accountId}:assumed-role/${userName}/session`,
    sessionContext: { sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLE', arn, accountId, userName }, attributes: { mfaAuthenticated: 'false' } },
    ...more,
  };
}

/** An event of CloudTrail as EventBridge carries it; the call went well unless `detail` says otherwise. */
export function call(service: string, eventName: string, { by = `arn:aws:iam::${SANDBOX}:role/anybody`, account, region = 'eu-west-1', detail = {}, type = 'AWS API Call via CloudTrail' }: {
  readonly by?: string | object; readonly account?: string; readonly region?: string; readonly detail?: object; readonly type?: string;
} = {}): object {
  const userIdentity: any = typeof by === 'string' ? caller(by) : by;
  return {
    'version': '0', 'id': '00000000-0000-0000-0000-000000000000', 'detail-type': type, 'source': `aws.${service}`, 'account': account ?? userIdentity.accountId,
    'time': '2026-11-01T00:00:00Z', 'region': region, 'resources': [],
    'detail': {
      eventVersion: '1.10', userIdentity, eventTime: '2026-11-01T00:00:00Z', eventSource: `${service}.amazonaws.com`, eventName, awsRegion: region,
      sourceIPAddress: '192.0.2.1', userAgent: 'test', requestParameters: null, responseElements: null, readOnly: false, eventType: 'AwsApiCall',
      managementEvent: true, recipientAccountId: account ?? userIdentity.accountId, ...detail,
    },
  };
}

/** An entry of Okta's system log on the bus of its log stream. */
export function oktaEvent(eventType: string, detail: object = {}, source = 'aws.partner/okta.com/small/logs'): object {
  return {
    'version': '0', 'detail-type': 'SystemLog', source, 'account': AUDIT, 'region': 'eu-west-1', 'resources': [],
    'detail': { uuid: '00000000-0000-0000-0000-000000000000', eventType, severity: 'INFO', outcome: { result: 'SUCCESS' }, actor: { alternateId: 'ada@small.example' }, ...detail },
  };
}
