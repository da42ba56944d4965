import type { BreakGlassPorts } from './break-glass-ports';
import { USE_DETAIL_TYPES } from '../domain/break-glass-use';

/** An event of CloudTrail that says that a role for emergencies was taken, as far as it is looked at. */
interface UseEvent {
  readonly 'detail-type': string;
  readonly 'detail': {
    readonly eventTime?: string;
    readonly eventID?: string;
    readonly sourceIPAddress?: string;
    readonly userIdentity?: { readonly arn?: string };
    readonly requestParameters?: { readonly roleArn?: string } | null;
    readonly additionalEventData?: { readonly SwitchTo?: string };
  };
}

export function isUse(event: unknown): event is UseEvent {
  return USE_DETAIL_TYPES.includes(String((event as Partial<UseEvent> | null)?.['detail-type']));
}

/** Counts a use for the alarm, and writes down who took which role. Told twice, it is counted twice: the alarm asks for one. */
export async function noteUse({ detail }: UseEvent, { count, tell }: Pick<BreakGlassPorts, 'count' | 'tell'>): Promise<object> {
  const used = {
    role: detail.requestParameters?.roleArn ?? detail.additionalEventData?.SwitchTo,
    by: detail.userIdentity?.arn, at: detail.eventTime, from: detail.sourceIPAddress, eventId: detail.eventID,
  };
  count({ Used: 1 });
  tell({ used });
  return used;
}
