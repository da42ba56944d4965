import type { ElevationRule } from '../elevation/domain/elevation-rules';
import type { JitElevation } from '../elevation/jit-elevation';
import type { ElevationFacts, ElevationPolicyRow } from '../report/domain/report-model';

/** Who may ask for what, as it was written: groups by the names that people know. */
export function elevationFacts(elevation: JitElevation): ElevationFacts {
  const { rules, denials, securityGroups } = elevation._lent();
  return { policies: rules.map(policyRow), denials: denials.map((denial) => ({ ...denial })), securityGroups };
}

function policyRow(rule: ElevationRule): ElevationPolicyRow {
  const [justificationPattern] = rule.justificationPatterns;
  const [ticketPattern] = rule.ticketPatterns;
  return {
    name: rule.name,
    permissionSet: rule.permissionSet,
    accountIds: rule.accountIds,
    requesters: rule.requesterGroups,
    stages: rule.stages.map(({ approverGroups, approvals }) => ({ approvers: approverGroups, approvals })),
    maxMinutes: rule.maxSeconds / 60,
    startWithinMinutes: rule.startWithinSeconds / 60,
    requestExpiresMinutes: rule.requestExpiresSeconds / 60,
    ...(justificationPattern === undefined ? {} : { justificationPattern }),
    ...(ticketPattern === undefined ? {} : { ticketPattern }),
    allowOverlap: rule.allowOverlap,
  };
}
