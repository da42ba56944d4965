import { expiry } from './day-words';
import { CONFINED_MEANING, STAGE_MEANING, UNBOUND_MEANING, stageGrid } from './guardrail-stages';
import { bullets, names, plain, section, table } from './markdown-tables';
import { counted, thousands } from './number-words';
import { AccessReport, GuardrailFacts } from './report-model';
import { SharedChain, levelName, sharedChains } from './shared-chains';
import { slotChanges } from './slot-changes';

export function guardrailsSection(report: AccessReport): string {
  const grid = stageGrid(report);
  const rows = grid.rows.map(({ unit, stages }) => [plain(unit || 'Root'), ...stages.map((stage) => (stage ? plain(stage) : '–'))]);
  const rollout = section(3, 'Rollout', table(['Unit', ...grid.guardrails.map(plain)], rows), bullets(STAGE_MEANING.map(([stage, meaning]) => `**${stage}**: ${meaning}`)));
  return report.guardrails.length === 0
    ? section(2, 'Guardrails', 'No guardrail is declared.')
    : section(2, 'Guardrails', rollout, ...report.guardrails.map((guardrail) => guardrailSection(guardrail, report.organization.asOf)));
}

function guardrailSection(guardrail: GuardrailFacts, asOf: string): string {
  const acknowledged = guardrail.stages.filter(({ acknowledgement }) => acknowledgement)
    .map(({ unit, stage, acknowledgement }) => `${plain(unit || 'Root')} is in **${plain(stage)}** with the acknowledgement "${plain(acknowledgement!)}".`);
  const exemptions = guardrail.exemptions.map(({ principals, reason, owner, ticket, expires }) => {
    const { on, words } = expiry(expires, asOf);
    return [principals.map(plain).join('<br>'), plain(reason), plain(owner), plain(ticket), plain(on) + (words && ` (${words})`)];
  });
  const actions = guardrail.exemptActions.map((exempt) => [names(exempt.actions), exempt.confined ? 'confined' : 'everywhere', plain(exempt.reason)]);
  return section(3, plain(guardrail.name),
    plain(guardrail.purpose),
    bullets([
      `Size: ${thousands(guardrail.bytes)} of ${counted(guardrail.bytesAllowed, 'byte')}.`,
      `Attached to: ${guardrail.targets.map(({ id, name }) => `${plain(name)} (${plain(id)})`).join(', ') || 'nothing'}.`,
      ...acknowledged,
    ]),
    exemptions.length > 0 ? `**Exempt principals**\n\n${table(['Principals', 'Reason', 'Owner', 'Ticket', 'Ends'], exemptions)}` : 'No principal is exempt.',
    actions.length > 0
      ? `**Exempt actions**\n\n${CONFINED_MEANING}\n\n${table(['Actions', 'Reach', 'Reason'], actions)}`
      : 'No action is exempt.');
}

export function chainsSection(report: AccessReport): string {
  const chains = sharedChains(report);
  return section(2, 'Guardrail chain of each account',
    'Every level must allow. Accounts that stand under the same policies are told together. Policies marked **foreign** were there before and are not ours.',
    ...chains.map(chain));
}

function chain(shared: SharedChain): string {
  const rows = shared.levels.map((level) => [
    plain(levelName(shared, level)),
    level.policies.map(({ name, bytes, origin }) => `${plain(name)} (${origin === 'foreign' ? '**foreign**' : originName(origin)}, ${counted(bytes, 'byte')})`).join('<br>') || '–',
    `${level.slotsUsed} used, ${level.slotsLeft} left`,
    `${thousands(level.bytesUsed)} used, ${thousands(level.bytesLeft)} left`,
  ]);
  return section(3, names(shared.accounts.map(({ name }) => name)),
    shared.bound ? '' : `**Not bound.** ${UNBOUND_MEANING}`,
    rows.length > 0 ? table(['Level', 'Policies', 'Slots', 'Bytes'], rows) : '');
}

function originName(origin: string): string {
  return origin === 'aws' ? 'AWS' : plain(origin);
}

export function slotsSection(report: AccessReport): string {
  const { before, after } = report.policySlots;
  const { changed, unchanged } = slotChanges(report);
  const rows = changed.map(({ before: old, after: now }) => [
    plain(now.name), `${old.scpAttached} → ${now.scpAttached}`, `${thousands(old.scpBytes)} → ${thousands(now.scpBytes)}`, `${old.rcpAttached} → ${now.rcpAttached}`,
  ]);
  const still = unchanged.map(({ slots, names: targets }) => `Unchanged, ${slots.scpAttached} service control policies with ${counted(slots.scpBytes, 'byte')} and ${slots.rcpAttached} resource control policies each: ${names(targets)}.`);
  return section(2, 'Policy slots per target',
    `A target takes ${quota(before.scpQuotaPerTarget, after.scpQuotaPerTarget)} service control policies and ${quota(before.rcpQuotaPerTarget, after.rcpQuotaPerTarget)} resource control policies. Before → after this synth is deployed.`,
    rows.length > 0 ? table(['Target', 'Service control policies', 'Bytes', 'Resource control policies'], rows) : 'No target changes.',
    bullets(still));
}

function quota(before: number, after: number): string {
  return before === after ? String(after) : `${after} (before: ${before})`;
}
