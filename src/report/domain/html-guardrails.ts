import { AccountWords, accountWordsOf } from './account-words';
import { STAGE_MEANING, StageGrounds, acknowledgements, evidence, stageGrid, stagedUnit } from './guardrail-stages';
import { TYPE_MEANING, replayWords, sharedPolicies, shortType } from './guardrail-words';
import { accountsMarkup } from './html-accounts';
import { Markup, html, joined, name, names } from './html-escape';
import { sparedMarkup } from './html-exemptions';
import { Fact, Section, Tone, badge, facts, meter, note, table } from './html-parts';
import { counted, thousands } from './number-words';
import { AccessReport, GuardrailFacts } from './report-model';

export function guardrailsSection(report: AccessReport): Section {
  const accountWords = accountWordsOf(report);
  const body = report.guardrails.length === 0
    ? note('No guardrail is declared.')
    : html`${rollout(report)}${report.guardrails.map((guardrail, index) => card(report, guardrail, `guardrail-${index + 1}`, accountWords(guardrail.notYetEnforced)))}`;
  return { id: 'guardrails', title: 'Guardrails', body };
}

function rollout(report: AccessReport): Markup {
  const grid = stageGrid(report);
  const types = new Set<string>(report.guardrails.map(shortType));
  const stages = table({
    id: 'rollout',
    caption: 'How far the rollout is, by unit',
    columns: ['Guardrail', ...grid.units.map((unit) => ({ title: name(stagedUnit(unit)) }))],
    rows: grid.rows.map(({ guardrail, stages: reached }) => [
      html`${name(guardrail.name)} ${typeBadge(guardrail)}`, ...reached.map((stage) => (stage ? stageBadge(stage) : '–')),
    ]),
  });
  return html`${stages}<ul class="legend">${STAGE_MEANING.map(([stage, meaning]) => html`<li>${stageBadge(stage)} ${meaning}</li>`)}${
    TYPE_MEANING.filter(([type]) => types.has(type)).map(([type, meaning]) => html`<li>${badge('plain', type)} ${meaning}</li>`)}</ul>
`;
}

function stageBadge(stage: string): Markup {
  return badge(STAGE_MEANING.some(([known]) => known === stage) ? stage as Tone : 'plain', stage);
}

function typeBadge(guardrail: GuardrailFacts): Markup {
  return badge('plain', shortType(guardrail));
}

function card(report: AccessReport, guardrail: GuardrailFacts, id: string, notYetEnforced: AccountWords): Markup {
  const shared = sharedPolicies(guardrail);
  const about = facts([
    ['Size', html`${meter(guardrail.bytes, guardrail.bytesAllowed)} ${thousands(guardrail.bytes)} of ${counted(guardrail.bytesAllowed, 'byte')}`],
    ...(shared.length > 0 ? [['Policy', html`shares the ${shared.length === 1 ? 'policy' : 'policies'} ${names(shared)}`] as const] : []),
    ['Attached to', attached(guardrail)],
    ['Not yet enforced', guardrail.notYetEnforced.length > 0 ? accountsMarkup(notYetEnforced) : 'in no account: it is attached above every active member account'],
    ...grounds('Acknowledged', acknowledgements(guardrail), name),
    ...grounds('Evidence', evidence(guardrail), (replay) => html`${name(replayWords(replay))}; approved by ${name(replay.approver)}`),
  ], 'facts listed');
  return html`<article class="card" aria-labelledby="${id}">
<h3 id="${id}">${name(guardrail.name)} ${typeBadge(guardrail)}</h3>
<p>${name(guardrail.purpose)}</p>
${about}${sparedMarkup(report, guardrail, id)}</article>
`;
}

function attached({ targets }: GuardrailFacts): Markup {
  return targets.length === 0
    ? html`nothing yet`
    : joined(targets.map((target) => html`${name(target.name)} <code>${target.id}</code>`), ', ');
}

/** What was said when stages were entered, if anything was. */
function grounds<Grounds>(term: string, behind: readonly StageGrounds<Grounds>[], markup: (said: Grounds) => Markup): Fact[] {
  const lines = behind.map(({ units, stage, grounds: said }) => html`<li>${names(units)}: ${stageBadge(stage)} ${markup(said)}</li>`);
  return lines.length === 0 ? [] : [[term, html`<ul class="units">${lines}</ul>`]];
}
