import { patiently } from './patience';
import { TrailReadFailure } from './trail-failures';
import type { OpenedObject, VerificationPorts } from './trail-ports';
import type { Unreadable } from '../domain/digest-verdict';
import type { Place } from '../domain/trail-chain';

export type NothingRead =
  | { readonly kind: 'absent'; readonly hidden: boolean }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

type Opened = Extract<OpenedObject, { kind: 'opened' }>;

/** Opens and reads an object. One that gives way while it is read is read again from its beginning. */
export async function readObject<T>(
  { objects, clock }: Pick<VerificationPorts, 'objects' | 'clock'>, place: Place, read: (opened: Opened) => T | Promise<T>, versionId?: string,
): Promise<T | NothingRead> {
  try {
    return await patiently(clock, async () => {
      const opened = await objects.open(place, versionId);
      return opened.kind === 'absent' ? opened : read(opened);
    });
  } catch (error) {
    return { kind: 'unreadable', reason: unreadable(error) };
  }
}

/** What a failure means for an object; whoever is not signed in gets no verdict at all. */
export function unreadable(error: unknown): Unreadable {
  if (error instanceof TrailReadFailure) {
    switch (error.kind) {
      case 'denied': return 'access-denied';
      case 'throttled': return 'throttled';
      case 'unavailable': return 'unavailable';
      case 'archived': return 'archived';
    }
  }
  throw error;
}

/** The newest older version with this hash; none if there is none, or it cannot be looked for. */
export async function recoverableVersion(ports: Pick<VerificationPorts, 'objects' | 'clock' | 'content'>, place: Place, sha256: string): Promise<string | undefined> {
  let versions;
  try {
    versions = await patiently(ports.clock, async () => ports.objects.versions(place));
  } catch (error) {
    unreadable(error);
    return undefined;
  }
  for (const { versionId } of versions.filter(({ isLatest }) => !isLatest)) {
    const reading = await readObject(ports, place, ({ body }) => ports.content.hash(body), versionId);
    if (reading.kind === 'inflated' && reading.sha256 === sha256) {
      return versionId;
    }
  }
  return undefined;
}
