import type { SnapshotCall } from './snapshot-calls';
import { ReadFailure, type ReadFailureKind } from './snapshot-failures';

const KINDS: { readonly [name: string]: ReadFailureKind } = {
  TooManyRequestsException: 'throttled',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  RequestLimitExceeded: 'throttled',
  AccessDeniedException: 'denied',
  AccessDenied: 'denied',
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  ExpiredToken: 'credentials',
  ExpiredTokenException: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  UnrecognizedClientException: 'credentials',
  AccountNotFoundException: 'gone',
  AccountNotRegisteredException: 'gone',
  ParentNotFoundException: 'gone',
  PolicyNotFoundException: 'gone',
  ResourceNotFoundException: 'gone',
  TargetNotFoundException: 'gone',
  InvalidInputException: 'input',
  ValidationException: 'input',
};

/** What an error of the SDK means for the snapshot, in one line. */
export function readFailure(call: SnapshotCall, error: unknown): ReadFailure {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const reason = message.replace(/\s+/g, ' ').trim();
  return new ReadFailure(call, KINDS[name] ?? 'other', reason && reason !== name ? `${name}: ${reason}` : name);
}
