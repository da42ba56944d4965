import { type Hash, createHash, hash } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { TRAILER_BYTES, headerLength, trailerProblem } from './gzip-frame';
import { inflateStream } from './inflate-stream';
import type { Body, GzipContent } from './trail-ports';

/**
 * Objects of up to this size are taken whole and inflated in one call, which is several times faster than a stream.
 * With 16 at once they bound the memory.
 */
const WHOLE_BYTES = 1024 * 1024;
const WHOLE_INFLATED_BYTES = 16 * 1024 * 1024;

/** Beyond these it is no log and no digest of CloudTrail, but something made to keep the verifier busy. */
const MOST_LOG_BYTES = 1024 ** 3;
const MOST_DIGEST_BYTES = 64 * 1024 ** 2;

type Take = (piece: Buffer) => void;
type Pieces = AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
type Refused = { readonly kind: 'bad-gzip' | 'trailing-data' | 'too-large' };
/** The content in one piece, or none when it was handed over piece by piece. */
type Inflated = { readonly kind: 'inflated'; readonly content?: Buffer } | Refused;

/** Inflates with zlib and hashes with OpenSSL. */
export const nodeGzipContent: GzipContent = {
  async hash(body) {
    let pieces: Hash | undefined;
    const inflated = await inflate(body, MOST_LOG_BYTES, (piece) => void (pieces ??= createHash('sha256')).update(piece));
    if (inflated.kind !== 'inflated') {
      return inflated;
    }
    return { kind: 'inflated', sha256: inflated.content ? sha256(inflated.content) : (pieces ?? createHash('sha256')).digest('hex') };
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

async function inflate(body: Body, mostBytes: number, take: Take): Promise<Inflated> {
  const pieces = Symbol.asyncIterator in body ? body[Symbol.asyncIterator]() : body[Symbol.iterator]();
  try {
    const begin = await beginning(pieces);
    const start = headerLength(begin.bytes);
    if (start === undefined) {
      return { kind: 'bad-gzip' };
    }
    const compressed = begin.bytes.subarray(start);
    const whole = begin.complete ? inflateWhole(compressed, Math.min(mostBytes, WHOLE_INFLATED_BYTES)) : 'undecided';
    return whole === 'undecided' ? await inflatePieces(compressed, pieces, mostBytes, take) : whole;
  } finally {
    await pieces.return?.();
  }
}

/** The whole body, or as much of it as is more than is taken whole. */
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
  const [only] = pieces;
  return pieces.length === 1 ? Buffer.from(only.buffer, only.byteOffset, only.length) : Buffer.concat(pieces);
}

/**
 * Inflates in one call what is as long as its last four bytes say, which is all that a sound member can be.
 * Anything else is left to the stream, which finds out what is wrong without holding it.
 */
function inflateWhole(compressed: Buffer, mostBytes: number): Inflated | 'undecided' {
  if (compressed.length < TRAILER_BYTES) {
    return { kind: 'bad-gzip' };
  }
  const expectedBytes = compressed.readUInt32LE(compressed.length - 4);
  if (expectedBytes > mostBytes) {
    return 'undecided';
  }
  try {
    // one more than expected, or zlib would begin another piece to find out that there is nothing in it.
    const options = { info: true, chunkSize: Math.max(64, expectedBytes + 1), maxOutputLength: Math.max(1, expectedBytes) };
    const { buffer, engine } = inflateRawSync(compressed, options) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    const problem = trailerProblem(compressed.subarray(engine.bytesWritten), { crc: crc32(buffer), bytes: buffer.length });
    return problem ? { kind: problem } : { kind: 'inflated', content: buffer };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'undecided' : { kind: 'bad-gzip' };
  }
}

async function inflatePieces(compressed: Buffer, pieces: Pieces, mostBytes: number, take: Take): Promise<Inflated> {
  let crc = 0;
  let bytes = 0;
  const inflated = await inflateStream(pieces, compressed, (piece) => {
    bytes += piece.length;
    if (bytes > mostBytes) {
      return 'enough';
    }
    crc = crc32(piece, crc);
    take(piece);
    return 'more';
  }, TRAILER_BYTES + 1);
  if (inflated.kind !== 'inflated') {
    return inflated;
  }
  const problem = trailerProblem(inflated.rest, { crc, bytes });
  return problem ? { kind: problem } : { kind: 'inflated' };
}
