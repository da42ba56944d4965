import { type Elevation, consentUntilMs } from './elevation';

/** An elevation as the API shows it: to whoever may see it, with people and groups as ids. */
export function elevationView(elevation: Elevation): Record<string, unknown> {
  const { id, state, requesterId, accountId, permissionSet, seconds, justification, ticket } = elevation;
  const { requestedAtMs, startsAtMs, endsAtMs, endReason, terms, consents, history } = elevation;
  return {
    id, state, requesterId, accountId, permissionSet, seconds, justification,
    ...present('ticket', ticket),
    requestedAt: moment(requestedAtMs),
    ...present('startsAt', startsAtMs && moment(startsAtMs)),
    consentUntil: moment(consentUntilMs(elevation)),
    ...present('endsAt', endsAtMs && moment(endsAtMs)),
    ...present('extends', elevation.extends),
    ...present('endReason', endReason),
    stages: terms.stages.map(({ approverGroups, approvals }, stage) => ({
      approverGroups, approvals, given: consents.filter((consent) => consent.stage === stage).length,
    })),
    history: history.map(({ kind, atMs, by, note }) => ({ kind, at: moment(atMs), by, ...present('note', note) })),
  };
}

function moment(ms: number): string {
  return new Date(ms).toISOString();
}

function present(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}
