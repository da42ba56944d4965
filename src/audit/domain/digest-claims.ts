import { type DigestDocument, SIGNATURE_NAME, parseDigest } from './digest-document';
import { type Place, address, momentMs } from './trail-chain';
import { type DigestKind, kindInKey } from './trail-keys';

/** A digest as it came out of the bucket. */
export interface FetchedDigest {
  readonly place: Place;
  readonly content: DigestContent;
  /** What the bucket holds about the object besides its content. */
  readonly metadata: ReadonlyMap<string, string>;
}

export type DigestContent =
  | { readonly kind: 'inflated'; readonly text: string; readonly sha256: string }
  | { readonly kind: 'bad-gzip' | 'trailing-data' | 'too-large' };

/** A digest that is complete: all that is open is whether its signature is right. */
export interface DigestClaims {
  readonly kind: DigestKind;
  readonly document: DigestDocument;
  readonly sha256: string;
  readonly signature: string;
  /** Of backfill digests only. */
  readonly generatedAtMs?: number;
}

export type ClaimsRefused =
  | 'bad-gzip' | 'trailing-data' | 'too-large' | 'bad-json' | 'missing-field' | 'unsupported-algorithm' | 'moved' | 'signature-metadata-missing' | 'backfill-timestamp-missing';

export type OpenedDigest =
  | { readonly kind: 'complete'; readonly claims: DigestClaims }
  | {
    readonly kind: 'refused';
    readonly reason: ClaimsRefused;
    readonly detail?: string;
    /** What could be read all the same: a later digest may still vouch for it. */
    readonly document?: DigestDocument;
  };

/** Everything that can be wrong with a digest before its signature is looked at; the first is the reason. */
export function openDigest({ place, content, metadata }: FetchedDigest): OpenedDigest {
  if (content.kind !== 'inflated') {
    return { kind: 'refused', reason: content.kind };
  }
  const parsed = parseDigest(content.text);
  if (parsed.kind !== 'digest') {
    return { kind: 'refused', reason: parsed.kind, detail: 'field' in parsed ? parsed.field : undefined };
  }
  const { document } = parsed;
  if (address(document.place) !== address(place)) {
    return { kind: 'refused', reason: 'moved', detail: `says it lies at s3://${address(document.place)}` };
  }
  const signature = metadata.get('signature');
  const algorithm = metadata.get('signature-algorithm');
  if (!signature || !algorithm) {
    return { kind: 'refused', reason: 'signature-metadata-missing', document };
  }
  if (algorithm !== SIGNATURE_NAME) {
    return { kind: 'refused', reason: 'unsupported-algorithm', detail: 'x-amz-meta-signature-algorithm', document };
  }
  const kind = kindInKey(place.key);
  const generatedAtMs = kind === 'backfill' ? momentMs(metadata.get('backfill-generation-timestamp') ?? '') : undefined;
  if (kind === 'backfill' && generatedAtMs === undefined) {
    return { kind: 'refused', reason: 'backfill-timestamp-missing', document };
  }
  return { kind: 'complete', claims: { kind, document, sha256: content.sha256, signature, generatedAtMs } };
}

/** The text that CloudTrail signs: the hash is over the content as stored, the last line that of the chain. */
export function signedText({ document: { endTime, place, previous }, sha256 }: Pick<DigestClaims, 'document' | 'sha256'>): string {
  return [endTime, address(place), sha256, previous?.signature ?? 'null'].join('\n');
}
