import type { Elevation } from './elevation';
import { wasActive } from './elevation-life';

/** What no denial of sessions reaches; an auditor reads it beside each record. */
const LIMITS = [
  'Sessions of applications that signed in through Identity Center are not sessions of a role; they end by their own time.',
  'A role that was assumed out of a session of the set does not carry the id of the person, and its sessions end by their own time.',
  'Clocks of the machines that do the work may differ by a minute from the true time.',
];

export type EvidenceRecord = Record<string, unknown> & { readonly elevationId: string };

/** All that is known of one elevation that is over: who, what, why, who consented, when, and what was read back at its end. */
export function evidenceRecord(elevation: Elevation): EvidenceRecord {
  const { endFacts = {}, terms, history } = elevation;
  const at = (kind: string) => time(history.find((event) => event.kind === kind)?.atMs);
  return {
    schemaVersion: 1,
    elevationId: elevation.id,
    state: elevation.state,
    requester: elevation.requesterId,
    accountId: elevation.accountId,
    permissionSet: elevation.permissionSet,
    permissionSetArn: elevation.permissionSetArn,
    setName: elevation.setName,
    justification: elevation.justification,
    ticket: elevation.ticket,
    extends: elevation.extends,
    rules: { version: terms.rulesVersion, names: terms.ruleNames, consentNeeded: terms.stages },
    consents: elevation.consents.map(({ stage, approverId, atMs }) => ({ stage, approver: approverId, at: time(atMs) })),
    clocks: {
      requested: time(elevation.requestedAtMs),
      approved: at('approved'),
      scheduled: at('scheduled'),
      active: at('active'),
      due: time(elevation.endsAtMs),
      ending: at('ending'),
      denied: time(endFacts.deniedAtMs),
      gone: time(endFacts.goneAtMs),
      over: time(history[history.length - 1].atMs),
    },
    endReason: elevation.endReason,
    sessions: sessions(elevation),
    removed: endFacts.goneAtMs === undefined ? undefined : { assignmentReadBackAsGoneAt: time(endFacts.goneAtMs) },
    history: history.map(({ atMs, ...event }) => ({ ...event, at: time(atMs) })),
    limits: LIMITS,
  };
}

function sessions(elevation: Elevation): object {
  const { explainedBy, deniedAtMs, deniedBeforeMs, denialPolicies } = elevation.endFacts ?? {};
  if (deniedAtMs !== undefined) {
    return { kind: 'denied', readBackAt: time(deniedAtMs), issuedBefore: time(deniedBeforeMs), policies: denialPolicies };
  }
  if (explainedBy) {
    switch (explainedBy.kind) {
      case 'standing': return { kind: 'go-on', because: 'the person held the set in this account before, and holds it still' };
      case 'groups': return { kind: 'go-on', because: 'groups of the person hold the set in this account', groups: explainedBy.ids };
      case 'elevations': return { kind: 'go-on', because: 'other elevations of the person were active', elevations: explainedBy.ids };
    }
  }
  return { kind: 'none', because: wasActive(elevation) ? 'no lease was left to end' : 'nothing was lent' };
}

function time(atMs: number | undefined): string | undefined {
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}
