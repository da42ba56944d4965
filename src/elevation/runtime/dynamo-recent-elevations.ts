import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { RecentElevations } from './daily-digest';
import type { Elevation } from '../domain/elevation';

/**
 * Elevations of the last while, out of the table of all.
 *
 * No index knows what was over when. Once a day the whole table is read instead, which costs a cent for some ten thousand requests; another index would cost
 * a write for each step of each of them. What is filtered out is read all the same, and never leaves the table.
 */
export class DynamoRecentElevations implements RecentElevations {
  /** `pageSize` items are read at a time. */
  public constructor(private readonly client: DynamoDBClient, private readonly table: string, private readonly pageSize = 500) {}

  public async* openOrAskedSince(atMs: number): AsyncIterable<Elevation> {
    for await (const { Items = [] } of paginateScan({ client: this.client, pageSize: this.pageSize }, {
      TableName: this.table, ConsistentRead: true, ProjectionExpression: 'elevation',
      FilterExpression: 'begins_with(#key, :elevation) AND (#open = :yes OR requestedAtMs >= :since)',
      ExpressionAttributeNames: { '#key': 'key', '#open': 'open' },
      ExpressionAttributeValues: { ':elevation': { S: 'elevation/' }, ':yes': { S: 'yes' }, ':since': { N: String(atMs) } },
    })) {
      yield* Items.map(({ elevation }) => JSON.parse(elevation.S!) as Elevation);
    }
  }
}
