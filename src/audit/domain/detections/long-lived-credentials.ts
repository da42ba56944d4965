import { SUCCEEDED, apiCalls } from './cloudtrail-pattern';
import type { Detection } from './detection';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
const MADE = ['CreateAccessKey', 'CreateLoginProfile', 'CreateServiceSpecificCredential', 'CreateUser', 'UploadSigningCertificate', 'UploadSSHPublicKey'];

export const longLivedCredentials: Detection = {
  name: 'long-lived-credentials',
  title: 'An IAM user, access key or other long-lived credential was created',
  severity: 'high',
  reason: 'such a credential outlives its owner, and people and machines of this organization work with sessions',
  unseen: 'tries that were denied, a key that is activated again, and keys that existed before',
  runbook: 'Ask who called. Deactivate the key first, delete it and the user after a day without complaints, and look what it was used for meanwhile.',
  bus: 'detections',
  accounts: 'every',
  region: 'global',
  pattern: apiCalls(['iam.amazonaws.com'], MADE, { detail: SUCCEEDED }),
};
