import { crc32 } from 'node:zlib';
import { TRAILER_BYTES, headerLength, trailerProblem } from './gzip-frame';
import { inflateStream } from './inflate-stream';
import type { Inflated } from './inflated';

/** Inflates a body of any size, handing over the content in pieces; no more than one of them is held. */
export async function inflatePieces(
  beginning: Buffer, pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>, mostBytes: number, take: (piece: Buffer) => void,
): Promise<Inflated<undefined>> {
  const start = headerLength(beginning);
  if (start === undefined) {
    return { kind: 'bad-gzip' };
  }
  let crc = 0;
  let bytes = 0;
  const inflated = await inflateStream(pieces, beginning.subarray(start), (piece) => {
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
  const problem = trailerProblem(inflated.rest, 0, { crc, bytes });
  return problem ? { kind: problem } : { kind: 'inflated', content: undefined };
}
