import { type NothingRead, readObject } from './object-readings';
import type { KeysFor } from './remembered-keys';
import type { VerificationPorts } from './trail-ports';
import { openDigest } from '../domain/digest-claims';
import { type JudgedDigest, judgeSignature, knownAbout, keysToAsk } from '../domain/digest-verdict';
import type { Place, TimeRange } from '../domain/trail-chain';

export interface DigestSurroundings {
  readonly ports: VerificationPorts;
  readonly keysFor: KeysFor;
  readonly region: string;
  readonly range: TimeRange;
}

/** Reads a digest and judges it. */
export async function judgeDigest(place: Place, { ports, keysFor, region, range }: DigestSurroundings): Promise<JudgedDigest | NothingRead> {
  const fetched = await readObject(ports, place, async ({ metadata, body }) => ({ kind: 'fetched' as const, place, metadata, content: await ports.content.text(body) }));
  if (fetched.kind !== 'fetched') {
    return fetched;
  }
  const opened = openDigest(fetched);
  const known = knownAbout(fetched, opened);
  if (opened.kind === 'refused') {
    return { ...known, verdict: { status: 'invalid', reason: opened.reason, detail: opened.detail } };
  }
  const listed = await keysFor(region, keysToAsk(opened.claims, range));
  return { ...known, verdict: listed ? judgeSignature(opened.claims, listed, ports.verify) : { status: 'unreadable', reason: 'keys-unavailable' } };
}
