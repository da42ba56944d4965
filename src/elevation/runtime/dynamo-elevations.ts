import {
  type AttributeValue, type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, paginateQuery,
} from '@aws-sdk/client-dynamodb';
import type { Elevations, Written } from './ports';
import { written } from './written';
import { isWritten } from '../../private/runtime/conditional-write';
import { type Elevation, isUnfinished } from '../domain/elevation';

type Item = Record<string, AttributeValue>;

/** Indexes of the table; what no sweep has to look at any more leaves the second. */
export const BY_REQUESTER = 'requester';
export const OPEN = 'open';

const PAGE = 50;

/**
 * Elevations in a table whose only key is the text 'key': 'elevation/' or 'token/' with an id.
 *
 * The row holds the elevation as JSON, and besides it only what conditions and indexes ask for. Whoever makes ids makes them of the person
 * and the idempotency key, so that one row is all that makes a request known again.
 */
export class DynamoElevations implements Elevations {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async find(id: string): Promise<Elevation | undefined> {
    const item = await this.read(`elevation/${id}`);
    return item && elevationOf(item);
  }

  public async create(elevation: Elevation, idempotencyKey: string): Promise<Elevation> {
    const isNew = await isWritten(async () => this.client.send(new PutItemCommand({
      TableName: this.table, Item: { ...itemOf(elevation), idempotencyKey: { S: idempotencyKey } }, ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': 'key' },
    })));
    return isNew ? elevation : (await this.find(elevation.id))!;
  }

  public async save(elevation: Elevation): Promise<Written> {
    return written(async () => this.client.send(new PutItemCommand({
      TableName: this.table, Item: itemOf(elevation), ConditionExpression: 'revision = :before',
      ExpressionAttributeValues: { ':before': { N: String(elevation.revision - 1) } },
    })));
  }

  public async ofRequester(requesterId: string, next?: string): Promise<{ readonly items: readonly Elevation[]; readonly next?: string }> {
    const { Items = [], LastEvaluatedKey } = await this.client.send(new QueryCommand({
      TableName: this.table, IndexName: BY_REQUESTER, ScanIndexForward: false, Limit: PAGE,
      KeyConditionExpression: 'requesterId = :requester', ExpressionAttributeValues: { ':requester': { S: requesterId } },
      ExclusiveStartKey: next === undefined ? undefined : JSON.parse(next) as Item,
    }));
    return { items: Items.map(elevationOf), ...(LastEvaluatedKey ? { next: JSON.stringify(LastEvaluatedKey) } : {}) };
  }

  public async* open(): AsyncIterable<Elevation> {
    for await (const { Items = [] } of paginateQuery({ client: this.client }, {
      TableName: this.table, IndexName: OPEN,
      KeyConditionExpression: '#open = :yes', ExpressionAttributeNames: { '#open': 'open' }, ExpressionAttributeValues: { ':yes': { S: 'yes' } },
    })) {
      yield* Items.map(elevationOf);
    }
  }

  public async rememberToken(id: string, token: string): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.table, Item: { key: { S: `token/${id}` }, token: { S: token } } }));
  }

  public async token(id: string): Promise<string | undefined> {
    return (await this.read(`token/${id}`))?.token.S;
  }

  private async read(key: string): Promise<Item | undefined> {
    return (await this.client.send(new GetItemCommand({ TableName: this.table, Key: { key: { S: key } }, ConsistentRead: true }))).Item;
  }
}

function itemOf(elevation: Elevation): Item {
  const { id, revision, requesterId, requestedAtMs } = elevation;
  return {
    key: { S: `elevation/${id}` }, revision: { N: String(revision) }, requesterId: { S: requesterId }, requestedAtMs: { N: String(requestedAtMs) },
    ...(isUnfinished(elevation) ? { open: { S: 'yes' } } : {}),
    elevation: { S: JSON.stringify(elevation) },
  };
}

function elevationOf({ elevation }: Item): Elevation {
  return JSON.parse(elevation.S!) as Elevation;
}
