import type { ApprovalStage, ElevationRule, ElevationTerms } from './elevation-rules';

/**
 * Of several rules that each give the whole of what is asked for, the strictest of every dimension.
 *
 * All stages of all of them count, in the order of the rules' names: one that asks the same groups twice asks for as many as the stricter of the two.
 */
export function strictest(rules: readonly ElevationRule[]): ElevationTerms {
  const shortest = (of: (rule: ElevationRule) => number) => Math.min(...rules.map(of));
  const all = (of: (rule: ElevationRule) => readonly string[]) => [...new Set(rules.flatMap(of))].sort();
  return {
    stages: stagesOf([...rules].sort((a, b) => (a.name < b.name ? -1 : 1))),
    maxSeconds: shortest(({ maxSeconds }) => maxSeconds),
    startWithinSeconds: shortest(({ startWithinSeconds }) => startWithinSeconds),
    requestExpiresSeconds: shortest(({ requestExpiresSeconds }) => requestExpiresSeconds),
    justificationPatterns: all(({ justificationPatterns }) => justificationPatterns),
    ticketPatterns: all(({ ticketPatterns }) => ticketPatterns),
    allowOverlap: rules.every(({ allowOverlap }) => allowOverlap),
  };
}

function stagesOf(rules: readonly ElevationRule[]): ApprovalStage[] {
  const stages = new Map<string, ApprovalStage>();
  for (const rule of rules) {
    // the same groups may well be asked twice by one rule: then they are two stages.
    const seen = new Map<string, number>();
    for (const stage of rule.stages) {
      const groups = [...new Set(stage.approverGroups)].sort();
      const key = JSON.stringify(groups);
      const nth = (seen.get(key) ?? 0) + 1;
      seen.set(key, nth);
      const before = stages.get(`${nth} ${key}`);
      stages.set(`${nth} ${key}`, { approverGroups: groups, approvals: Math.max(stage.approvals, before?.approvals ?? 0) });
    }
  }
  return [...stages.values()];
}
