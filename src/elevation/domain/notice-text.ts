import type { Elevation } from './elevation';
import { stageMissing } from './elevation-life';
import type { Notice, NoticeKind } from './notice';

export interface NoticeText {
  /** One line of at most 100 characters. */
  readonly subject: string;
  readonly body: string;
}

const SUBJECTS: Readonly<Record<NoticeKind, string>> = {
  'needs-consent': 'Access is asked for',
  'granted': 'Access begins',
  'ending-soon': 'Access ends soon',
  'ended': 'Access is over',
  'rejected': 'Access was rejected',
  'expired': 'A request for access expired',
  'failed': 'Access could not be given',
  'attention': 'Elevation needs attention',
};

/** What people read: who, what, where and until when. Neither the justification nor the ticket, which may be nobody else's business. */
export function noticeText({ kind, elevation, detail }: Notice): NoticeText {
  const { id, requesterId, permissionSet, accountId, endsAtMs } = elevation;
  return {
    subject: `${SUBJECTS[kind]}: ${permissionSet} in ${accountId}`,
    body: [
      `${SUBJECTS[kind]}.`,
      `Permission set ${permissionSet} in account ${accountId}, for user ${requesterId} of the identity store.`,
      ...(endsAtMs === undefined ? [] : [`It ends at ${new Date(endsAtMs).toISOString()}.`]),
      ...(kind === 'needs-consent' ? consentNeeded(elevation) : []),
      ...(detail === undefined ? [] : [detail]),
      `Request ${id}.`,
    ].join('\n'),
  };
}

/** Who has to consent now. Groups have ids here: what they are called may change, and a name is easily taken for another. */
function consentNeeded(elevation: Elevation): string[] {
  const stage = stageMissing(elevation);
  if (stage === undefined) {
    return [];
  }
  const { stages } = elevation.terms;
  const { approverGroups, approvals } = stages[stage];
  const given = elevation.consents.filter((consent) => consent.stage === stage).length;
  const people = `${approvals - given} ${approvals - given === 1 ? 'person' : 'people'}`;
  return [`Stage ${stage + 1} of ${stages.length}: consent of ${people} is missing, of ${approverGroups.join(' or ')} in the identity store.`];
}
