import { CONFINED_MEANING, STAGE_MEANING, acknowledgements, stageGrid, stagedUnit } from './guardrail-stages';
import { Markup, NOTHING, html, joined, name, names } from './html-escape';
import { expiryMarkup } from './html-expiry';
import { Fact, Section, Tone, badge, facts, folded, meter, note, table } from './html-parts';
import { counted, thousands } from './number-words';
import { AccessReport, GuardrailFacts } from './report-model';

/** More reasons than this are folded away. */
const REASONS_IN_SIGHT = 12;

export function guardrailsSection(report: AccessReport): Section {
  const body = report.guardrails.length === 0
    ? note('No guardrail is declared.')
    : html`${rollout(report)}${report.guardrails.map((guardrail, index) => card(guardrail, `guardrail-${index + 1}`, report.organization.asOf))}`;
  return { id: 'guardrails', title: 'Guardrails', body };
}

function rollout(report: AccessReport): Markup {
  const grid = stageGrid(report);
  const stages = table({
    id: 'rollout',
    caption: 'How far the rollout is, by unit',
    columns: ['Unit', ...grid.guardrails.map((title) => ({ title: name(title) }))],
    rows: grid.rows.map((row) => [name(stagedUnit(row.unit)), ...row.stages.map((stage) => (stage ? stageBadge(stage) : '–'))]),
  });
  return html`${stages}<ul class="legend">${STAGE_MEANING.map(([stage, meaning]) => html`<li>${stageBadge(stage)} ${meaning}</li>`)}</ul>
`;
}

function stageBadge(stage: string): Markup {
  return badge(STAGE_MEANING.some(([known]) => known === stage) ? stage as Tone : 'plain', stage);
}

function card(guardrail: GuardrailFacts, id: string, asOf: string): Markup {
  const about = facts([
    ['Size', html`${meter(guardrail.bytes, guardrail.bytesAllowed)} ${thousands(guardrail.bytes)} of ${counted(guardrail.bytesAllowed, 'byte')}`],
    ['Attached to', attached(guardrail)],
    ...acknowledged(guardrail),
  ], 'facts listed');
  const spared = guardrail.exemptions.length + guardrail.exemptActions.length === 0
    ? note('No principal and no action is exempt.')
    : html`${exemptions(guardrail, id, asOf)}${exemptActions(guardrail, id)}`;
  return html`<article class="card" aria-labelledby="${id}">
<h3 id="${id}">${name(guardrail.name)}</h3>
<p>${name(guardrail.purpose)}</p>
${about}${spared}</article>
`;
}

function attached({ targets }: GuardrailFacts): Markup {
  return targets.length === 0
    ? html`nothing yet`
    : joined(targets.map((target) => html`${name(target.name)} <code>${target.id}</code>`), ', ');
}

function acknowledged(guardrail: GuardrailFacts): Fact[] {
  const lines = acknowledgements(guardrail).map(({ units, stage, words }) => html`<li>${names(units)}: ${stageBadge(stage)} ${name(words)}</li>`);
  return lines.length === 0 ? [] : [['Acknowledged', html`<ul class="units">${lines}</ul>`]];
}

function exemptions(guardrail: GuardrailFacts, id: string, asOf: string): Markup {
  return guardrail.exemptions.length === 0 ? note('No principal is exempt.') : table({
    id: `${id}-exemptions`,
    caption: html`Principals that ${name(guardrail.name)} leaves alone`,
    columns: ['Principals', 'Reason', 'Owner', 'Ticket', 'Ends'],
    rows: guardrail.exemptions.map(({ principals, reason, owner, ticket, expires }) => [
      html`<ul class="units principals">${principals.map((principal) => html`<li><code>${principal}</code></li>`)}</ul>`,
      name(reason),
      name(owner),
      name(ticket),
      expiryMarkup(expires, asOf),
    ]),
  });
}

function exemptActions({ name: guardrail, exemptActions: exempt }: GuardrailFacts, id: string): Markup {
  if (exempt.length === 0) {
    return note('No action is exempt.');
  }
  const confined = exempt.filter((one) => one.confined).length;
  const actions = exempt.reduce((sum, one) => sum + one.actions.length, 0);
  const reasons = table({
    id: `${id}-actions`,
    caption: html`Actions that ${name(guardrail)} leaves alone for everybody`,
    columns: ['Actions', 'Reach', 'Reason'],
    rows: exempt.map((one) => [
      html`<span class="actions">${names(one.actions)}</span>`,
      one.confined ? badge('plain', 'confined') : badge('warn', 'everywhere'),
      name(one.reason),
    ]),
  });
  const summary = `${counted(actions, 'exempt action')} with ${counted(exempt.length, 'reason')}${confined > 0 ? `, ${confined} of them confined` : ''}`;
  return folded(summary, html`${confined > 0 ? note(CONFINED_MEANING) : NOTHING}${reasons}`, exempt.length <= REASONS_IN_SIGHT);
}
