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
export function headerLength(bytes: Buffer): number | undefined {
  if (bytes.length < FIXED_BYTES || bytes.readUInt16BE(0) !== MAGIC || bytes[2] !== DEFLATE || bytes[3] >= FLAG.firstReserved) {
    return undefined;
  }
  // which may only say that it is text.
  return bytes[3] < FLAG.checksum ? FIXED_BYTES : lengthWithFields(bytes.subarray(0, MOST_HEADER_BYTES));
}

function lengthWithFields(header: Buffer): number | undefined {
  const has = (flag: number) => Math.floor(header[3] / flag) % 2 === 1;
  const number = (at: number) => at + 2 <= header.length ? header.readUInt16LE(at) : Infinity;
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

/** Judges what follows the compressed data, which end at a place: it must be this member's trailer and nothing else. */
export function trailerProblem(body: Buffer, at: number, { crc, bytes }: Checked): 'bad-gzip' | 'trailing-data' | undefined {
  if (body.length < at + TRAILER_BYTES || body.readUInt32LE(at) !== crc || body.readUInt32LE(at + 4) !== bytes % 2 ** 32) {
    return 'bad-gzip';
  }
  return body.length > at + TRAILER_BYTES ? 'trailing-data' : undefined;
}
