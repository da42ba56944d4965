import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { RuleBook } from './ports';
import type { ElevationRules } from '../domain/elevation-rules';

/** Rules as one item of the table, under the key 'rules', which only a deployment writes. */
export class DynamoRuleBook implements RuleBook {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async current(): Promise<ElevationRules> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key: { key: { S: 'rules' } }, ConsistentRead: true }));
    if (!Item) {
      throw new Error('there are no rules yet; the deployment that writes them is not over, or failed');
    }
    return JSON.parse(Item.rules.S!) as ElevationRules;
  }
}
