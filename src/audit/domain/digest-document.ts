import { type Place, type TimeRange, momentMs } from './trail-chain';

/** What a digest says, as far as verification needs it. */
export interface DigestDocument {
  readonly place: Place;
  readonly range: TimeRange;
  /** As written, because it is signed as written. */
  readonly endTime: string;
  readonly fingerprint: string;
  /** None in a starting digest. */
  readonly previous?: PreviousDigest;
  readonly logs: readonly LogReference[];
}

export interface PreviousDigest {
  readonly place: Place;
  readonly sha256: string;
  readonly signature: string;
}

export interface LogReference {
  readonly place: Place;
  readonly sha256: string;
}

export type ParsedDigest =
  | { readonly kind: 'digest'; readonly document: DigestDocument }
  | { readonly kind: 'bad-json' }
  | { readonly kind: 'missing-field' | 'unsupported-algorithm'; readonly field: string };

const PREVIOUS = ['previousDigestS3Bucket', 'previousDigestS3Object', 'previousDigestHashValue', 'previousDigestHashAlgorithm', 'previousDigestSignature'];
const SHA256 = /^[0-9a-f]{64}$/i;
const SHA256_NAME = 'SHA-256';
export const SIGNATURE_NAME = 'SHA256withRSA';

type Fields = Readonly<Record<string, unknown>>;

export function parseDigest(text: string): ParsedDigest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'bad-json' };
  }
  return isFields(value) ? documentOf(value) : { kind: 'bad-json' };
}

function documentOf(fields: Fields): ParsedDigest {
  const missing = ['digestS3Bucket', 'digestS3Object', 'digestPublicKeyFingerprint'].find((name) => !isText(fields[name]))
    ?? ['digestStartTime', 'digestEndTime'].find((name) => !isText(fields[name]) || momentMs(fields[name]) === undefined);
  if (missing !== undefined) {
    return { kind: 'missing-field', field: missing };
  }
  const { digestS3Bucket, digestS3Object, digestPublicKeyFingerprint, digestStartTime, digestEndTime } = fields as Record<string, string>;
  const previous = previousOf(fields);
  const logs = logsOf(fields.logFiles);
  const problem = [algorithm(fields, 'digestSignatureAlgorithm', SIGNATURE_NAME), previous, logs].find(isProblem);
  return problem ?? {
    kind: 'digest',
    document: {
      place: { bucket: digestS3Bucket, key: digestS3Object },
      range: { fromMs: momentMs(digestStartTime)!, toMs: momentMs(digestEndTime)! },
      endTime: digestEndTime,
      fingerprint: digestPublicKeyFingerprint,
      previous: previous as PreviousDigest | undefined,
      logs: logs as LogReference[],
    },
  };
}

type Problem = Extract<ParsedDigest, { field: string }>;

/** All five fields are null in a starting digest, and none of them in any other. */
function previousOf(fields: Fields): PreviousDigest | undefined | Problem {
  if (PREVIOUS.every((name) => fields[name] === null)) {
    return undefined;
  }
  const missing = PREVIOUS.find((name) => !isText(fields[name]));
  const [bucket, key, sha256, , signature] = PREVIOUS.map((name) => fields[name] as string);
  if (missing !== undefined || !SHA256.test(sha256)) {
    return { kind: 'missing-field', field: missing ?? 'previousDigestHashValue' };
  }
  return algorithm(fields, 'previousDigestHashAlgorithm', SHA256_NAME) ?? { place: { bucket, key }, sha256: sha256.toLowerCase(), signature };
}

function logsOf(value: unknown): LogReference[] | Problem {
  if (!Array.isArray(value)) {
    return { kind: 'missing-field', field: 'logFiles' };
  }
  const logs: LogReference[] = [];
  for (const [index, entry] of value.entries()) {
    const field = (name: string) => `logFiles[${index}].${name}`;
    const missing = isFields(entry) ? ['s3Bucket', 's3Object', 'hashValue', 'hashAlgorithm'].find((name) => !isText(entry[name])) : 's3Object';
    if (missing !== undefined || !SHA256.test(entry.hashValue)) {
      return { kind: 'missing-field', field: field(missing ?? 'hashValue') };
    }
    if (entry.hashAlgorithm !== SHA256_NAME) {
      return { kind: 'unsupported-algorithm', field: field('hashAlgorithm') };
    }
    logs.push({ place: { bucket: entry.s3Bucket, key: entry.s3Object }, sha256: entry.hashValue.toLowerCase() });
  }
  return logs;
}

function algorithm(fields: Fields, field: string, wanted: string): Problem | undefined {
  if (!isText(fields[field])) {
    return { kind: 'missing-field', field };
  }
  return fields[field] === wanted ? undefined : { kind: 'unsupported-algorithm', field };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isProblem(value: object | undefined): value is Problem {
  return value !== undefined && 'field' in value;
}
