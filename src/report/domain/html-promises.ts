import { Markup, NOTHING, html, joined, name } from './html-escape';
import { Fact, Section, badge, facts, folded, note, table } from './html-parts';
import { counted } from './number-words';
import { EVIDENCE_KINDS, NOTHING_SHOWS_IT, PROMISE_MEANING, evidenceByKind, reachOfProofs } from './promise-words';
import { AccessReport, EvidenceFacts, EvidenceNames, PromiseFacts } from './report-model';

/** More names than this are folded away. */
const NAMES_IN_SIGHT = 4;

const MISSING = badge('warn', 'missing');

export function promisesSection({ promises }: AccessReport): Section {
  return { id: 'promises', title: 'What shows that it holds', body: html`<p>${PROMISE_MEANING}</p>
${overview(promises)}${promises.map(card)}` };
}

function overview(promises: readonly PromiseFacts[]): Markup {
  return table({
    id: 'promises-table',
    caption: 'How many pieces of evidence of each kind',
    columns: ['Promise', ...EVIDENCE_KINDS.map(([, title]) => title), { title: 'Limits', numeric: true }],
    rows: promises.map((promise) => [
      html`<a href="#promise-${promise.id}">${name(promise.promise)}</a>`,
      ...evidenceByKind(promise).map(({ shownBy }) => (shownBy.length === 0 ? MISSING : badge('good', shownBy.length))),
      promise.limits.length,
    ]),
  });
}

function card(promise: PromiseFacts): Markup {
  const { id, promise: sentence, shownBy, limits } = promise;
  const rows: Fact[] = [
    ...(shownBy.length === 0 ? [] : evidenceByKind(promise).map((one): Fact => [one.title, evidenceMarkup(one.shownBy)])),
    ...(limits.length === 0 ? [] : [['Limits', list(limits.map(name))] as const]),
  ];
  return html`<article class="card" aria-labelledby="promise-${id}">
<h3 id="promise-${id}">${name(sentence)}</h3>
${shownBy.length === 0 ? note(html`${MISSING} ${NOTHING_SHOWS_IT}`) : ''}${rows.length === 0 ? '' : facts(rows, 'facts listed')}</article>
`;
}

function evidenceMarkup(shownBy: readonly EvidenceFacts[]): Markup {
  return shownBy.length === 0 ? MISSING : list(shownBy.map(evidence));
}

function list(items: readonly Markup[]): Markup {
  return html`<ul class="evidence">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function evidence({ what, where, names, proofs }: EvidenceFacts): Markup {
  return html`${name(what)}${proofs ? html`, ${reachOfProofs(proofs)}` : NOTHING} <span class="soft">– ${name(where)}</span>${names.map(namesMarkup)}`;
}

function namesMarkup({ kind, count, names }: EvidenceNames): Markup {
  const codes = joined(names.map((one) => html`<code>${one}</code>`), ', ');
  if (names.length > NAMES_IN_SIGHT) {
    return folded(html`${name(kind)}: ${counted(count, 'name')}`, html`<p>${codes}</p>`);
  }
  return html`<br/><span class="soft">${name(kind)}:</span> ${names.length === 0 ? String(count) : codes}`;
}
