import { inTurns } from './in-turns';
import { readObject, recoverableVersion } from './object-readings';
import type { VerificationPorts } from './trail-ports';
import type { LogReference } from '../domain/digest-document';
import type { ValidDigest } from '../domain/digest-verdict';
import { type JudgedLog, isLost, judgeLog } from '../domain/log-verdict';
import { PlaceMap } from '../domain/place-map';
import type { Place } from '../domain/trail-chain';

/** Bounds sockets and memory; each holds one object's buffers at most. */
const LOGS_AT_ONCE = 16;

interface Mention {
  readonly index: number;
  readonly digest: Place;
  readonly log: LogReference;
}

/** Judges every log that valid digests name; one that is named twice is read once. */
export async function verifyLogs(digests: readonly Pick<ValidDigest, 'place' | 'document'>[], ports: VerificationPorts): Promise<JudgedLog[]> {
  const byPlace = mentionsByPlace(digests);
  ports.progress?.expect(byPlace.length);
  const judged: JudgedLog[] = [];
  await inTurns(byPlace, LOGS_AT_ONCE, async (same) => {
    const [{ log: { place } }] = same;
    const reading = await readObject(ports, place, ({ body }) => ports.content.hash(body));
    for (const { index, digest, log } of same) {
      const known: JudgedLog = { place, digest, ...judgeLog(reading, log) };
      judged[index] = isLost(known) ? { ...known, recoverableVersionId: await recoverableVersion(ports, place, log.sha256) } : known;
    }
    ports.progress?.done();
  });
  return judged;
}

function mentionsByPlace(digests: readonly Pick<ValidDigest, 'place' | 'document'>[]): Mention[][] {
  const byPlace = new PlaceMap<Mention[]>();
  let index = 0;
  for (const { place, document } of digests) {
    for (const log of document.logs) {
      const mention = { index: index++, digest: place, log };
      const same = byPlace.get(log.place);
      if (same) {
        same.push(mention);
      } else {
        byPlace.set(log.place, [mention]);
      }
    }
  }
  return byPlace.values();
}
