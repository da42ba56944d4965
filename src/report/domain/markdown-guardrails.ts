import { expiry } from './day-words';
import { CONFINED_MEANING, STAGE_MEANING, UNBOUND_MEANING, acknowledgements, stageGrid, stagedUnit } from './guardrail-stages';
import { bullets, names, plain, section, table } from './markdown-tables';
import { counted, thousands } from './number-words';
import { AccessReport, GuardrailFacts } from './report-model';
import { SharedChain, levelName, sharedChains } from './shared-chains';

export function guardrailsSection(report: AccessReport): string {
  const grid = stageGrid(report);
  const rows = grid.rows.map(({ unit, stages }) => [plain(stagedUnit(unit)), ...stages.map((stage) => (stage ? plain(stage) : '–'))]);
  const rollout = section(3, 'Rollout', table(['Unit', ...grid.guardrails.map(plain)], rows), bullets(STAGE_MEANING.map(([stage, meaning]) => `**${stage}**: ${meaning}`)));
  return report.guardrails.length === 0
    ? section(2, 'Guardrails', 'No guardrail is declared.')
    : section(2, 'Guardrails', rollout, ...report.guardrails.map((guardrail) => guardrailSection(guardrail, report.organization.asOf)));
}

function guardrailSection(guardrail: GuardrailFacts, asOf: string): string {
  const acknowledged = acknowledgements(guardrail).map(({ units, stage, words }) => `Acknowledged for ${names(units)}: **${plain(stage)}**, "${plain(words)}"`);
  const exemptions = guardrail.exemptions.map(({ principals, reason, owner, ticket, expires }) => {
    const { on, words } = expiry(expires, asOf);
    return [principals.map(plain).join('<br>'), plain(reason), plain(owner), plain(ticket), plain(on) + (words && ` (${words})`)];
  });
  const actions = guardrail.exemptActions.map((exempt) => [names(exempt.actions), exempt.confined ? 'confined' : 'everywhere', plain(exempt.reason)]);
  return section(3, plain(guardrail.name),
    plain(guardrail.purpose),
    bullets([
      `Size: ${thousands(guardrail.bytes)} of ${counted(guardrail.bytesAllowed, 'byte')}`,
      `Attached to: ${guardrail.targets.map(({ id, name }) => `${plain(name)} (${plain(id)})`).join(', ') || 'nothing yet'}`,
      ...acknowledged,
    ]),
    exemptions.length > 0 ? `**Exempt principals**\n\n${table(['Principals', 'Reason', 'Owner', 'Ticket', 'Ends'], exemptions)}` : 'No principal is exempt.',
    actions.length > 0 ? `**Exempt actions**\n\n${guardrail.exemptActions.some(({ confined }) => confined) ? `${CONFINED_MEANING}\n\n` : ''}${table(['Actions', 'Reach', 'Reason'], actions)}` : 'No action is exempt.');
}

export function chainsSection(report: AccessReport): string {
  const chains = sharedChains(report);
  return section(2, 'Guardrail chain of each account',
    'Every level must allow. Accounts that stand under the same policies are told together. Policies marked **foreign** were there before and are not ours.',
    ...chains.map(chain));
}

/** More accounts than this are listed under the heading. */
const ACCOUNTS_IN_A_HEADING = 6;

function chain(shared: SharedChain): string {
  const rows = shared.levels.map((level) => [
    plain(levelName(shared, level)),
    level.policies.map(({ name, bytes, origin }) => `${plain(name)} (${origin === 'foreign' ? '**foreign**' : originName(origin)}, ${counted(bytes, 'byte')})`).join('<br>') || '–',
    `${level.slotsUsed} used, ${level.slotsLeft} left`,
    `${thousands(level.bytesUsed)} used, ${thousands(level.bytesLeft)} left`,
  ]);
  const accounts = names(shared.accounts.map(({ name, id }) => `${name} (${id})`));
  const few = shared.accounts.length <= ACCOUNTS_IN_A_HEADING;
  return section(3, few ? accounts : counted(shared.accounts.length, 'account'),
    few ? '' : accounts,
    shared.bound ? '' : `**Not bound.** ${UNBOUND_MEANING}`,
    rows.length > 0 ? table(['Level', 'Policies', 'Slots', 'Bytes'], rows) : '');
}

function originName(origin: string): string {
  return origin === 'aws' ? 'AWS' : plain(origin);
}
