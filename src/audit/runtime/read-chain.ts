import { inTurns } from './in-turns';
import { type DigestSurroundings, judgeDigest } from './judge-digest';
import { type NothingRead, recoverableVersion } from './object-readings';
import { previousInScope } from '../domain/chain-links';
import type { MissingDigest } from '../domain/chain-report';
import { type JudgedDigest, type ValidDigest, inScope, isValid } from '../domain/digest-verdict';
import { absence } from '../domain/log-verdict';
import { type Place, type TimeRange, address } from '../domain/trail-chain';
import { kindInKey } from '../domain/trail-keys';

const DIGESTS_AT_ONCE = 8;

/** Digests that belong to the range, and those that are missing among them. */
export interface ReadChain {
  readonly digests: readonly JudgedDigest[];
  readonly missing: readonly MissingDigest[];
}

/** Judges the digests listed, and those that valid ones name before themselves, wherever they lie. */
export async function readChain(listed: readonly Place[], surroundings: DigestSurroundings): Promise<ReadChain> {
  const judged = new Map<string, JudgedDigest>();
  const nothing = new Map<string, { place: Place; why: NothingRead }>();
  for (let places = listed; places.length > 0;) {
    const answers = await inTurns(places, DIGESTS_AT_ONCE, async (place) => ({ place, answer: await judgeDigest(place, surroundings) }));
    const named: Place[] = [];
    for (const { place, answer } of answers) {
      if ('verdict' in answer) {
        judged.set(address(place), answer);
        named.push(...previousPlace(answer, surroundings.range));
      } else {
        nothing.set(address(place), { place, why: answer });
      }
    }
    places = named.filter((place) => !judged.has(address(place)) && !nothing.has(address(place)));
  }
  const inRange = [...judged.values()].filter((digest) => inScope(digest, surroundings.range));
  const wasListed = new Set(listed.map(address));
  const unread = [...nothing.values()].map(({ place, why }) => ({ place, why, missing: isMissing(why, wasListed.has(address(place))) }));
  const unreadable = unread.filter(({ missing }) => !missing).map(({ place, why }) => unreadDigest(place, why));
  const valid = inRange.filter(isValid);
  const missing = await inTurns(unread.filter((each) => each.missing), DIGESTS_AT_ONCE, async ({ place, why }) =>
    missingDigest(place, why, valid, surroundings));
  return { digests: [...inRange, ...unreadable].sort(byKey), missing: missing.sort(byKey) };
}

/** What has to be read because a valid digest of the range names it. */
function previousPlace(digest: JudgedDigest, range: TimeRange): Place[] {
  return isValid(digest) && inScope(digest, range) && previousInScope(digest, range) ? [digest.document.previous!.place] : [];
}

/**
 * S3 answers 403 for what is not there when the caller may not list the bucket: a digest that is only known by name
 * counts as missing then, one that was listed does not.
 */
function isMissing(why: NothingRead, wasListed: boolean): boolean {
  return why.kind === 'absent' || (why.reason === 'access-denied' && !wasListed);
}

function unreadDigest(place: Place, why: NothingRead): JudgedDigest {
  return { place, kind: kindInKey(place.key), verdict: { status: 'unreadable', reason: why.kind === 'unreadable' ? why.reason : 'unavailable' } };
}

async function missingDigest(
  place: Place, why: NothingRead, valid: readonly ValidDigest[], { ports }: DigestSurroundings,
): Promise<MissingDigest> {
  const namedBy = valid.find(({ document: { previous } }) => previous && address(previous.place) === address(place));
  const sha256 = namedBy?.document.previous?.sha256;
  return {
    place,
    reason: why.kind === 'absent' ? absence(why) : 'access-denied',
    namedBy: namedBy?.place,
    recoverableVersionId: sha256 === undefined || why.kind !== 'absent' ? undefined : await recoverableVersion(ports, place, sha256),
  };
}

function byKey(one: { readonly place: Place }, other: { readonly place: Place }): number {
  return one.place.key < other.place.key ? -1 : 1;
}
