import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AssignmentLedger } from './assignment-ledger';
import type { AccountAssignment } from './identity-center';
import type { Clock } from '../../private/runtime/clock';
import { assignmentKey } from '../domain/held-access';

/** BatchGetItem takes no more. */
const AT_ONCE = 100;
const WAIT_MS = 500;

/**
 * A ledger in a table whose only key, 'assignment', is the set's ARN, the account, GROUP or USER, and the principal's id, with '|' between them.
 * An item that is there answers for its assignment, whatever else it holds: one that is deleted late errs on the safe side.
 */
export class DynamoAssignmentLedger implements AssignmentLedger {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string, private readonly clock: Pick<Clock, 'sleep'>) {}

  public async known(assignments: readonly AccountAssignment[]): Promise<readonly AccountAssignment[]> {
    const found = new Set<string>();
    for (let start = 0; start < assignments.length; start += AT_ONCE) {
      const slice = assignments.slice(start, start + AT_ONCE);
      let asked: Record<string, AttributeValue>[] = slice.map((one) => ({ assignment: { S: assignmentKey(one) } }));
      while (asked.length > 0) {
        const { Responses, UnprocessedKeys } = await this.client.send(new BatchGetItemCommand({
          RequestItems: { [this.table]: { Keys: asked, ConsistentRead: true, ProjectionExpression: 'assignment' } },
        }));
        (Responses?.[this.table] ?? []).forEach(({ assignment }) => found.add(assignment.S!));
        asked = UnprocessedKeys?.[this.table]?.Keys ?? [];
        if (asked.length > 0) {
          await this.clock.sleep(WAIT_MS);
        }
      }
    }
    return assignments.filter((one) => found.has(assignmentKey(one)));
  }
}
