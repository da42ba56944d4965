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
      ...(detail === undefined ? [] : [detail]),
      `Request ${id}.`,
    ].join('\n'),
  };
}
