import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Evidence } from './ports';

/** Evidence as items of the table, under 'evidence/' and the id: its stream carries it into the vault, which whoever ends elevations cannot write to. */
export class DynamoEvidence implements Evidence {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async keep(record: Record<string, unknown> & { readonly elevationId: string }): Promise<void> {
    await this.client.send(new PutItemCommand({
      TableName: this.table, Item: { key: { S: `evidence/${record.elevationId}` }, evidence: { S: JSON.stringify(record) } },
    }));
  }
}
