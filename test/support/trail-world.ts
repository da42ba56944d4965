import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type RecordedObject, recordedObjects } from './recorded-buckets';
import type { ChainReport } from '../../src/audit/domain/chain-report';
import type { SigningKey } from '../../src/audit/domain/signing-key';
import { type Chain, HOUR_MS, type TimeRange, type Trail, isoSeconds, meets } from '../../src/audit/domain/trail-chain';
import { digestFolder, logFolder } from '../../src/audit/domain/trail-keys';
import { nodeGzipContent } from '../../src/audit/runtime/node-gzip-content';
import { rsaSignature } from '../../src/audit/runtime/rsa-signatures';
import type { VerificationPorts } from '../../src/audit/runtime/trail-ports';
import { verifyChain } from '../../src/audit/runtime/verify-chain';

/** Keys for tests, one pair for a process. */
const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'pkcs1', format: 'der' }, privateKeyEncoding: { type: 'pkcs1', format: 'der' } });
const privateKey = createPrivateKey({ key: pair.privateKey, format: 'der', type: 'pkcs1' });

export const START_MS = Date.parse('2026-03-17T00:00:00Z');
export const KEY: SigningKey = {
  fingerprint: createHash('md5').update(pair.publicKey).digest('hex'),
  validity: { fromMs: START_MS - 30 * 24 * HOUR_MS, toMs: START_MS + 30 * 24 * HOUR_MS },
  valueBase64: pair.publicKey.toString('base64'),
};

/** The same key as a SubjectPublicKeyInfo. */
export const SPKI_BASE64 = createPublicKey({ key: pair.publicKey, format: 'der', type: 'pkcs1' }).export({ type: 'spki', format: 'der' }).toString('base64');

export const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

export interface StoredObject extends RecordedObject {
  readonly body: Uint8Array;
}

export interface DigestFields {
  digestStartTime: string;
  digestEndTime: string;
  digestS3Bucket: string;
  digestS3Object: string;
  previousDigestSignature: string | null;
  logFiles: { s3Bucket: string; s3Object: string; hashValue: string; hashAlgorithm: string }[];
  [name: string]: unknown;
}

/** CloudTrail's part: a bucket that fills hour by hour, and that a test may then do anything to. */
export class TrailWorld {
  /** Hours with some logs each, and the digest of each hour. */
  static hours(hours: number, logsEach = 1, trail: Partial<Trail> = {}): TrailWorld {
    const world = new TrailWorld(trail);
    for (let hour = 0; hour < hours; hour++) {
      world.addHour(Array.from({ length: logsEach }, (_, log) => Buffer.from(JSON.stringify({ Records: [{ eventName: 'Decrypt', eventID: `${hour}-${log}` }] }))));
    }
    return world;
  }

  readonly trail: Trail;
  readonly chain: Chain = { accountId: '666666666666', region: 'eu-west-1' };
  /** The newest version of each key. */
  readonly stored = new Map<string, StoredObject>();
  readonly digestKeys: string[] = [];
  readonly logKeys: string[] = [];
  keys: SigningKey[] = [KEY];
  private previous?: { key: string; sha256: string; signature: string };

  constructor(trail: Partial<Trail> = {}) {
    this.trail = { name: 'org-trail', homeRegion: 'eu-west-1', bucket: 'trail-bucket', organizationId: 'o-a1b2c3d4e5', ...trail };
  }

  get range(): TimeRange {
    return { fromMs: START_MS, toMs: START_MS + this.digestKeys.length * HOUR_MS };
  }

  addHour(logs: readonly Buffer[], edit: (fields: DigestFields) => void = () => undefined, metadata: Record<string, string> = {}): void {
    const fromMs = START_MS + this.digestKeys.length * HOUR_MS;
    const logFiles = logs.map((content, index) => {
      const key = this.logKey(fromMs + 60_000 * (index % 59));
      this.put(key, content);
      this.logKeys.push(key);
      return { s3Bucket: this.trail.bucket, s3Object: key, hashValue: sha256(content), hashAlgorithm: 'SHA-256', newestEventTime: null, oldestEventTime: null };
    });
    this.addDigest(fromMs, fromMs + HOUR_MS, logFiles, edit, metadata);
  }

  addDigest(fromMs: number, toMs: number, logFiles: DigestFields['logFiles'], edit: (fields: DigestFields) => void, metadata: Record<string, string>): void {
    const key = this.digestKey(toMs);
    const fields: DigestFields = {
      awsAccountId: this.chain.accountId, digestStartTime: isoSeconds(fromMs), digestEndTime: isoSeconds(toMs),
      digestS3Bucket: this.trail.bucket, digestS3Object: key, digestPublicKeyFingerprint: KEY.fingerprint, digestSignatureAlgorithm: 'SHA256withRSA',
      newestEventTime: null, oldestEventTime: null,
      previousDigestS3Bucket: this.previous ? this.trail.bucket : null, previousDigestS3Object: this.previous?.key ?? null,
      previousDigestHashValue: this.previous?.sha256 ?? null, previousDigestHashAlgorithm: this.previous ? 'SHA-256' : null,
      previousDigestSignature: this.previous?.signature ?? null, logFiles,
    };
    edit(fields);
    const content = Buffer.from(JSON.stringify(fields));
    const signature = signatureOf(fields, content);
    this.put(key, content, { signature, 'signature-algorithm': 'SHA256withRSA', ...metadata });
    this.digestKeys.push(key);
    this.previous = { key, sha256: sha256(content), signature };
  }

  put(key: string, content: Uint8Array, metadata: Record<string, string> = {}): void {
    this.store(key, gzipSync(content, { level: 1 }), metadata);
  }

  /** Puts bytes as they are, and keeps what the bucket held about the object if nothing else is said. */
  store(key: string, body: Uint8Array, metadata = this.stored.get(key)?.metadata ?? {}): void {
    this.stored.set(key, { key, body, metadata });
  }

  digestKey(endMs: number): string {
    const { accountId, region } = this.chain;
    return `${digestFolder(this.trail, this.chain)}${day(endMs)}${accountId}_CloudTrail-Digest_${region}_${this.trail.name}_${this.trail.homeRegion}_${compact(endMs)}Z.json.gz`;
  }

  logKey(ms: number): string {
    const { accountId, region } = this.chain;
    const unique = String(this.logKeys.length).padStart(16, '0');
    return `${logFolder(this.trail, this.chain)}${day(ms)}${accountId}_CloudTrail_${region}_${compact(ms).slice(0, -2)}Z_${unique}.json.gz`;
  }

  ports(changed: Partial<VerificationPorts> = {}): VerificationPorts {
    const bucket = { access: 'allowed' as const, objects: [...this.stored.values()] };
    return {
      objects: recordedObjects(new Map([[this.trail.bucket, bucket]]), ({ body }) => body),
      keys: { list: async (_, asked) => this.keys.filter(({ validity }) => meets(validity, asked)) },
      content: nodeGzipContent,
      verify: rsaSignature,
      clock: { sleep: async () => undefined, random: () => 0 },
      ...changed,
    };
  }

  async verify(changed: { range?: TimeRange; ports?: Partial<VerificationPorts> } = {}): Promise<ChainReport> {
    return verifyChain({ trail: this.trail, chain: this.chain, range: changed.range ?? this.range }, this.ports(changed.ports));
  }
}

export function signatureOf({ digestEndTime, digestS3Bucket, digestS3Object, previousDigestSignature }: DigestFields, content: Uint8Array): string {
  const text = [digestEndTime, `${digestS3Bucket}/${digestS3Object}`, sha256(content), previousDigestSignature ?? 'null'].join('\n');
  return sign('sha256', Buffer.from(text), privateKey).toString('hex');
}

function day(ms: number): string {
  return `${isoSeconds(ms).slice(0, 10).replaceAll('-', '/')}/`;
}

function compact(ms: number): string {
  return isoSeconds(ms).replace(/[-:Z]/g, '');
}
