import { inTurns } from './in-turns';
import { type DigestSurroundings, judgeDigest } from './judge-digest';
import type { ListedDigest } from './list-digests';
import { patientList } from './patience';
import { verifyLogs } from './verify-logs';
import type { UncoveredLog } from '../domain/chain-report';
import { type JudgedDigest, isValid } from '../domain/digest-verdict';
import { PlaceMap } from '../domain/place-map';
import { type Chain, HOUR_MS, type Place, type Trail, address } from '../domain/trail-chain';
import { dayBounds, logFolder, logMinuteMs } from '../domain/trail-keys';

const DIGESTS_AT_ONCE = 8;

type Places = Pick<PlaceMap<true>, 'has'>;

export interface KnownDigests {
  /** All of the chain that belong to the range. */
  readonly digests: readonly JudgedDigest[];
  /** Invalid ones whose content is proven, by place. */
  readonly proven: ReadonlySet<string>;
  /** Of other trails, which deliver to the same folders. */
  readonly others: readonly ListedDigest[];
}

/** Logs of a chain that no valid digest of its trail names, although an hour has passed since. */
export async function findUncoveredLogs(trail: Trail, chain: Chain, known: KnownDigests, surroundings: DigestSurroundings): Promise<UncoveredLog[]> {
  const uncovered = await listUncovered(trail, chain, namedBy(known.digests.filter(isValid)), surroundings);
  if (uncovered.length === 0) {
    return [];
  }
  const proven = await provenLogs(known, surroundings);
  const rest = uncovered.filter((place) => !proven.has(place));
  const elsewhere = rest.length === 0 ? placesOf([]) : await namedByOthers(known.others, surroundings);
  return uncovered.map((place) => ({
    place,
    ...(elsewhere.has(place) ? { referencedByOtherTrail: true } : {}),
    ...(proven.has(place) ? { provenBySuccessor: true } : {}),
  }));
}

async function listUncovered(trail: Trail, chain: Chain, covered: Places, { ports, range }: DigestSurroundings): Promise<Place[]> {
  // younger ones may not be in a digest yet.
  const names = { fromMs: range.fromMs, toMs: range.toMs - HOUR_MS };
  if (names.toMs < names.fromMs) {
    return [];
  }
  const folder = logFolder(trail, chain);
  const uncovered: Place[] = [];
  const list = (last: string) => ports.objects.list({ bucket: trail.bucket, key: folder }, last);
  for await (const page of patientList(list, ports.clock, dayBounds(folder, names))) {
    for (const key of page) {
      const place = { bucket: trail.bucket, key };
      // nearly every log is covered: only of others the name matters.
      const minuteMs = covered.has(place) ? undefined : logMinuteMs(key, folder, chain);
      if (minuteMs !== undefined && minuteMs >= names.fromMs && minuteMs <= names.toMs) {
        uncovered.push(place);
      }
    }
  }
  return uncovered;
}

/** Logs of digests whose content is proven by the next one, if they have the right hash. */
async function provenLogs({ digests, proven }: KnownDigests, { ports }: DigestSurroundings): Promise<Places> {
  const withContent = digests.flatMap(({ place, document }) => document && proven.has(address(place)) ? [{ place, document }] : []);
  const logs = await verifyLogs(withContent, ports);
  return placesOf(logs.filter(({ status }) => status === 'valid'));
}

/**
 * Other trails are not verified here, so a damaged digest of theirs still tells whose a log is. But a trail without
 * any valid digest is nobody's word: whoever plants a log could make up a trail that names it.
 */
async function namedByOthers(others: readonly ListedDigest[], surroundings: DigestSurroundings): Promise<Places> {
  const judged = await inTurns(others, DIGESTS_AT_ONCE, async ({ place, name: { trailName, homeRegion } }) =>
    ({ trail: `${trailName} ${homeRegion}`, digest: await judgeDigest(place, surroundings) }));
  const known = judged.flatMap(({ trail, digest }) => 'verdict' in digest ? [{ trail, digest }] : []);
  const real = new Set(known.filter(({ digest }) => isValid(digest)).map(({ trail }) => trail));
  return namedBy(known.filter(({ trail }) => real.has(trail)).map(({ digest }) => digest));
}

function namedBy(digests: readonly Pick<JudgedDigest, 'document'>[]): Places {
  return placesOf(digests.flatMap(({ document }) => document?.logs ?? []));
}

function placesOf(logs: readonly { readonly place: Place }[]): Places {
  const places = new PlaceMap<true>();
  logs.forEach(({ place }) => places.set(place, true));
  return places;
}
