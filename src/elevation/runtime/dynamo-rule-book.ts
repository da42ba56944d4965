import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { KeptRules } from './keep-rules';
import type { PinnedRules } from './pinned-rules';
import type { RuleBook } from './ports';
import type { ElevationRules } from '../domain/elevation-rules';

/**
 * Rules as items of the table, which only a deployment writes: those in force under 'rules', and every version that ever was under 'rules/' and its name,
 * because requests are judged by the version that they were decided by.
 */
export class DynamoRuleBook implements RuleBook, PinnedRules, KeptRules {
  public constructor(private readonly client: DynamoDBClient, private readonly table: string) {}

  public async current(): Promise<ElevationRules> {
    const rules = await this.read('rules');
    if (!rules) {
      throw new Error('there are no rules yet; the deployment that writes them is not over, or failed');
    }
    return rules;
  }

  public async version(version: string): Promise<ElevationRules | undefined> {
    return this.read(`rules/${version}`);
  }

  /** The version first: whatever is in force can be found by its name. */
  public async keep(rules: ElevationRules): Promise<void> {
    for (const key of [`rules/${rules.version}`, 'rules']) {
      await this.client.send(new PutItemCommand({ TableName: this.table, Item: { key: { S: key }, rules: { S: JSON.stringify(rules) } } }));
    }
  }

  private async read(key: string): Promise<ElevationRules | undefined> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key: { key: { S: key } }, ConsistentRead: true }));
    return Item && JSON.parse(Item.rules.S!) as ElevationRules;
  }
}
