import type { Statement } from '../../policy/domain/document';

/**
 * Whatever makes a credential that does not end by itself. Switching a key off stays possible: `iam:UpdateAccessKey` is not denied,
 * although it can switch one on again, because no condition tells the two apart.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
const CREATING = [
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateServiceSpecificCredential',
  'iam:CreateUser',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateLoginProfile',
  'iam:UploadSSHPublicKey',
  'iam:UploadSigningCertificate',
];

export function credentialDenyStatements(): Statement[] {
  return [{ Sid: 'DenyLongLivedCredentials', Effect: 'Deny', Action: CREATING, Resource: '*' }];
}
