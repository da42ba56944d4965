import { type TrailFailureKind, TrailReadFailure } from './trail-failures';

const KINDS: { readonly [name: string]: TrailFailureKind } = {
  SlowDown: 'throttled',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  AllAccessDisabled: 'denied',
  InvalidObjectState: 'archived',
  NoSuchBucket: 'no-bucket',
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  ExpiredToken: 'credentials',
  ExpiredTokenException: 'credentials',
  InvalidAccessKeyId: 'credentials',
  InvalidSignatureException: 'credentials',
  InvalidToken: 'credentials',
  SignatureDoesNotMatch: 'credentials',
};

/** What an error of the SDK means for a verification, in one line. */
export function trailFailure(action: string, error: unknown, kinds: Readonly<Record<string, TrailFailureKind>> = {}): TrailReadFailure {
  if (error instanceof TrailReadFailure) {
    return error;
  }
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const reason = message.replace(/\s+/g, ' ').trim();
  return new TrailReadFailure(kindOf(name, statusOf(error), kinds), action, reason && reason !== name ? `${name}: ${reason}` : name);
}

function kindOf(name: string, status: number | undefined, kinds: Readonly<Record<string, TrailFailureKind>>): TrailFailureKind {
  for (const known of [kinds, KINDS]) {
    if (Object.hasOwn(known, name)) {
      return known[name];
    }
  }
  return status === 403 || status === 401 ? 'denied' : status === 429 || status === 503 ? 'throttled' : 'unavailable';
}

export function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
}
