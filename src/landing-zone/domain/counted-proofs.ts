import type { LandingZoneParts, ProofLine } from './landing-zone-parts';
import { NOTHING, type Shown, together } from './shown';
import { counted } from '../../report/domain/number-words';
import type { EvidenceFacts, EvidenceProofs } from '../../report/domain/report-model';

/** As many names as a reader takes in at once. */
const FEW = 3;

/**
 * What the proofs of a source show, and what they leave open. Claims that are proved for nobody show nothing: that is a limit.
 *
 * @param parts all of the landing zone
 * @param source whose claims
 * @param asked what they are about, as a sentence goes on: 'Administrator and others are denied'
 */
export function proofsOf(parts: LandingZoneParts, source: string, asked: Readonly<Partial<Record<ProofLine['expected'], string>>>): Shown {
  return together(...(['denied', 'allowed'] as const).map((expected) => {
    const what = asked[expected];
    const lines = parts.proofs.filter((proof) => proof.source === source && proof.expected === expected);
    return what === undefined || lines.length === 0 ? NOTHING : shownBy(lines, { source, expected, what }, parts);
  }));
}

function shownBy(lines: readonly ProofLine[], { source, expected, what }: { source: string; expected: ProofLine['expected']; what: string }, parts: LandingZoneParts): Shown {
  const proofs = countProofs(lines, source, expected);
  const held = proofs.proved.length + proofs.partly.length > 0 || lines.some(({ proved }) => proved.length > 0);
  const evidence: EvidenceFacts = { kind: 'evaluation', what: `${what}: ${counted(lines.length, 'claim')}`, where: `Proofs: ${source}`, names: [], proofs };
  return {
    shownBy: held ? [evidence] : [],
    limits: [
      ...(held ? [] : [`${counted(lines.length, 'claim')} of ${source} (${what}) ${lines.length === 1 ? 'is' : 'are'} proved for no account yet.`]),
      ...open(lines, source, parts),
    ],
  };
}

/** Proofs that must come out alike, account by account. */
export function countProofs(lines: readonly ProofLine[], source: string, expected: ProofLine['expected']): EvidenceProofs {
  const proved = new Set(lines.flatMap((line) => line.proved));
  const left = new Set(lines.flatMap(({ notCovered }) => notCovered.flatMap(({ accountIds }) => accountIds)));
  const unsure = new Set(lines.flatMap(({ undetermined }) => undetermined.flatMap(({ accountIds }) => accountIds)));
  const all = [...new Set([...proved, ...left, ...unsure])].sort();
  const where = (holds: (id: string) => boolean) => all.filter(holds);
  return {
    source,
    expected,
    claims: lines.length,
    proved: where((id) => proved.has(id) && !left.has(id) && !unsure.has(id)),
    partly: where((id) => proved.has(id) && left.has(id) && !unsure.has(id)),
    notCovered: where((id) => !proved.has(id) && !unsure.has(id)),
    undetermined: where((id) => unsure.has(id)),
  };
}

/** Each reason for which something is not proved, with the accounts and the claims it is about. */
function open(lines: readonly ProofLine[], source: string, { accountName }: LandingZoneParts): string[] {
  const reasons = new Map<string, { accounts: Set<string>; claims: number }>();
  for (const { notCovered, undetermined } of lines) {
    const gaps = [...notCovered, ...undetermined.map(({ accountIds, dependsOn }) => ({ accountIds, reason: `the answer hangs on ${dependsOn.join(', ')}` }))];
    for (const { accountIds, reason } of gaps) {
      const known = reasons.get(reason) ?? { accounts: new Set(), claims: 0 };
      accountIds.forEach((id) => known.accounts.add(id));
      reasons.set(reason, { ...known, claims: known.claims + 1 });
    }
  }
  return [...reasons].map(([reason, { accounts, claims }]) => {
    const names = [...accounts].map(accountName);
    const who = names.length <= FEW ? names.join(', ') : counted(names.length, 'account');
    const which = claims === lines.length ? '' : `, ${claims} of ${counted(lines.length, 'claim')}`;
    return `Not proved for ${who} (${source}${which}): ${reason}.`;
  });
}
