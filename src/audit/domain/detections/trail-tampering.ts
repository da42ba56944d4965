import type { Detection, DetectionFacts } from './detection';

/** Calls that weaken a trail, by the field that names it: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html */
const BY_NAME = ['DeleteTrail', 'StopLogging', 'UpdateTrail'];
const BY_TRAIL_NAME = ['PutEventSelectors', 'PutInsightSelectors'];

/** Tries that failed as well: somebody who tries to stop the trail is not waited for. */
export function trailTampering({ trailName, managementAccountId }: DetectionFacts): Detection {
  const trail = [trailName, { suffix: `:${managementAccountId}:trail/${trailName}` }];
  return {
    name: 'trail-tampering',
    title: "Somebody changed or stopped the organization's trail, or tried to",
    severity: 'critical',
    reason: 'what is not recorded cannot be proved, and stopping the trail is the first thing to do for whoever has something to hide',
    unseen: `trails other than '${trailName}'`,
    runbook: 'Start logging again, compare the trail with its template (`cdk diff`), and verify the digests of the hours in between with `zero-trust verify-trail`.',
    bus: 'detections',
    accounts: 'every',
    region: 'home',
    pattern: {
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': {
        eventSource: ['cloudtrail.amazonaws.com'],
        $or: [
          { eventName: BY_NAME, requestParameters: { name: trail } },
          { eventName: BY_TRAIL_NAME, requestParameters: { trailName: trail } },
          { eventName: ['DeregisterOrganizationDelegatedAdmin'] },
        ],
      },
    },
  };
}
