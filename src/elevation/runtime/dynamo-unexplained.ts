import { DeleteItemCommand, type DynamoDBClient, PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import { OPEN } from './dynamo-elevations';
import type { UnexplainedAssignment, UnexplainedAssignments } from './sweep-ports';
import { type HeldAssignment, assignmentKey } from '../../identity/domain/held-access';

/** Assignments that nobody explains, beside the elevations: under 'unexplained/' and the assignment, and in the index of what is open. */
export class DynamoUnexplained implements UnexplainedAssignments {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async all(): Promise<readonly UnexplainedAssignment[]> {
    const found: UnexplainedAssignment[] = [];
    for await (const { Items = [] } of paginateQuery({ client: this.client }, {
      TableName: this.table, IndexName: OPEN,
      KeyConditionExpression: '#open = :kind', ExpressionAttributeNames: { '#open': 'open' }, ExpressionAttributeValues: { ':kind': { S: 'unexplained' } },
    })) {
      found.push(...Items.map(({ unexplained }) => JSON.parse(unexplained.S!) as UnexplainedAssignment));
    }
    return found;
  }

  public async add(found: UnexplainedAssignment): Promise<void> {
    await this.client.send(new PutItemCommand({
      TableName: this.table, Item: { ...keyOf(found.assignment), open: { S: 'unexplained' }, unexplained: { S: JSON.stringify(found) } },
    }));
  }

  public async remove(assignment: HeldAssignment): Promise<void> {
    await this.client.send(new DeleteItemCommand({ TableName: this.table, Key: keyOf(assignment) }));
  }
}

function keyOf(assignment: HeldAssignment): { key: { S: string } } {
  return { key: { S: `unexplained/${assignmentKey(assignment)}` } };
}
