import { SUCCEEDED } from './cloudtrail-pattern';
import type { Detection, DetectionFacts } from './detection';

/** By a call, or by switching roles in the console. */
export function breakGlass({ breakGlassRoles }: DetectionFacts): Detection {
  const roles = breakGlassRoles.map((wildcard) => ({ wildcard }));
  return {
    name: 'break-glass',
    title: 'A role for emergencies was taken',
    severity: 'critical',
    reason: 'guardrails leave it alone, so that it is to be used in emergencies only and never unnoticed',
    unseen: 'tries that were denied, and Regions where nothing forwards; taken from another account, it is told twice, once by each account',
    runbook: 'Ask who declared the emergency. If nobody did, end the session by a policy on the role that denies tokens issued before now.',
    bus: 'detections',
    accounts: 'every',
    region: 'each',
    pattern: {
      'detail-type': ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'],
      'detail': {
        $or: [
          {
            eventSource: ['sts.amazonaws.com'], eventName: ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'],
            requestParameters: { roleArn: roles },
          },
          { eventSource: ['signin.amazonaws.com'], eventName: ['SwitchRole'], additionalEventData: { SwitchTo: roles } },
        ],
        ...SUCCEEDED,
      },
    },
  };
}
