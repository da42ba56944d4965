import type { Detection } from './detection';

/** What the root user of an account does, failed tries included; sessions of central root access are told by `rootSession`. */
export const rootActivity: Detection = {
  name: 'root-activity',
  title: 'The root user of an account was used',
  severity: 'critical',
  reason: 'no guardrail binds it in the management account, nothing needs it from day to day, and whoever has it has the account',
  unseen: 'calls that only read, which EventBridge is not told about (the sign-in before them is), and Regions where nothing forwards',
  runbook: 'Ask the owner of the account. If nobody owns up: reset the root password by its mail address, remove its access keys, and read what it did in the trail.',
  bus: 'detections',
  accounts: 'every',
  region: 'each',
  pattern: {
    'detail-type': ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'],
    'detail': {
      userIdentity: {
        type: ['Root'],
        // what a service does on behalf of root, and what central root access does, is told elsewhere or is nobody's doing.
        invokedBy: [{ exists: false }],
        sessionContext: { assumedRoot: [{ exists: false }] },
      },
      eventType: [{ 'anything-but': ['AwsServiceEvent'] }],
    },
  },
};
