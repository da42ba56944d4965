import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { madeName } from '../private/made-name';

/**
 * Which assignments elevations answer for: one item each, written before the assignment is made and taken out after it is gone.
 *
 * Made before the catalogue, whose drift check reads it (`AccessDriftOptions.ledgerTable`), and given to `JitElevation`, which writes it. For a stack in the
 * account that administers Identity Center, in its Region. The table has point-in-time recovery and outlives its stack, because assignments may, too.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
 */
export class ElevationLeases extends Construct {
  /** The table. Its only key is 'assignment': ARN of the set, account, USER and id of the person, with '|' between them. */
  public readonly table: CfnTable;

  /**
   * @param scope a scope in the stack of the catalogue
   * @param id of the construct
   */
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new CfnTable(this, 'Table', {
      tableName: madeName(this, 'elevation-leases'),
      attributeDefinitions: [{ attributeName: 'assignment', attributeType: 'S' }],
      keySchema: [{ attributeName: 'assignment', keyType: 'HASH' }],
      billingMode: 'PAY_PER_REQUEST',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      sseSpecification: { sseEnabled: true },
    });
    // a first deployment that fails leaves no empty table of this name behind.
    this.table.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
