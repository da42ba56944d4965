import { counted, thousands } from './number-words';
import { EvidenceFacts, EvidenceProofs, PromiseFacts } from './report-model';

/** Said above the promises, because a resource in a template is another thing than a file that somebody can open. */
export const PROMISE_MEANING = 'What is promised, and what shows that it holds: something that this synth wrote to be deployed, a question that was evaluated at synth, '
  + 'or what appears once all is deployed, and where. All of it is read off what this synth makes; a kind of evidence that nothing gives is missing.';

export const NOTHING_SHOWS_IT = 'Nothing in this landing zone shows it.';

/** The kinds of evidence in the order in which they come about. */
export const EVIDENCE_KINDS: readonly (readonly [EvidenceFacts['kind'], string])[] = [
  ['template', 'Template'], ['evaluation', 'Evaluation'], ['runtime', 'After deployment'],
];

/** The evidence of each kind, also of a kind that there is none of. */
export function evidenceByKind({ shownBy }: PromiseFacts): { readonly title: string; readonly shownBy: readonly EvidenceFacts[] }[] {
  return EVIDENCE_KINDS.map(([kind, title]) => ({ title, shownBy: shownBy.filter((evidence) => evidence.kind === kind) }));
}

/** 'proved for 4 of 5 accounts', 'proved for 2 of 5 accounts, in part for 1, known only when somebody asks for 1'. */
export function reachOfProofs({ proved, partly, notCovered, undetermined }: EvidenceProofs): string {
  const all = proved.length + partly.length + notCovered.length + undetermined.length;
  return [
    proved.length === all ? `proved for ${counted(all, 'account')}` : `proved for ${thousands(proved.length)} of ${counted(all, 'account')}`,
    ...(partly.length > 0 ? [`in part for ${thousands(partly.length)}`] : []),
    ...(undetermined.length > 0 ? [`known only when somebody asks for ${thousands(undetermined.length)}`] : []),
  ].join(', ');
}
