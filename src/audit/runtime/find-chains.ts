import { inTurns } from './in-turns';
import { type TrailFolder, listDigests } from './list-digests';
import { patiently } from './patience';
import type { VerificationPorts } from './trail-ports';
import type { Chain, TimeRange, Trail } from '../domain/trail-chain';
import { accountsFolder } from '../domain/trail-keys';

const FOLDERS_AT_ONCE = 8;
const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;

type ReadingPorts = Pick<VerificationPorts, 'objects' | 'clock'>;

/** Organizations whose trails deliver into a bucket. */
export async function findOrganizations({ bucket, prefix }: TrailFolder, ports: ReadingPorts): Promise<string[]> {
  return (await foldersIn({ bucket, key: accountsFolder({ prefix }) }, ports)).filter((name) => ORGANIZATION.test(name));
}

export interface WantedChains {
  /** All that have a folder, if none are named: accounts that left the organization included. */
  readonly accounts?: readonly string[];
  /** All that have a folder with digests or logs, if none are named. */
  readonly regions?: readonly string[];
}

/** The chains of a bucket. What is named is expected: it has chains even if it has no folder. */
export async function findChains(folder: TrailFolder, { accounts, regions }: WantedChains, ports: ReadingPorts): Promise<Chain[]> {
  const root = accountsFolder(folder);
  const accountIds = accounts ?? (await foldersIn({ bucket: folder.bucket, key: root }, ports)).filter((name) => ACCOUNT.test(name));
  const found = await inTurns(accountIds, FOLDERS_AT_ONCE, async (accountId) => (
    { accountId, regions: regions ?? await regionsOf(folder, accountId, ports) }));
  const everywhere = [...new Set(found.flatMap((each) => each.regions))].sort();
  return found.flatMap(({ accountId, regions: own }) => (own.length > 0 ? own : everywhere).map((region) => ({ accountId, region })));
}

async function regionsOf(folder: TrailFolder, accountId: string, ports: ReadingPorts): Promise<string[]> {
  const below = async (kind: string) => foldersIn({ bucket: folder.bucket, key: `${accountsFolder(folder)}${accountId}/${kind}/` }, ports);
  // logs without any digest are the worst case of all.
  return [...new Set([...await below('CloudTrail-Digest'), ...await below('CloudTrail')])].filter((name) => REGION.test(name)).sort();
}

/** Which trails have digests of these chains in a range of time. */
export async function findTrails(
  folder: TrailFolder, chains: readonly Chain[], range: TimeRange, ports: ReadingPorts,
): Promise<Pick<Trail, 'name' | 'homeRegion'>[]> {
  const listed = (await inTurns(chains, FOLDERS_AT_ONCE, async (chain) => listDigests(folder, chain, range, ports))).flat();
  const trails = new Map(listed.map(({ name: { trailName, homeRegion } }) => [`${trailName} ${homeRegion}`, { name: trailName, homeRegion }]));
  return [...trails].sort(([one], [other]) => one < other ? -1 : 1).map(([, trail]) => trail);
}

async function foldersIn(folder: { bucket: string; key: string }, { objects, clock }: ReadingPorts): Promise<readonly string[]> {
  return patiently(clock, async () => objects.folders(folder));
}
