import {
  type AttributeValue, DeleteItemCommand, type DynamoDBClient, PutItemCommand, paginateQuery,
  TransactWriteItemsCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DenialLedger } from './ports';
import { isWritten } from '../../private/runtime/conditional-write';
import type { Denial } from '../domain/denial';
import type { PlacedDenial } from '../domain/denial-placement';

const DENIAL = { S: 'denial' };
const LOCK = { kind: { S: 'lock' }, id: { S: 'policies' } };
/** A transaction takes no more. */
const AT_ONCE = 100;

/** The ledger as one table: an item for each denial, and one for whoever writes policies. */
export class DynamoDenialLedger implements DenialLedger {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async all(): Promise<readonly PlacedDenial[]> {
    const denials: PlacedDenial[] = [];
    for await (const { Items = [] } of paginateQuery({ client: this.client }, {
      TableName: this.table, ConsistentRead: true, KeyConditionExpression: 'kind = :kind', ExpressionAttributeValues: { ':kind': DENIAL },
    })) {
      denials.push(...Items.map(denialOf));
    }
    return denials;
  }

  public async put(denials: readonly Denial[]): Promise<void> {
    await this.inTransactions(denials.map(({ id, endsAtMs, ...denial }) => ({ Update: {
      TableName: this.table, Key: keyOf(id),
      // the policy that it stands in is not touched.
      UpdateExpression: 'SET denial = :denial, endsAtMs = :ends',
      ExpressionAttributeValues: { ':denial': { S: JSON.stringify(denial) }, ':ends': { N: String(endsAtMs) } },
    } })));
  }

  public async remove(ids: readonly string[]): Promise<void> {
    await this.inTransactions(ids.map((id) => ({ Delete: { TableName: this.table, Key: keyOf(id) } })));
  }

  public async forget(denials: readonly Pick<Denial, 'id' | 'endsAtMs'>[]): Promise<void> {
    for (const { id, endsAtMs } of denials) {
      await isWritten(async () => this.client.send(new DeleteItemCommand({
        TableName: this.table, Key: keyOf(id), ConditionExpression: 'endsAtMs = :ends', ExpressionAttributeValues: { ':ends': { N: String(endsAtMs) } },
      })));
    }
  }

  public async place(denials: readonly Required<PlacedDenial>[]): Promise<void> {
    for (const { id, slot } of denials) {
      await isWritten(async () => this.client.send(new UpdateItemCommand({
        TableName: this.table, Key: keyOf(id), UpdateExpression: 'SET slot = :slot', ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':slot': { N: String(slot) } },
      })));
    }
  }

  public async take(owner: string, untilMs: number, nowMs: number): Promise<boolean> {
    return isWritten(async () => this.client.send(new PutItemCommand({
      TableName: this.table, Item: { ...LOCK, owner: { S: owner }, untilMs: { N: String(untilMs) } },
      ConditionExpression: 'attribute_not_exists(id) OR untilMs < :now OR #owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' }, ExpressionAttributeValues: { ':now': { N: String(nowMs) }, ':owner': { S: owner } },
    })));
  }

  public async release(owner: string): Promise<void> {
    await isWritten(async () => this.client.send(new DeleteItemCommand({
      TableName: this.table, Key: LOCK, ConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' }, ExpressionAttributeValues: { ':owner': { S: owner } },
    })));
  }

  private async inTransactions(items: NonNullable<ConstructorParameters<typeof TransactWriteItemsCommand>[0]['TransactItems']>): Promise<void> {
    for (let start = 0; start < items.length; start += AT_ONCE) {
      await this.client.send(new TransactWriteItemsCommand({ TransactItems: items.slice(start, start + AT_ONCE) }));
    }
  }
}

function keyOf(id: string): Record<string, AttributeValue> {
  return { kind: DENIAL, id: { S: id } };
}

function denialOf({ id, denial, endsAtMs, slot }: Record<string, AttributeValue>): PlacedDenial {
  return { id: id.S!, ...JSON.parse(denial.S!), endsAtMs: Number(endsAtMs.N), ...(slot === undefined ? {} : { slot: Number(slot.N) }) };
}
