import { basename } from 'node:path';
import { folderKeys, folderObjects, readJson } from './digest-chain-folder';
import type { ChainReport, Counts } from '../../src/audit/domain/chain-report';
import { type Chain, type TimeRange, type Trail, isoSeconds } from '../../src/audit/domain/trail-chain';
import { nodeGzipContent } from '../../src/audit/runtime/node-gzip-content';
import { rsaSignature } from '../../src/audit/runtime/rsa-signatures';
import type { VerificationPorts } from '../../src/audit/runtime/trail-ports';
import { verifyTrail } from '../../src/audit/runtime/verify-trail';

export interface Scenario {
  readonly id: string;
  readonly trail: { Name: string; S3BucketName: string; S3KeyPrefix?: string; HomeRegion: string; IsOrganizationTrail: boolean };
  readonly organization: { Id: string };
  readonly runs: readonly { id: string; startTime: string; endTime: string; chains: Chain[] }[];
}

interface Accepting {
  readonly key: string;
  readonly status: string;
  readonly accept?: readonly string[];
}

export interface ExpectedChain extends Chain {
  readonly result: string;
  readonly accept?: readonly string[];
  readonly digests: readonly (Accepting & { contentProvenBySuccessor?: boolean })[];
  readonly logs: readonly (Accepting & { digest: number; recoverableVersionId?: string })[];
  readonly missingDigests: readonly { key: string; accept?: readonly string[]; recoverableVersionId?: string }[];
  readonly gaps: readonly { from: string; to: string; kinds: readonly string[] }[];
  readonly brokenLinks: readonly { digest: string; previous: string; implied?: boolean }[];
  readonly uncoveredLogs: readonly { key: string; referencedByOtherTrail?: boolean; provenBySuccessor?: boolean }[];
}

export interface ExpectedRun {
  readonly id: string;
  readonly result: string;
  readonly accept?: readonly string[];
  readonly counts: Counts & { digests: object };
  readonly chains: readonly ExpectedChain[];
}

/** A chain in a run with what was found, or a whole run with its result. */
export interface DigestCase {
  readonly id: string;
  readonly expected?: ExpectedChain;
  readonly report?: ChainReport;
  readonly mismatches: readonly string[];
}

export function trailOf({ trail, organization }: Pick<Scenario, 'trail' | 'organization'>): Trail {
  return {
    name: trail.Name, homeRegion: trail.HomeRegion, bucket: trail.S3BucketName, prefix: trail.S3KeyPrefix || undefined,
    organizationId: trail.IsOrganizationTrail ? organization.Id : undefined,
  };
}

/** Ports that answer from a scenario's folder, at once and without a network. */
export function folderPorts(folder: string, changed: Partial<VerificationPorts> = {}): VerificationPorts {
  const clock = { sleep: async () => undefined, random: () => 0 };
  return { objects: folderObjects(folder), keys: folderKeys(folder), content: nodeGzipContent, verify: rsaSignature, clock, ...changed };
}

export function rangeOf({ startTime, endTime }: Scenario['runs'][number]): TimeRange {
  return { fromMs: Date.parse(startTime), toMs: Date.parse(endTime) };
}

/** Verifies everything that a scenario describes and compares it with what it expects. */
export async function digestCases(folder: string): Promise<DigestCase[]> {
  const scenario = readJson<Scenario>(folder, 'scenario.json');
  const expected = readJson<{ runs: ExpectedRun[] }>(folder, 'expected.json');
  const cases: DigestCase[] = [];
  for (const run of scenario.runs) {
    const wanted = expected.runs.find(({ id }) => id === run.id)!;
    const { result, chains } = await verifyTrail(trailOf(scenario), run.chains, rangeOf(run), folderPorts(folder));
    for (const [index, chain] of run.chains.entries()) {
      const want = wanted.chains.find(({ accountId, region }) => accountId === chain.accountId && region === chain.region)!;
      cases.push({ id: `${basename(folder)}/${run.id} ${chain.accountId} ${chain.region}`, expected: want, report: chains[index], mismatches: mismatches(want, chains[index]) });
    }
    cases.push({ id: `${basename(folder)}/${run.id} as a whole`, mismatches: resultMismatch(wanted, result) });
  }
  return cases;
}

function mismatches(want: ExpectedChain, got: ChainReport): string[] {
  const digestOf = ({ digest }: { digest: number }) => want.digests[digest].key;
  return [
    ...compare('digest', want.digests.map((each) => [each.key, accepted(each)]), got.digests.map(({ place, verdict }) => [place.key, verdict.status])),
    ...compare('log', want.logs.map((each) => [`${each.key} in ${digestOf(each)}`, accepted(each)]), got.logs.map(({ place, digest, status }) => [`${place.key} in ${digest.key}`, status])),
    ...compare('missing digest', want.missingDigests.map(({ key }) => [key, ['missing']]), got.missingDigests.map(({ place }) => [place.key, 'missing'])),
    ...compare('gap', want.gaps.map(({ from, to }) => [`${from} to ${to}`, ['open']]), got.gaps.map(({ fromMs, toMs }) => [`${isoSeconds(fromMs)} to ${isoSeconds(toMs)}`, 'open'])),
    ...compare('broken link', want.brokenLinks.filter(({ implied }) => !implied).map(({ digest, previous }) => [`${digest} to ${previous}`, ['broken']]),
      got.brokenLinks.filter(({ implied }) => !implied).map(({ digest, previous }) => [`${digest.key} to ${previous.key}`, 'broken'])),
    ...resultMismatch(want, got.result),
  ];
}

function accepted({ status, accept }: Pick<Accepting, 'status' | 'accept'>): readonly string[] {
  return accept ?? [status];
}

function resultMismatch({ result, accept }: { readonly result: string; readonly accept?: readonly string[] }, got: string): string[] {
  return (accept ?? [result]).includes(got) ? [] : [`result: got ${got}, wanted ${(accept ?? [result]).join(' or ')}`];
}

function compare(what: string, wanted: readonly (readonly [string, readonly string[]])[], got: readonly (readonly [string, string])[]): string[] {
  const found = new Map(got);
  const known = new Set(wanted.map(([name]) => name));
  return [
    ...wanted.flatMap(([name, statuses]) => statuses.includes(found.get(name) ?? 'nothing') ? [] : [`${what} ${name}: got ${found.get(name) ?? 'nothing'}, wanted ${statuses.join(' or ')}`]),
    ...got.flatMap(([name, status]) => known.has(name) ? [] : [`${what} ${name}: got ${status}, wanted nothing`]),
    ...(got.length > wanted.length && found.size === known.size ? [`${what}: got ${got.length} in all, wanted ${wanted.length}`] : []),
  ];
}

