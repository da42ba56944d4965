import type { Detection } from './detection';

/** Central root access: the call that opens a session (in the account of the caller), and what is done with it (in the member account). */
export const rootSession: Detection = {
  name: 'root-session',
  title: 'A session of central root access was opened or used',
  severity: 'high',
  reason: 'it opens locked buckets and queues and manages root credentials of any member account, and should be rare and planned',
  unseen: 'calls of the session that only read',
  runbook: 'Compare with the planned task: who called sts:AssumeRoot, for which account and with which task policy. If it was not planned, end the session of the caller and treat it as a compromised administrator.',
  bus: 'detections',
  accounts: 'every',
  region: 'each',
  pattern: {
    'detail-type': ['AWS API Call via CloudTrail'],
    'detail': {
      $or: [
        { eventSource: ['sts.amazonaws.com'], eventName: ['AssumeRoot'] },
        { userIdentity: { type: ['Root'], sessionContext: { assumedRoot: ['true'] } } },
      ],
    },
  },
};
