import { DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Holder, RunLock } from './run-lock';
import { isWritten } from '../../private/runtime/conditional-write';

const KEY = { kind: { S: 'lock' }, id: { S: 'run' } };

/** The lock as one item, beside the accounts. */
export class DynamoRunLock implements RunLock {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async take(owner: string, from = owner): Promise<Holder> {
    const taken = await this.ifHeld(from, async (condition) => this.client.send(new PutItemCommand({
      TableName: this.table, Item: { ...KEY, owner: { S: owner } }, ...condition, ConditionExpression: `attribute_not_exists(kind) OR ${condition.ConditionExpression}`,
    })));
    if (taken) {
      return { owner };
    }
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key: KEY, ConsistentRead: true }));
    // released in between: nobody's, and so busy once more.
    return { owner: Item?.owner.S ?? '' };
  }

  public async release(owner: string): Promise<void> {
    await this.ifHeld(owner, async (condition) => this.client.send(new DeleteItemCommand({ TableName: this.table, Key: KEY, ...condition })));
  }

  private async ifHeld(owner: string, write: (condition: {
    ConditionExpression: string; ExpressionAttributeNames: Record<string, string>; ExpressionAttributeValues: { ':owner': { S: string } };
  }) => Promise<unknown>): Promise<boolean> {
    return isWritten(async () => write({
      ConditionExpression: '#owner = :owner', ExpressionAttributeNames: { '#owner': 'owner' }, ExpressionAttributeValues: { ':owner': { S: owner } },
    }));
  }
}
