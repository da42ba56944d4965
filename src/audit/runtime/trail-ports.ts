import type { Clock } from '../../private/runtime/clock';
import type { DigestContent } from '../domain/digest-claims';
import type { SigningKey, VerifySignature } from '../domain/signing-key';
import type { Place, TimeRange } from '../domain/trail-chain';

/** The buckets of a trail. Whatever is not answered fails with a `TrailReadFailure`. */
export interface TrailObjects {
  /** Keys below a folder, in the order of S3, each page asked for as it is taken. */
  list(folder: Place, after?: string): AsyncIterable<readonly string[]>;
  /** Names of the folders directly below one, without slashes. */
  folders(folder: Place): Promise<readonly string[]>;
  /** The current version, or the one asked for. */
  open(place: Place, versionId?: string): Promise<OpenedObject>;
  /** All versions of one object that have content, the newest first. */
  versions(place: Place): Promise<readonly ObjectVersion[]>;
}

export type OpenedObject =
  | { readonly kind: 'absent'; readonly hidden: boolean }
  | { readonly kind: 'opened'; readonly metadata: ReadonlyMap<string, string>; readonly body: Body };

/** The bytes of an object as stored, in pieces. Leaving them early lets go of the connection. */
export type Body = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface ObjectVersion {
  readonly versionId: string;
  readonly isLatest: boolean;
}

export interface PublicKeys {
  /** The keys of a Region whose validity overlaps a time. Fails with a `TrailReadFailure`. */
  list(region: string, validity: TimeRange): Promise<readonly SigningKey[]>;
}

/** What gzip has to be: exactly one complete member. Reads as far as needed to tell, and holds a part at most. */
export interface GzipContent {
  /** At once, if the body is there in one piece and small. */
  hash(body: Body): HashedContent | Promise<HashedContent>;
  text(body: Body): Promise<DigestContent>;
}

export type HashedContent =
  | { readonly kind: 'inflated'; readonly sha256: string }
  | { readonly kind: 'bad-gzip' | 'trailing-data' | 'too-large' };

export type TrailClock = Pick<Clock, 'random' | 'sleep'>;

export interface VerificationProgress {
  /** So many more logs are known to be verified. */
  expect(logs: number): void;
  doing(what: string): void;
  /** One log is verified. */
  done(): void;
}

export interface VerificationPorts {
  readonly objects: TrailObjects;
  readonly keys: PublicKeys;
  readonly content: GzipContent;
  readonly verify: VerifySignature;
  readonly clock: TrailClock;
  readonly progress?: VerificationProgress;
}
