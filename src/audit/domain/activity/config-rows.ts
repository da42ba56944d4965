import type { SqlDialect } from './dialect';
import type { ViewRow } from './view-row';

/** Changes that AWS Config saw. It says what a resource became, and not who changed it. */
export function configRows(table: string, sql: SqlDialect): ViewRow {
  return {
    columns: {
      time: sql.epochMs('c.moment'),
      time_dt: 'c.moment',
      class_uid: '5023',
      class_name: "'Cloud Resources Inventory Info'",
      activity_name: "'Collect'",
      status: "'Unknown'",
      api_operation: 'c.item.configurationitemstatus',
      api_service_name: "'config.amazonaws.com'",
      resource_uid: 'coalesce(c.item.arn, c.item.resourceid)',
      resource_name: 'c.item.resourcename',
      resource_type: 'c.item.resourcetype',
      cloud_account_uid: 'c.account',
      cloud_region: 'c.region',
      metadata_product_name: "'AWS Config'",
      metadata_uid: 'c.item.configurationstateid',
      // its folders have no leading zeros, and texts are compared sign by sign.
      day: "split_part(c.day, '/', 1) || '/' || lpad(split_part(c.day, '/', 2), 2, '0') || '/' || lpad(split_part(c.day, '/', 3), 2, '0')",
    },
    // by index: what UNNEST makes of a list of structures differs between engines.
    from: `(
    SELECT f.account, f.region, f.day, f.configurationitems[u.n] AS item, ${sql.instant('f.configurationitems[u.n].configurationitemcapturetime')} AS moment
    FROM ${table} f CROSS JOIN UNNEST(${sql.indexes('f.configurationitems')}) AS u(n)
  ) c`,
  };
}
