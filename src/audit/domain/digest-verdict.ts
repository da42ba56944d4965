import { type ClaimsRefused, type DigestClaims, type FetchedDigest, type OpenedDigest, signedText } from './digest-claims';
import type { DigestDocument } from './digest-document';
import { type SigningKey, type VerifySignature, chooseKeys, keysAround, keysOfRange } from './signing-key';
import { HOUR_MS, type Place, type TimeRange, meets } from './trail-chain';
import { type DigestKind, endInKeyMs, kindInKey } from './trail-keys';

export type InvalidDigest = ClaimsRefused | 'unknown-fingerprint' | 'key-not-valid-at-signing-time' | 'signature-mismatch';

/** Why an object says nothing about itself: the answer may be another one tomorrow. */
export type Unreadable = 'access-denied' | 'throttled' | 'unavailable' | 'archived' | 'keys-unavailable';

export type DigestVerdict =
  | { readonly status: 'valid'; readonly key: SigningKey }
  | { readonly status: 'invalid'; readonly reason: InvalidDigest; readonly detail?: string }
  | { readonly status: 'unreadable'; readonly reason: Unreadable };

/** A digest, what is known about it, and what to think of it. */
export interface JudgedDigest {
  readonly place: Place;
  readonly kind: DigestKind;
  readonly verdict: DigestVerdict;
  /** Of whatever could be parsed, true or not. */
  readonly document?: DigestDocument;
  /** Of the content, if it could be inflated. */
  readonly sha256?: string;
  /** As the bucket holds it, if it holds one. */
  readonly signature?: string;
}

/** A digest that verification can build on. */
export type ValidDigest = JudgedDigest & { readonly document: DigestDocument; readonly sha256: string };

export function isValid(digest: JudgedDigest): digest is ValidDigest {
  return digest.verdict.status === 'valid';
}

/** For which time the keys must be asked that a digest of this range of time may be signed with. */
export function keysToAsk({ generatedAtMs }: Pick<DigestClaims, 'generatedAtMs'>, range: TimeRange): TimeRange {
  return generatedAtMs === undefined ? keysOfRange(range) : keysAround(generatedAtMs);
}

export function judgeSignature(claims: DigestClaims, listed: readonly SigningKey[], verify: VerifySignature): DigestVerdict {
  const chosen = chooseKeys(claims.document.fingerprint, keysToAsk(claims, claims.document.range), listed);
  if (chosen.kind !== 'keys') {
    return { status: 'invalid', reason: chosen.kind, detail: `key ${claims.document.fingerprint}` };
  }
  const key = isHex(claims.signature) ? chosen.keys.find((candidate) => verify(candidate, signedText(claims), claims.signature)) : undefined;
  return key ? { status: 'valid', key } : { status: 'invalid', reason: 'signature-mismatch' };
}

/** A digest without its verdict. */
export function knownAbout({ place, content, metadata }: FetchedDigest, opened: OpenedDigest): Omit<JudgedDigest, 'verdict'> {
  return {
    place,
    kind: kindInKey(place.key),
    document: opened.kind === 'complete' ? opened.claims.document : opened.document,
    sha256: content.kind === 'inflated' ? content.sha256 : undefined,
    signature: metadata.get('signature'),
  };
}

/**
 * Whether a digest belongs to a range of time.
 *
 * Only a valid digest is believed what it says about its own time; of any other the key decides, so that nobody can
 * edit a digest out of sight.
 */
export function inScope(digest: JudgedDigest, range: TimeRange): boolean {
  if (isValid(digest)) {
    return meets(digest.document.range, range);
  }
  const endMs = endInKeyMs(digest.place.key);
  return endMs === undefined || meets({ fromMs: endMs - HOUR_MS, toMs: endMs }, range);
}

function isHex(text: string): boolean {
  return /^([0-9a-f]{2})+$/i.test(text);
}
