import { type InflateRaw, createInflateRaw } from 'node:zlib';

const PIECE_BYTES = 256 * 1024;

export type StreamedInflation =
  | { readonly kind: 'inflated'; readonly rest: Buffer }
  | { readonly kind: 'bad-gzip' | 'too-large' };

/**
 * Inflates pieces of compressed data, handing over the content in pieces.
 *
 * @param mostRestBytes how much to look at of what follows the compressed data
 */
export async function inflateStream(
  pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>, first: Uint8Array, take: (piece: Buffer) => 'more' | 'enough', mostRestBytes: number,
): Promise<StreamedInflation> {
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
  const outcome = outcomeOf(inflate, take);
  try {
    let fedBytes = 0;
    let piece: Uint8Array | undefined = first;
    while (piece !== undefined) {
      fedBytes += piece.length;
      // the write of a piece in which the data end is never called back: the end is the answer then.
      const ended = await Promise.race([outcome, written(inflate, piece)]);
      if (ended === 'bad-gzip' || ended === 'too-large') {
        return { kind: ended };
      }
      if (ended === 'ended') {
        return { kind: 'inflated', rest: await restOf(pieces, piece.subarray(piece.length - (fedBytes - inflate.bytesWritten)), mostRestBytes) };
      }
      const next: IteratorResult<Uint8Array> = await pieces.next();
      piece = next.done ? undefined : next.value;
    }
    // there is nothing more: data that ended without anybody noticing have no trailer, and others are cut off.
    return { kind: 'bad-gzip' };
  } finally {
    inflate.destroy();
  }
}

async function outcomeOf(inflate: InflateRaw, take: (piece: Buffer) => 'more' | 'enough'): Promise<'ended' | 'bad-gzip' | 'too-large'> {
  return new Promise((resolve) => {
    inflate.on('data', (piece: Buffer) => {
      if (take(piece) === 'enough') {
        resolve('too-large');
        inflate.destroy();
      }
    });
    inflate.once('end', () => resolve('ended'));
    inflate.once('error', () => resolve('bad-gzip'));
  });
}

async function written(inflate: InflateRaw, piece: Uint8Array): Promise<'more'> {
  return new Promise((resolve) => {
    inflate.write(piece, (error) => {
      if (!error) {
        resolve('more');
      }
    });
  });
}

async function restOf(pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>, first: Uint8Array, mostBytes: number): Promise<Buffer> {
  const rest = [first];
  let bytes = first.length;
  while (bytes < mostBytes) {
    const next = await pieces.next();
    if (next.done) {
      break;
    }
    rest.push(next.value);
    bytes += next.value.length;
  }
  return Buffer.concat(rest);
}
