import { crc32, inflateRawSync } from 'node:zlib';
import { TRAILER_BYTES, headerLength, trailerProblem } from './gzip-frame';
import type { Inflated } from './inflated';

/** Inflated in one call are bodies up to the first size, whose content is up to the second. Together they bound the memory. */
export const WHOLE_BYTES = 1024 * 1024;
export const WHOLE_INFLATED_BYTES = 4 * 1024 * 1024;

/** No deflate data inflate to more than this many times themselves (zlib, technical details). */
const MOST_EXPANSION = 1032;

/**
 * Inflates in one call what is as long as its last four bytes say, which is all that a sound member can be.
 * Anything else is undecided: the stream finds out what is wrong without holding it.
 */
export function inflateWhole(body: Buffer, mostBytes: number): Inflated<Buffer> | 'undecided' {
  if (body.length > WHOLE_BYTES) {
    return 'undecided';
  }
  const start = headerLength(body);
  if (start === undefined || body.length < start + TRAILER_BYTES) {
    return { kind: 'bad-gzip' };
  }
  const expectedBytes = body.readUInt32LE(body.length - 4);
  if (expectedBytes > Math.min(mostBytes, WHOLE_INFLATED_BYTES, body.length * MOST_EXPANSION)) {
    return 'undecided';
  }
  try {
    // one more than expected, or zlib would begin another piece to find out that there is nothing in it.
    const options = { info: true, chunkSize: Math.max(64, expectedBytes + 1), maxOutputLength: Math.max(1, expectedBytes) };
    const { buffer, engine } = inflateRawSync(body.subarray(start), options) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    const problem = trailerProblem(body, start + engine.bytesWritten, { crc: crc32(buffer), bytes: buffer.length });
    return problem ? { kind: problem } : { kind: 'inflated', content: buffer };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'undecided' : { kind: 'bad-gzip' };
  }
}
