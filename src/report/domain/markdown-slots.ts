import { names, plain, section, table } from './markdown-tables';
import { thousands } from './number-words';
import { AccessReport } from './report-model';
import { slotChanges } from './slot-changes';

export function slotsSection(report: AccessReport): string {
  const { before, after } = report.policySlots;
  const { changed, unchanged } = slotChanges(report);
  const rows = changed.map(({ before: old, after: now }) => [
    plain(now.name),
    `${old.scpAttached} → ${now.scpAttached}`,
    `${thousands(old.scpBytes)} → ${thousands(now.scpBytes)}`,
    `${old.rcpAttached} → ${now.rcpAttached}`,
  ]);
  const still = unchanged.map(({ slots: { scpAttached, scpBytes, rcpAttached }, names: targets }) =>
    [names(targets), String(scpAttached), thousands(scpBytes), String(rcpAttached)]);
  const columns = ['Service control policies', 'Bytes', 'Resource control policies'];
  const scps = quota(before.scpQuotaPerTarget, after.scpQuotaPerTarget);
  const rcps = quota(before.rcpQuotaPerTarget, after.rcpQuotaPerTarget);
  return section(2, 'Policy slots per target',
    `A target takes ${scps} service control policies and ${rcps} resource control policies. Before → after this synth is deployed.`,
    rows.length > 0 ? table(['Target', ...columns], rows) : 'No target changes.',
    still.length > 0 ? `Unchanged:\n\n${table(['Targets', ...columns], still)}` : '');
}

function quota(before: number, after: number): string {
  return before === after ? String(after) : `${after} (before: ${before})`;
}
