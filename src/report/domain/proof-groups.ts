import { counted, thousands } from './number-words';
import { ProofGap, ProofReach, proofReachOf, reachWords } from './proof-reach';
import { AccessReport, ProofFacts } from './report-model';

/** Claims of one source that leave the same accounts open for the same reasons, which are told once for all of them. */
export interface ProofBlock {
  readonly gaps: readonly ProofGap[];
  readonly claims: readonly ProofReach[];
}

export interface ProofSource {
  readonly source: string;
  readonly blocks: readonly ProofBlock[];
}

export interface ProofGroup {
  readonly expected: ProofFacts['expected'];
  readonly title: string;
  readonly sources: readonly ProofSource[];
}

const TITLES: readonly (readonly [ProofFacts['expected'], string])[] = [['allowed', 'Must stay possible'], ['denied', 'Must be denied']];

/** Said above the proofs, because "proved" alone sounds wider than it is. */
export const PROOF_MEANING = 'Each claim was asked of the accounts it is about, as if every other policy allowed everything, so that only what is attached '
  + 'above an account decides: our policies as they will be, and those of others as the snapshot has them. '
  + 'Whether the caller holds the permission is another question. A claim that fails stops the synth, so none of these fails.';

/** The proofs by what must come out and then by source, in the report's order; a group without any is left out. */
export function proofGroups(report: AccessReport): ProofGroup[] {
  const reach = proofReachOf(report);
  return TITLES.flatMap(([expected, title]) => {
    const claims = report.proofs.filter((proof) => proof.expected === expected).map(reach);
    const sources = together(claims, ({ proof }) => proof.source).map((own) => ({
      source: own[0].proof.source,
      blocks: together(own, ({ gaps }) => JSON.stringify(gaps)).map((alike) => ({ gaps: alike[0].gaps, claims: alike })),
    }));
    return sources.length === 0 ? [] : [{ expected, title, sources }];
  });
}

/** Claims with the same key, each list where its first one stood. */
function together(claims: readonly ProofReach[], key: (claim: ProofReach) => string): ProofReach[][] {
  const lists = new Map<string, ProofReach[]>();
  for (const claim of claims) {
    lists.set(key(claim), [...lists.get(key(claim)) ?? [], claim]);
  }
  return [...lists.values()];
}

/** '12 claims, 9 of them proved for every account they are about', '3 claims, proved for up to 6 of 12 accounts'. */
export function sourceWords({ blocks }: ProofSource): string {
  const claims = blocks.flatMap((block) => block.claims);
  const complete = claims.filter((claim) => claim.complete).length;
  const all = counted(claims.length, 'claim');
  if (claims.every(({ everyMember }) => everyMember)) {
    return `${all}, proved for every member account`;
  }
  if (complete > 0) {
    const which = complete === claims.length ? 'proved for every account' : `${thousands(complete)} of them proved for every account`;
    return `${all}, ${which} ${claims.length === 1 ? 'it is' : 'they are'} about`;
  }
  const widest = claims.reduce((wide, claim) => (claim.proved > wide.proved ? claim : wide));
  const alike = claims.every(({ proved }) => proved === widest.proved);
  return `${all}, proved for ${alike ? '' : 'up to '}${reachWords(widest)}`;
}
