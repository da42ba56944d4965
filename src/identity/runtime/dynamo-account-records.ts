import {
  type AttributeValue, ConditionalCheckFailedException, DeleteItemCommand, type DynamoDBClient, QueryCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type AccountRecord, type AccountRecords, Overtaken, type RecordChange } from './account-records';
import type { ObservedPlaces } from './observed-places';
import { MOST_APPLIED_BYTES, readApplied, writeApplied } from '../domain/applied-access';
import type { AccountFacts } from '../domain/desired-access';

const KIND = 'account';

type Item = Record<string, AttributeValue>;

/** One item for each account, in a table whose keys are 'kind' and 'id'. */
export class DynamoAccountRecords implements AccountRecords, ObservedPlaces {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async all(): Promise<readonly AccountRecord[]> {
    const found: AccountRecord[] = [];
    let start: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.client.send(new QueryCommand({
        TableName: this.table, ConsistentRead: true, ExclusiveStartKey: start,
        KeyConditionExpression: 'kind = :kind', ExpressionAttributeValues: { ':kind': { S: KIND } },
      }));
      found.push(...Items.map(recordOf));
      start = LastEvaluatedKey;
    } while (start);
    return found;
  }

  public async read(): Promise<ReadonlyMap<string, AccountFacts>> {
    return new Map((await this.all()).flatMap(({ accountId, observed }) => (observed ? [[accountId, observed] as const] : [])));
  }

  public async place(accountId: string, observed: AccountFacts | undefined): Promise<void> {
    await this.update(accountId, observed ? { observed: JSON.stringify(observed) } : {}, { remove: observed ? undefined : 'observed' });
  }

  public async forget(accountId: string): Promise<void> {
    await this.client.send(new DeleteItemCommand({ TableName: this.table, Key: keyOf(accountId) }));
  }

  public async claim(accountId: string, worker: string): Promise<AccountRecord> {
    return recordOf(await this.update(accountId, { worker }));
  }

  public async save(accountId: string, worker: string, { applied, outcome, changedMs }: RecordChange): Promise<void> {
    const text = applied && writeApplied(applied);
    if (text && Buffer.byteLength(text) > MOST_APPLIED_BYTES) {
      throw new Error(`${accountId} would hold ${applied.length} assignments, more than can be remembered of one account`);
    }
    await this.update(accountId, {
      ...(text ? { applied: text } : {}),
      ...(outcome ? { outcome: JSON.stringify(outcome) } : {}),
      ...(changedMs === undefined ? {} : { changedMs: String(changedMs) }),
    }, { onlyFor: worker });
  }

  private async update(
    accountId: string, set: Record<string, string>, { remove, onlyFor }: { remove?: string; onlyFor?: string } = {},
  ): Promise<Item> {
    const names = [...Object.keys(set), ...(remove ? [remove] : []), ...(onlyFor ? ['worker'] : [])];
    const values = { ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, { S: value }])), ...(onlyFor ? { ':mine': { S: onlyFor } } : {}) };
    const sets = Object.keys(set).map((name) => `#${name} = :${name}`).join(', ');
    try {
      const { Attributes } = await this.client.send(new UpdateItemCommand({
        TableName: this.table, Key: keyOf(accountId), ReturnValues: 'ALL_NEW',
        UpdateExpression: [sets && `SET ${sets}`, remove && `REMOVE #${remove}`].filter(Boolean).join(' '),
        ConditionExpression: onlyFor ? '#worker = :mine' : undefined,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.keys(values).length > 0 ? values : undefined,
      }));
      return Attributes!;
    } catch (error) {
      throw error instanceof ConditionalCheckFailedException ? new Overtaken(`${accountId} has another worker`) : error;
    }
  }
}

function keyOf(accountId: string): Item {
  return { kind: { S: KIND }, id: { S: accountId } };
}

function recordOf({ id, applied, observed, outcome, changedMs }: Item): AccountRecord {
  return {
    accountId: id.S!,
    applied: applied ? readApplied(applied.S!) : [],
    ...(observed ? { observed: JSON.parse(observed.S!) as AccountFacts } : {}),
    ...(outcome ? { outcome: JSON.parse(outcome.S!) as AccountRecord['outcome'] } : {}),
    ...(changedMs ? { changedMs: Number(changedMs.S) } : {}),
  };
}
