import type { DigestClaims } from './digest-claims';
import { type JudgedDigest, type ValidDigest, isValid, judgeSignature } from './digest-verdict';
import type { SigningKey, VerifySignature } from './signing-key';
import { type Place, type TimeRange, address } from './trail-chain';
import { endInKeyMs } from './trail-keys';

export interface BrokenLink {
  readonly digest: Place;
  readonly previous: Place;
  readonly reasons: readonly ('previous-hash-mismatch' | 'previous-signature-mismatch')[];
  /** The previous digest is invalid itself, so that its link could hardly be right. */
  readonly implied: boolean;
}

/** Where two digests of the chain do not fit together. */
export function brokenLinks(digests: readonly JudgedDigest[]): BrokenLink[] {
  const byAddress = new Map(digests.map((digest) => [address(digest.place), digest]));
  return digests.filter(isValid).flatMap((digest) => {
    const named = digest.document.previous;
    const previous = named && byAddress.get(address(named.place));
    if (!previous || previous.verdict.status === 'unreadable') {
      return [];
    }
    const reasons = [
      ...(previous.sha256 === named.sha256 ? [] : ['previous-hash-mismatch' as const]),
      ...(sameHex(previous.signature, named.signature) ? [] : ['previous-signature-mismatch' as const]),
    ];
    return reasons.length === 0 ? [] : [{ digest: digest.place, previous: previous.place, reasons, implied: !isValid(previous) }];
  });
}

/**
 * Whether the digest that a valid digest names before itself belongs to the range too.
 *
 * It ends where its successor begins; its own key says so more exactly.
 */
export function previousInScope({ document: { previous, range: own } }: ValidDigest, { fromMs }: TimeRange): boolean {
  return previous !== undefined && (endInKeyMs(previous.place.key) ?? own.fromMs) >= fromMs;
}

/**
 * Invalid digests whose content is proven all the same, by place: the valid digest after each carries its hash and its
 * signature, so only what the bucket holds beside the content was lost or changed.
 */
export function provenBySuccessor(digests: readonly JudgedDigest[], keys: readonly SigningKey[], verify: VerifySignature): ReadonlySet<string> {
  const named = new Map(digests.filter(isValid).flatMap(({ document: { previous } }) => previous ? [[address(previous.place), previous]] : []));
  const proven = digests.filter((digest) => {
    const { place, document, sha256, verdict } = digest;
    const previous = named.get(address(place));
    if (verdict.status !== 'invalid' || !document || !previous || sha256 !== previous.sha256 || address(document.place) !== address(place)) {
      return false;
    }
    const claims: DigestClaims = { kind: digest.kind, document, sha256, signature: previous.signature };
    return digest.kind === 'standard' && judgeSignature(claims, keys, verify).status === 'valid';
  });
  return new Set(proven.map(({ place }) => address(place)));
}

function sameHex(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
