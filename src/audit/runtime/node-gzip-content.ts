import { createHash, hash } from 'node:crypto';
import { inflatePieces } from './inflate-pieces';
import { WHOLE_BYTES, inflateWhole } from './inflate-whole';
import type { Inflated } from './inflated';
import type { Body, GzipContent, HashedContent } from './trail-ports';

/** Beyond these it is no log and no digest of CloudTrail, but something made to keep the verifier busy. */
const MOST_LOG_BYTES = 1024 ** 3;
const MOST_DIGEST_BYTES = 64 * 1024 ** 2;

type Pieces = AsyncIterator<Uint8Array> | Iterator<Uint8Array>;

/** Inflates with zlib and hashes with OpenSSL: small bodies in one call each, which is several times faster than a stream. */
export const nodeGzipContent: GzipContent = {
  hash(body) {
    const whole = inflateAtHand(body, MOST_LOG_BYTES);
    return whole === 'undecided' ? hashPieces(body) : hashed(whole);
  },

  async text(body) {
    const pieces: Buffer[] = [];
    const inflated = await inflate(body, MOST_DIGEST_BYTES, (piece) => void pieces.push(piece));
    if (inflated.kind !== 'inflated') {
      return inflated;
    }
    const content = inflated.content ?? Buffer.concat(pieces);
    return { kind: 'inflated', sha256: sha256(content), text: content.toString('utf8') };
  },
};

function sha256(content: Buffer): string {
  return hash('sha256', content, 'hex');
}

function hashed(inflated: Inflated<Buffer>): HashedContent {
  return inflated.kind === 'inflated' ? { kind: 'inflated', sha256: sha256(inflated.content) } : inflated;
}

async function hashPieces(body: Body): Promise<HashedContent> {
  const pieces = createHash('sha256');
  const inflated = await inflate(body, MOST_LOG_BYTES, (piece) => void pieces.update(piece));
  if (inflated.kind !== 'inflated') {
    return inflated;
  }
  return { kind: 'inflated', sha256: inflated.content ? sha256(inflated.content) : pieces.digest('hex') };
}

/** A body that is there already in one piece needs nobody to wait for it. */
function inflateAtHand(body: Body, mostBytes: number): Inflated<Buffer> | 'undecided' {
  return Array.isArray(body) && body.length === 1 ? inflateWhole(joined(body as Uint8Array[]), mostBytes) : 'undecided';
}

/** The content comes in one piece, or is handed over piece by piece. */
async function inflate(body: Body, mostBytes: number, take: (piece: Buffer) => void): Promise<Inflated<Buffer | undefined>> {
  const pieces = Symbol.asyncIterator in body ? body[Symbol.asyncIterator]() : body[Symbol.iterator]();
  try {
    const { bytes, complete } = await beginning(pieces);
    const whole = complete ? inflateWhole(bytes, mostBytes) : 'undecided';
    return whole === 'undecided' ? await inflatePieces(bytes, pieces, mostBytes, take) : whole;
  } finally {
    await pieces.return?.();
  }
}

/** The whole body, or as much of it as is more than is inflated in one call. */
async function beginning(pieces: Pieces): Promise<{ bytes: Buffer; complete: boolean }> {
  const taken: Uint8Array[] = [];
  for (let bytes = 0; bytes <= WHOLE_BYTES;) {
    const next = await pieces.next();
    if (next.done) {
      return { bytes: joined(taken), complete: true };
    }
    taken.push(next.value);
    bytes += next.value.length;
  }
  return { bytes: joined(taken), complete: false };
}

function joined(pieces: readonly Uint8Array[]): Buffer {
  if (pieces.length !== 1) {
    return Buffer.concat(pieces);
  }
  const [only] = pieces;
  return only instanceof Buffer ? only : Buffer.from(only.buffer, only.byteOffset, only.length);
}
