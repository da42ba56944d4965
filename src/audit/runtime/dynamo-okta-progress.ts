import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { OktaProgressStore } from './okta-ports';
import { isWritten } from '../../private/runtime/conditional-write';
import type { Look, OktaProgress } from '../domain/okta-hours';

const KEY = { id: { S: 'progress' } };
const number = (value: number) => ({ N: String(value) });

/** How far runs have come, as one item. */
export class DynamoOktaProgress implements OktaProgressStore {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async begin(owner: string, first: OktaProgress, nowMs: number, leaseUntilMs: number): Promise<OktaProgress | undefined> {
    try {
      const { Attributes } = await this.client.send(new UpdateItemCommand({
        TableName: this.table, Key: KEY, ReturnValues: 'ALL_NEW',
        UpdateExpression: 'SET startedMs = if_not_exists(startedMs, :started), #first = if_not_exists(#first, :first), #second = if_not_exists(#second, :second), #owner = :owner, leaseUntilMs = :until',
        ConditionExpression: 'attribute_not_exists(leaseUntilMs) OR leaseUntilMs < :now',
        ExpressionAttributeNames: { '#first': 'first', '#second': 'second', '#owner': 'owner' },
        ExpressionAttributeValues: {
          ':started': number(first.startedMs), ':first': number(first.first), ':second': number(first.second), ':owner': { S: owner }, ':until': number(leaseUntilMs), ':now': number(nowMs),
        },
      }));
      return { startedMs: Number(Attributes!.startedMs.N), first: Number(Attributes!.first.N), second: Number(Attributes!.second.N) };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return undefined;
      }
      throw error;
    }
  }

  public async advance(owner: string, look: Look, fromMs: number, toMs: number): Promise<void> {
    await this.client.send(new UpdateItemCommand({
      TableName: this.table, Key: KEY,
      UpdateExpression: 'SET #look = :to',
      ConditionExpression: '#owner = :owner AND #look = :from',
      ExpressionAttributeNames: { '#look': look, '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': { S: owner }, ':from': number(fromMs), ':to': number(toMs) },
    }));
  }

  public async end(owner: string): Promise<void> {
    // where another run has taken over, the lease is its own.
    await isWritten(async () => this.client.send(new UpdateItemCommand({
      TableName: this.table, Key: KEY,
      UpdateExpression: 'REMOVE leaseUntilMs, #owner',
      ConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': { S: owner } },
    })));
  }
}
