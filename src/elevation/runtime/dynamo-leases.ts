import {
  type AttributeValue, DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand, paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { Leases, Written } from './ports';
import { written } from './written';
import { type HeldAssignment, assignmentKey } from '../../identity/domain/held-access';
import type { Lease } from '../domain/lease';

type Item = Record<string, AttributeValue>;

/** Leases in a table whose only key is 'assignment', which the drift check reads, too; one item each, as JSON beside its revision. */
export class DynamoLeases implements Leases {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async find(assignment: HeldAssignment): Promise<Lease | undefined> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key: keyOf(assignment), ConsistentRead: true }));
    return Item && leaseOf(Item);
  }

  public async save(lease: Lease): Promise<Written> {
    return written(async () => this.client.send(new PutItemCommand({
      TableName: this.table, Item: { ...keyOf(lease), revision: { N: String(lease.revision) }, lease: { S: JSON.stringify(lease) } },
      ...(lease.revision === 1 ? { ConditionExpression: 'attribute_not_exists(assignment)' } : isRevision(lease.revision - 1)),
    })));
  }

  public async delete(lease: Lease): Promise<Written> {
    return written(async () => this.client.send(new DeleteItemCommand({ TableName: this.table, Key: keyOf(lease), ...isRevision(lease.revision) })));
  }

  public async* all(): AsyncIterable<Lease> {
    for await (const { Items = [] } of paginateScan({ client: this.client }, { TableName: this.table, ConsistentRead: true })) {
      yield* Items.map(leaseOf);
    }
  }
}

function keyOf(assignment: HeldAssignment): { assignment: { S: string } } {
  return { assignment: { S: assignmentKey(assignment) } };
}

function isRevision(revision: number) {
  return { ConditionExpression: 'revision = :before', ExpressionAttributeValues: { ':before': { N: String(revision) } } };
}

function leaseOf({ lease }: Item): Lease {
  return JSON.parse(lease.S!) as Lease;
}
