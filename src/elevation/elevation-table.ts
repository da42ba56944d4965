import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { madeName } from '../private/made-name';

const text = (attributeName: string) => ({ attributeName, attributeType: 'S' });
const ALL = { projectionType: 'ALL' };

/**
 * The truth about elevations: each request with its whole history, what its execution waits with, the rules, evidence, and what nobody explains, as items of one
 * key. Nothing expires; it has point-in-time recovery and outlives its stack, because what it lent may, too.
 */
export class ElevationTable extends Construct {
  public readonly table: CfnTable;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new CfnTable(this, 'Table', {
      tableName: madeName(this, 'elevations'),
      attributeDefinitions: [text('key'), text('requesterId'), text('open'), { attributeName: 'requestedAtMs', attributeType: 'N' }],
      keySchema: [{ attributeName: 'key', keyType: 'HASH' }],
      globalSecondaryIndexes: [
        {
          indexName: 'requester', projection: ALL,
          keySchema: [{ attributeName: 'requesterId', keyType: 'HASH' }, { attributeName: 'requestedAtMs', keyType: 'RANGE' }],
        },
        // what nothing happens to any more leaves it.
        { indexName: 'open', projection: ALL, keySchema: [{ attributeName: 'open', keyType: 'HASH' }] },
      ],
      streamSpecification: { streamViewType: 'NEW_IMAGE' },
      billingMode: 'PAY_PER_REQUEST',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      sseSpecification: { sseEnabled: true },
    });
    this.table.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
