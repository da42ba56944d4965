import { createHash } from 'node:crypto';

/**
 * The id of what a person asks for with a key: a UUID of version 8, made of both. Whoever calls again finds what is there, before anything is decided anew,
 * and of two calls at the same time one writes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
 */
export function elevationId(requesterId: string, idempotencyKey: string): string {
  const hash = createHash('sha256').update(JSON.stringify([requesterId, idempotencyKey])).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
}
