import { Duration, Stack } from 'aws-cdk-lib';
import { CfnEventBusPolicy } from 'aws-cdk-lib/aws-events';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { BundledFunction } from '../private/bundled-function';
import { type CallingRuleProps, callingRule } from '../private/calling-rule';
import type { Permission } from '../private/handler-claims';
import { knownRegions } from '../private/known-regions';
import { madeName } from '../private/made-name';
import { AUDIT_ROLE_PATH, OKTA_PREFIX, ORGANIZATION_EVENTS_ROLE, ROLE_PATH } from '../private/naming';
import { ResourceHandler } from '../private/resource-handler';
import { DATABASE, VIEW, activitySql, catalogColumns, viewDescription } from './domain/activity/activity-sql';
import { type CatalogInput, catalogInput } from './domain/activity/catalog-input';
import { ATHENA } from './domain/activity/dialect';
import { cloudTrailTable, configTable, identitiesTable, oktaTable } from './domain/activity/log-tables';

export interface ActivityTablesProps {
  readonly organization: Organization;
  readonly vaultName: string;
  readonly peopleName: string;
}

/** Events of Organizations after which there may be an account more. Accounts that were invited are found within the hour: the event of their joining stays with them. */
const ARRIVALS = ['CreateAccountResult', 'MoveAccount'];

/**
 * The database, its tables and the view.
 *
 * Tables whose lists of accounts and Regions change at run time are made by a function and not by the template, which would write
 * its own lists over them whenever something else of the table changes.
 */
export class ActivityTables extends Construct {
  public readonly follower: BundledFunction;

  public constructor(scope: Construct, id: string, private readonly props: ActivityTablesProps) {
    super(scope, id);
    const { organizationId } = props.organization;
    const { account } = Stack.of(this);
    const database = new CfnDatabase(this, 'Database', { catalogId: account, databaseInput: { name: DATABASE, description: 'Who did what, where and when' } });
    const fixed = [catalogInput(oktaTable(OKTA_PREFIX), props.vaultName), catalogInput(identitiesTable('identities/'), props.peopleName)];
    for (const input of fixed) {
      this.table(input).node.addDependency(database);
    }
    const following = [cloudTrailTable(organizationId), configTable()].map((table) => catalogInput(table, props.vaultName));
    const keeper = new ResourceHandler(this, 'Keeper', {
      bundle: 'audit/runtime/keep-activity-tables.lambda',
      permissions: this.permissions(following, ['glue:GetTable', 'glue:CreateTable', 'glue:UpdateTable']),
      wildcards: [],
      timeout: Duration.minutes(10),
      environment: this.environment(),
      rolePath: AUDIT_ROLE_PATH,
    });
    const kept = keeper.resource('Following', 'Custom::ActivityTables', {
      Tables: following,
      Accounts: props.organization.accounts.map(({ accountId }) => accountId).sort(),
      // all of the partition, not only those allowed: what nobody expects is what is looked for.
      Regions: knownRegions(props.organization.partition, []),
    });
    kept.node.addDependency(database);
    this.view().node.addDependency(kept);
    this.follower = new BundledFunction(this, 'Follower', {
      bundle: 'audit/runtime/follow-organization.lambda',
      permissions: this.permissions(following, ['glue:GetTable', 'glue:UpdateTable']),
      wildcards: [],
      timeout: Duration.minutes(10),
      environment: { ...this.environment(), TABLES: following.map(({ Name }) => Name).join(',') },
      rolePath: AUDIT_ROLE_PATH,
    });
    this.trigger('Hourly', 'Accounts and Regions that have logs by now can be asked about', { scheduleExpression: 'rate(1 hour)' });
    this.trigger('Arrivals', 'An account came: it can be asked about before its first log', { eventPattern: {
      source: ['aws.organizations'],
      account: [props.organization.managementAccount.accountId],
      detail: { eventSource: ['organizations.amazonaws.com'], eventName: ARRIVALS },
    } });
    this.listen(props.organization);
  }

  /** The role may not exist yet, and a policy cannot name one that does not: the account is trusted, and narrowed to its role. */
  private listen({ partition, managementAccount: { accountId } }: Organization): void {
    const { account, region } = Stack.of(this);
    new CfnEventBusPolicy(this, 'Listen', {
      statementId: 'ZeroTrustActivityArrivals',
      statement: {
        Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${accountId}:root` }, Action: 'events:PutEvents',
        Resource: `arn:${partition}:events:${region}:${account}:event-bus/default`,
        Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:${partition}:iam::${accountId}:role${ROLE_PATH}${ORGANIZATION_EVENTS_ROLE}` } },
      },
    });
  }

  private table({ Name, Description, TableType, Parameters, PartitionKeys, StorageDescriptor }: CatalogInput): CfnTable {
    const columns = (list: CatalogInput['PartitionKeys']) => list.map((column) => ({ name: column.Name, type: column.Type }));
    return new CfnTable(this, `Table-${Name}`, { catalogId: Stack.of(this).account, databaseName: DATABASE, tableInput: {
      name: Name, description: Description, tableType: TableType, parameters: Parameters, partitionKeys: columns(PartitionKeys),
      storageDescriptor: {
        columns: columns(StorageDescriptor.Columns), location: StorageDescriptor.Location,
        inputFormat: StorageDescriptor.InputFormat, outputFormat: StorageDescriptor.OutputFormat,
        serdeInfo: { serializationLibrary: StorageDescriptor.SerdeInfo.SerializationLibrary, parameters: StorageDescriptor.SerdeInfo.Parameters },
      },
    } });
  }

  private view(): CfnTable {
    const description = Buffer.from(viewDescription(activitySql(ATHENA))).toString('base64');
    return new CfnTable(this, 'View', { catalogId: Stack.of(this).account, databaseName: DATABASE, tableInput: {
      name: VIEW,
      description: 'Who did what, where and when, over CloudTrail, AWS Config and Okta',
      tableType: 'VIRTUAL_VIEW',
      parameters: { presto_view: 'true', comment: 'Presto View' },
      partitionKeys: [],
      viewOriginalText: `/* Presto View: ${description} */`,
      viewExpandedText: '/* Presto View */',
      storageDescriptor: { columns: catalogColumns(), serdeInfo: {} },
    } });
  }

  /** The vault's own policies let these roles read; only folders are listed. */
  private permissions(tables: readonly CatalogInput[], actions: string[]): Permission[] {
    const { account, region } = Stack.of(this);
    const { partition } = this.props.organization;
    const glue = (resource: string) => `arn:${partition}:glue:${region}:${account}:${resource}`;
    return [
      { actions, resources: [glue('catalog'), glue(`database/${DATABASE}`), ...tables.map(({ Name }) => glue(`table/${DATABASE}/${Name}`))] },
      { actions: ['s3:ListBucket'], resources: [`arn:${partition}:s3:::${this.props.vaultName}`] },
    ];
  }

  private environment(): Record<string, string> {
    return { VAULT_BUCKET: this.props.vaultName, DATABASE, ORGANIZATION_ID: this.props.organization.organizationId };
  }

  private trigger(id: string, description: string, when: Pick<CallingRuleProps, 'scheduleExpression' | 'eventPattern'>): void {
    callingRule(this, id, { name: madeName(this, `activity-${id.toLowerCase()}`), description, ...when, target: { id: 'Follow', arn: this.follower.functionArn } });
  }
}
