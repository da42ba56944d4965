import { patientList } from './patience';
import type { VerificationPorts } from './trail-ports';
import { type Chain, HOUR_MS, type Place, type TimeRange, type Trail } from '../domain/trail-chain';
import { type DigestName, dayBounds, digestFolder, digestName } from '../domain/trail-keys';

/** Where the trails of a bucket lie. */
export type TrailFolder = Pick<Trail, 'bucket' | 'prefix' | 'organizationId'>;

export interface ListedDigest {
  readonly place: Place;
  readonly name: DigestName;
}

/** Digests of a chain, of any trail, that may belong to the range; the last of them end up to an hour after it. */
export async function listDigests(
  trail: TrailFolder, chain: Chain, range: TimeRange, { objects, clock }: Pick<VerificationPorts, 'objects' | 'clock'>,
): Promise<ListedDigest[]> {
  const folder = digestFolder(trail, chain);
  const until = { fromMs: range.fromMs, toMs: range.toMs + HOUR_MS };
  const listed: ListedDigest[] = [];
  for await (const page of patientList((last) => objects.list({ bucket: trail.bucket, key: folder }, last), clock, dayBounds(folder, until))) {
    for (const key of page) {
      const name = digestName(key, folder, chain);
      if (name && name.endMs >= until.fromMs && name.endMs <= until.toMs) {
        listed.push({ place: { bucket: trail.bucket, key }, name });
      }
    }
  }
  return listed;
}
