import { bullets, names as namesOf, plain, section, table } from './markdown-tables';
import { NOTHING_SHOWS_IT, PROMISE_MEANING, evidenceByKind, reachOfProofs } from './promise-words';
import { AccessReport, EvidenceFacts, EvidenceNames, PromiseFacts } from './report-model';

export function promisesSection({ promises }: AccessReport): string {
  return section(2, 'What shows that it holds', PROMISE_MEANING, ...promises.map(promise));
}

function promise(facts: PromiseFacts): string {
  const { promise: sentence, shownBy, limits } = facts;
  const rows = evidenceByKind(facts).flatMap(({ title, shownBy: of }) => (of.length === 0 ? [[title, 'missing', '', '']] : of.map((one) => [title, ...cells(one)])));
  return section(3, plain(sentence),
    shownBy.length === 0 ? NOTHING_SHOWS_IT : table(['Kind', 'What', 'Where', 'Names'], rows),
    limits.length === 0 ? '' : `Limits:\n\n${bullets(limits.map(plain))}`);
}

function cells({ what, where, names, proofs }: EvidenceFacts): string[] {
  return [plain(what) + (proofs ? `, ${reachOfProofs(proofs)}` : ''), plain(where), names.map(namesCell).join('<br>')];
}

function namesCell({ kind, count, names }: EvidenceNames): string {
  return `${plain(kind)}: ${names.length === 0 ? count : namesOf(names)}`;
}
