import { Markup, NOTHING, html, name, names } from './html-escape';
import { Section, folded, meter, note, table } from './html-parts';
import { counted, thousands } from './number-words';
import { AccessReport, PolicySlots } from './report-model';
import { SlotChange, UnchangedSlots, slotChanges } from './slot-changes';

/** More targets than this are folded away. */
const TARGETS_IN_SIGHT = 18;

export function slotsSection(report: AccessReport): Section {
  const { after } = report.policySlots;
  const { changed, unchanged } = slotChanges(report);
  const body = html`<p>A target takes ${after.scpQuotaPerTarget} service control policies and ${after.rcpQuotaPerTarget} resource control policies. Inherited ones do not count.</p>
${changed.length === 0 ? note('No target changes.') : changedTargets(changed, after)}${unchanged.length === 0 ? NOTHING : unchangedTargets(unchanged, after)}`;
  return { id: 'slots', title: 'Policy slots per target', body };
}

function changedTargets(changed: readonly SlotChange[], { scpQuotaPerTarget, rcpQuotaPerTarget }: PolicySlots): Markup {
  const step = (before: number, now: number) => (before === now ? thousands(now) : html`${thousands(before)} → <strong>${thousands(now)}</strong>`);
  return table({
    id: 'slots-table',
    caption: 'Targets that change, before → after deployment',
    columns: ['Target', 'Service control policies', { title: 'Their bytes', numeric: true }, 'Resource control policies'],
    rows: changed.map(({ id, before, after }) => [
      html`${name(after.name)} <code>${id}</code>`,
      html`${meter(after.scpAttached, scpQuotaPerTarget)} ${step(before.scpAttached, after.scpAttached)}`,
      step(before.scpBytes, after.scpBytes),
      html`${meter(after.rcpAttached, rcpQuotaPerTarget)} ${step(before.rcpAttached, after.rcpAttached)}`,
    ]),
  });
}

function unchangedTargets(unchanged: readonly UnchangedSlots[], { scpQuotaPerTarget, rcpQuotaPerTarget }: PolicySlots): Markup {
  return table({
    id: 'unchanged-slots-table',
    caption: 'Targets that stay as they are',
    columns: ['Targets', 'Service control policies', { title: 'Their bytes', numeric: true }, 'Resource control policies'],
    rows: unchanged.map(({ slots, names: targets }) => [
      targets.length <= TARGETS_IN_SIGHT ? html`<span class="actions">${names(targets)}</span>` : folded(counted(targets.length, 'target'), html`<p>${names(targets)}</p>`),
      html`${meter(slots.scpAttached, scpQuotaPerTarget)} ${thousands(slots.scpAttached)}`,
      thousands(slots.scpBytes),
      html`${meter(slots.rcpAttached, rcpQuotaPerTarget)} ${thousands(slots.rcpAttached)}`,
    ]),
  });
}
