import { inTurns } from './in-turns';
import { readObject, recoverableVersion } from './object-readings';
import type { VerificationPorts } from './trail-ports';
import type { LogReference } from '../domain/digest-document';
import type { ValidDigest } from '../domain/digest-verdict';
import { type JudgedLog, type LogStatus, judgeLog } from '../domain/log-verdict';
import { type Place, address } from '../domain/trail-chain';

/** Bounds sockets and memory; each holds one object's buffers at most. */
const LOGS_AT_ONCE = 16;

interface Mention {
  readonly index: number;
  readonly digest: Place;
  readonly log: LogReference;
}

/** Judges every log that valid digests name; one that is named twice is read once. */
export async function verifyLogs(digests: readonly Pick<ValidDigest, 'place' | 'document'>[], ports: VerificationPorts): Promise<JudgedLog[]> {
  const mentions = digests.flatMap(({ place, document }) => document.logs.map((log) => ({ digest: place, log })))
    .map((mention, index): Mention => ({ ...mention, index }));
  const byPlace = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const place = address(mention.log.place);
    const same = byPlace.get(place);
    if (same) {
      same.push(mention);
    } else {
      byPlace.set(place, [mention]);
    }
  }
  ports.progress?.expect(byPlace.size);
  const judged = new Array<JudgedLog>(mentions.length);
  await inTurns([...byPlace.values()], LOGS_AT_ONCE, async (same) => {
    const [{ log: { place } }] = same;
    const reading = await readObject(ports, place, async ({ body }) => ports.content.hash(body));
    for (const { index, digest, log } of same) {
      judged[index] = { place, digest, ...await withRecovery(judgeLog(reading, log), log, ports) };
    }
    ports.progress?.done();
  });
  return judged;
}

async function withRecovery(
  status: LogStatus, { place, sha256 }: LogReference, ports: VerificationPorts,
): Promise<LogStatus & { recoverableVersionId?: string }> {
  if (status.status !== 'missing' && status.status !== 'invalid') {
    return status;
  }
  return { ...status, recoverableVersionId: await recoverableVersion(ports, place, sha256) };
}
