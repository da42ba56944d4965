import { join } from 'node:path';
import { address } from '../../src/audit/domain/trail-chain';
import { type DigestCase, digestCases } from '../support/digest-cases';
import { scenarioFolders } from '../support/digest-chain-folder';

const folders = scenarioFolders(join(__dirname, '..', 'fixtures', 'digest-chains'));
let all: DigestCase[] = [];
beforeAll(async () => {
  all = (await Promise.all(folders.map(digestCases))).flat();
});

const chains = () => all.flatMap(({ id, expected, report }) => expected && report ? [{ id, expected, report }] : []);

test('all seventeen scenarios are verified', () => {
  expect([folders.length, chains().length]).toEqual([17, 85]);
});

test('every verdict is the expected one: digests, logs, missing digests, broken links, gaps, results', () => {
  expect(all.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
});

test('gaps are explained as expected', () => {
  const sorted = (gaps: readonly { kinds: readonly string[] }[]) => gaps.map((gap) => [...gap.kinds].sort());
  const kinds = chains().map(({ id, expected, report }) => [id, sorted(report.gaps), sorted(expected.gaps)]);
  expect(kinds.map(([id, got]) => [id, got])).toEqual(kinds.map(([id, , wanted]) => [id, wanted]));
});

test('logs that no digest names are found, and told apart by whose they are', () => {
  const uncovered = chains().map(({ id, expected, report }) => [
    [id, report.uncoveredLogs.map(({ place, ...marks }) => ({ key: place.key, ...marks }))],
    [id, expected.uncoveredLogs.map(({ key, referencedByOtherTrail, provenBySuccessor }) =>
      ({ key, ...(referencedByOtherTrail ? { referencedByOtherTrail } : {}), ...(provenBySuccessor ? { provenBySuccessor } : {}) }))],
  ]);
  expect(uncovered.map(([got]) => got)).toEqual(uncovered.map(([, wanted]) => wanted));
});

test('a version from which an object can be restored is named', () => {
  const versions = (entries: readonly { recoverableVersionId?: string }[]) =>
    entries.flatMap(({ recoverableVersionId = [] }) => recoverableVersionId).sort();
  const found = chains().map(({ expected, report }) =>
    [versions([...report.logs, ...report.missingDigests]), versions([...expected.logs, ...expected.missingDigests])]);
  expect(found.map(([got]) => got)).toEqual(found.map(([, wanted]) => wanted));
  expect(found.flatMap(([got]) => got)).toHaveLength(3);
});

test('digests whose content the next one proves are marked', () => {
  const proven = chains().map(({ expected, report }) => [
    report.digests.filter(({ contentProvenBySuccessor }) => contentProvenBySuccessor).map(({ place }) => place.key),
    expected.digests.filter(({ contentProvenBySuccessor }) => contentProvenBySuccessor).map(({ key }) => key),
  ]);
  expect(proven.map(([got]) => got)).toEqual(proven.map(([, wanted]) => wanted));
  expect(proven.flatMap(([got]) => got)).toHaveLength(3);
});

test('every report has the keys that its valid digests were signed with, and no other', () => {
  for (const { report: { digests, keysUsed } } of chains()) {
    const used = digests.flatMap(({ verdict }) => verdict.status === 'valid' ? [verdict.key.fingerprint] : []);
    expect(keysUsed.map(({ fingerprint }) => fingerprint).sort()).toEqual([...new Set(used)].sort());
  }
  const rotated = chains().find(({ id }) => id === 'key-rotation/day 111111111111 eu-west-1')!;
  expect(rotated.report.keysUsed).toHaveLength(2);
});

test('counts say how many there are of each', () => {
  for (const { report: { counts, digests, logs } } of chains()) {
    const mentions = counts.logReferences;
    expect(counts.digests.valid + counts.digests.invalid + counts.backfillDigests.valid + counts.backfillDigests.invalid).toBe(digests.length);
    expect(mentions.valid + mentions.invalid + mentions.missing + mentions.unreadable).toBe(logs.length);
    expect(counts.uniqueLogs).toBe(new Set(logs.map(({ place }) => address(place))).size);
  }
});
