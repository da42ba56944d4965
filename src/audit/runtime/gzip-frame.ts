import { crc32 } from 'node:zlib';

/** Bytes after the compressed data: checksum and length of the content (RFC 1952, section 2.3.1). */
export const TRAILER_BYTES = 8;

/** Longest header that is looked through; CloudTrail's has ten bytes, or some more with a file name. */
const MOST_HEADER_BYTES = 4_096;

const FIXED_BYTES = 10;
const MAGIC = 0x1f8b;
const DEFLATE = 8;
const FLAG = { checksum: 2, extra: 4, name: 8, comment: 16, firstReserved: 32 };

/** Where the compressed data begin; undefined if that is no header of a gzip member (RFC 1952, section 2.3). */
export function headerLength(bytes: Uint8Array): number | undefined {
  const header = bytes.subarray(0, MOST_HEADER_BYTES);
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (header.length < FIXED_BYTES || view.getUint16(0) !== MAGIC || header[2] !== DEFLATE || header[3] >= FLAG.firstReserved) {
    return undefined;
  }
  const has = (flag: number) => Math.floor(header[3] / flag) % 2 === 1;
  const number = (at: number) => at + 2 <= header.length ? view.getUint16(at, true) : Infinity;
  let at = FIXED_BYTES;
  if (has(FLAG.extra)) {
    at += 2 + number(at);
  }
  // each ends with a zero.
  for (let texts = [FLAG.name, FLAG.comment].filter(has).length; texts > 0; texts--) {
    const end = header.indexOf(0, at);
    at = end === -1 ? Infinity : end + 1;
  }
  if (has(FLAG.checksum)) {
    at = number(at) === crc32(header.subarray(0, at)) % 2 ** 16 ? at + 2 : Infinity;
  }
  return at <= header.length ? at : undefined;
}

/** What is known of a content that was inflated. */
export interface Checked {
  readonly crc: number;
  readonly bytes: number;
}

/** Judges what follows the compressed data: it must be this member's trailer and nothing else. */
export function trailerProblem(rest: Uint8Array, { crc, bytes }: Checked): 'bad-gzip' | 'trailing-data' | undefined {
  if (rest.length < TRAILER_BYTES) {
    return 'bad-gzip';
  }
  const view = new DataView(rest.buffer, rest.byteOffset, TRAILER_BYTES);
  if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== bytes % 2 ** 32) {
    return 'bad-gzip';
  }
  return rest.length > TRAILER_BYTES ? 'trailing-data' : undefined;
}
