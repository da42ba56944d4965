import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { AssignmentHistory } from './drift-ports';
import type { Clock } from '../../private/runtime/clock';
import { deedOf } from '../domain/check-request';
import type { Deed } from '../domain/drift-scope';
import { type HeldAssignment, deedKey } from '../domain/held-access';

/** Pages of fifty, newest first: a thousand assignments are looked through. */
const MOST_PAGES = 20;
/** Two calls a second are allowed: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const GAP_MS = 600;

/**
 * CloudTrail's event history: 90 days, and only the calls that were made in this very account.
 * What cannot be looked up is left out: who made an assignment is told where it is known, and never a reason to tell nothing.
 */
export class CloudTrailAssignmentHistory implements AssignmentHistory {
  public constructor(private readonly client: CloudTrailClient, private readonly clock: Pick<Clock, 'sleep'>) {}

  public async madeBy(assignments: readonly HeldAssignment[]): Promise<ReadonlyMap<string, Deed>> {
    const wanted = new Set(assignments.map((one) => deedKey(one, one.principal.id)));
    const deeds = new Map<string, Deed>();
    let NextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES && deeds.size < wanted.size; page++) {
      try {
        const answer = await this.client.send(new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateAccountAssignment' }], MaxResults: 50, NextToken,
        }));
        (answer.Events ?? []).forEach(({ CloudTrailEvent }) => note(CloudTrailEvent, wanted, deeds));
        NextToken = answer.NextToken;
      } catch {
        return deeds;
      }
      if (NextToken === undefined) {
        return deeds;
      }
      await this.clock.sleep(GAP_MS);
    }
    return deeds;
  }
}

/** The newest record counts: the first that is seen. */
function note(record: string | undefined, wanted: ReadonlySet<string>, deeds: Map<string, Deed>): void {
  const event = JSON.parse(record ?? '{}') as Record<string, any>;
  const { permissionSetArn, targetId, principalId } = event.requestParameters ?? {};
  const key = deedKey({ permissionSetArn, accountId: targetId }, principalId);
  if (event.errorCode === undefined && wanted.has(key) && !deeds.has(key)) {
    deeds.set(key, deedOf(event));
  }
}
