import { accountsById } from './account-index';
import { accountWordsOf } from './account-words';
import { expiry } from './day-words';
import { CONFINED_MEANING, STAGE_MEANING, StageGrounds, acknowledgements, evidence, stageGrid, stagedUnit } from './guardrail-stages';
import { TYPE_MEANING, replayWords, sharedPolicies, shortType } from './guardrail-words';
import { accountWords } from './markdown-accounts';
import { bullets, names, plain, section, table } from './markdown-tables';
import { counted, thousands } from './number-words';
import { AccessReport, GuardrailFacts } from './report-model';

export function guardrailsSection(report: AccessReport): string {
  return report.guardrails.length === 0
    ? section(2, 'Guardrails', 'No guardrail is declared.')
    : section(2, 'Guardrails', rollout(report), ...guardrailSections(report));
}

function rollout(report: AccessReport): string {
  const grid = stageGrid(report);
  const types = new Set<string>(report.guardrails.map(shortType));
  const rows = grid.rows.map(({ guardrail, stages }) => [titled(guardrail), ...stages.map((stage) => (stage ? plain(stage) : '–'))]);
  const meanings = [...STAGE_MEANING, ...TYPE_MEANING.filter(([type]) => types.has(type))];
  return section(3, 'Rollout', table(['Guardrail', ...grid.units.map((unit) => plain(stagedUnit(unit)))], rows), bullets(meanings.map(([word, meaning]) => `**${word}**: ${meaning}`)));
}

function titled(guardrail: GuardrailFacts): string {
  return `${plain(guardrail.name)} (${shortType(guardrail)})`;
}

function guardrailSections(report: AccessReport): string[] {
  const words = accountWordsOf(report);
  return report.guardrails.map((guardrail) => {
    const { bytes, bytesAllowed, targets, notYetEnforced, purpose } = guardrail;
    const shared = sharedPolicies(guardrail);
    return section(3, titled(guardrail),
      plain(purpose),
      bullets([
        `Size: ${thousands(bytes)} of ${counted(bytesAllowed, 'byte')}`,
        ...(shared.length > 0 ? [`Policy: shares the ${shared.length === 1 ? 'policy' : 'policies'} ${names(shared)}`] : []),
        `Attached to: ${targets.map(({ id, name }) => `${plain(name)} (${plain(id)})`).join(', ') || 'nothing yet'}`,
        `Not yet enforced: ${notYetEnforced.length > 0 ? accountWords(words(notYetEnforced)) : 'in no account: it is attached above every active member account'}`,
        ...grounds('Acknowledged', acknowledgements(guardrail), (said) => `"${plain(said)}"`),
        ...grounds('Evidence', evidence(guardrail), (replay) => `${plain(replayWords(replay))}; approved by ${plain(replay.approver)}`),
      ]),
      exemptions(report, guardrail),
      exemptActions(guardrail));
  });
}

function grounds<Grounds>(term: string, behind: readonly StageGrounds<Grounds>[], words: (said: Grounds) => string): string[] {
  return behind.map(({ units, stage, grounds: said }) => `${term} for ${names(units)}: **${plain(stage)}**, ${words(said)}`);
}

function exemptions(report: AccessReport, { exemptions: exempt }: GuardrailFacts): string {
  const accounts = accountsById(report);
  const rows = exempt.map(({ principals, accountIds, reason, owner, ticket, expires }) => {
    const { on, words } = expiry(expires, report.organization.asOf);
    const who = [...principals.map(plain), ...accountIds.map((id) => `${plain(accounts.get(id)?.name ?? 'not in the snapshot')} (${plain(id)})`)];
    return [who.join('<br>'), plain(reason), plain(owner), plain(ticket), plain(on) + (words && ` (${words})`)];
  });
  return rows.length === 0
    ? 'No principal and no account is exempt.'
    : `**Exempt principals and accounts**\n\n${table(['Exempt', 'Reason', 'Owner', 'Ticket', 'Ends'], rows)}`;
}

function exemptActions({ exemptActions: exempt }: GuardrailFacts): string {
  const rows = exempt.map(({ actions, confined, reason }) => [names(actions), confined ? 'confined' : 'everywhere', plain(reason)]);
  const meaning = exempt.some(({ confined }) => confined) ? `${CONFINED_MEANING}\n\n` : '';
  return rows.length === 0 ? 'No action is exempt.' : `**Exempt actions**\n\n${meaning}${table(['Actions', 'Reach', 'Reason'], rows)}`;
}
