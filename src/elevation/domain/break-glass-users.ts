import type { BreakGlassFinding } from './break-glass-finding';

/**
 * Kinds of second factors, told by their serial numbers: an app on a phone has an ARN with 'mfa/', a key or passkey one with 'u2f/', and a token that shows codes
 * has the number that is printed on it. No condition key of a policy tells them apart, so that a trust policy cannot ask for hardware.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_MFADevice.html
 */
export type SecondFactor = 'token' | 'security key' | 'virtual';

export function secondFactor(serialNumber: string): SecondFactor {
  if (!serialNumber.startsWith('arn:')) {
    return 'token';
  }
  return /^arn:[^:]+:iam::\d{12}:u2f\//.test(serialNumber) ? 'security key' : 'virtual';
}

/** What keeps a person from getting in, or lets somebody else in his place. */
export function userFindings(user: string, serialNumbers: readonly string[] | undefined): BreakGlassFinding[] {
  if (serialNumbers === undefined) {
    return [{ kind: 'user-missing', about: user, detail: 'there is no such user in the management account' }];
  }
  if (serialNumbers.length === 0) {
    return [{ kind: 'no-hardware-mfa', about: user, detail: 'the user has no second factor, and is not let in without one' }];
  }
  return serialNumbers.every((one) => secondFactor(one) === 'virtual')
    ? [{ kind: 'no-hardware-mfa', about: user, detail: 'the user has virtual second factors only; what an app shows can be copied' }] : [];
}
