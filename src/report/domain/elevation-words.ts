import { counted, timeSpan } from './number-words';
import type { ElevationPolicyRow } from './report-model';

/** Said alike in every form of the report. */
export const NOTHING_IS_LENT = 'Nobody is lent anything: no policy of elevation is declared.';

/** The stages of consent, one after the other: how many people, and out of which groups. */
export function consentWords<T>(
  { stages }: ElevationPolicyRow, groups: (names: readonly string[]) => T,
): readonly { readonly before: string; readonly groups: T }[] {
  return stages.map(({ approvals, approvers }, index) => ({
    before: `${index === 0 ? '' : 'then '}${counted(approvals, 'person', 'people')} of `, groups: groups(approvers),
  }));
}

export function timesWords({ maxMinutes, startWithinMinutes, requestExpiresMinutes }: ElevationPolicyRow): string {
  const ahead = startWithinMinutes === 0 ? 'not ahead' : `up to ${daysOr(startWithinMinutes)} ahead`;
  return `${timeSpan(maxMinutes)}, ${ahead}, consent within ${daysOr(requestExpiresMinutes)}`;
}

/** What else is asked for or allowed; empty where nothing is. */
export function askedWords(
  { ticketPattern, justificationPattern, allowOverlap }: ElevationPolicyRow,
): readonly { readonly before: string; readonly pattern?: string }[] {
  return [
    ...(ticketPattern === undefined ? [] : [{ before: 'a ticket like', pattern: ticketPattern }]),
    ...(justificationPattern === undefined ? [] : [{ before: 'a reason like', pattern: justificationPattern }]),
    ...(allowOverlap ? [{ before: 'several at a time' }] : []),
  ];
}

function daysOr(minutes: number): string {
  return minutes > 0 && minutes % 1_440 === 0 ? counted(minutes / 1_440, 'day') : timeSpan(minutes);
}
