import { HOUR_MS, type TimeRange, meets } from './trail-chain';

/** A public key of CloudTrail in one Region, as ListPublicKeys gives it. */
export interface SigningKey {
  readonly fingerprint: string;
  readonly validity: TimeRange;
  /** DER, in base64. */
  readonly valueBase64: string;
}

/** Whether a signature, in hexadecimal digits, is that of a text under a key. */
export type VerifySignature = (key: SigningKey, text: string, signatureHex: string) => boolean;

/** The digest that spills over the end of a range may be signed with a key that begins after it. */
const SIGNED_LATER_MS = 2 * HOUR_MS;

/** When the keys of the standard digests of a range may be valid. */
export function keysOfRange({ fromMs, toMs }: TimeRange): TimeRange {
  return { fromMs, toMs: toMs + SIGNED_LATER_MS };
}

/** When the key of a backfill digest may be valid: it is signed when it is made, which can be weeks after its hour. */
export function keysAround(generatedAtMs: number): TimeRange {
  return { fromMs: generatedAtMs - HOUR_MS, toMs: generatedAtMs + HOUR_MS };
}

export type ChosenKeys =
  | { readonly kind: 'keys'; readonly keys: readonly SigningKey[] }
  | { readonly kind: 'unknown-fingerprint' | 'key-not-valid-at-signing-time' };

/** The keys with a digest's fingerprint that were valid when it was signed. */
export function chooseKeys(fingerprint: string, signing: TimeRange, listed: readonly SigningKey[]): ChosenKeys {
  const named = listed.filter((key) => key.fingerprint === fingerprint);
  if (named.length === 0) {
    return { kind: 'unknown-fingerprint' };
  }
  const keys = named.filter(({ validity }) => meets(validity, signing));
  return keys.length === 0 ? { kind: 'key-not-valid-at-signing-time' } : { kind: 'keys', keys };
}
