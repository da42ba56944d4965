import { JSON_LINES, type Partition, type StoredTable, texts } from './stored-table';

/** The vault of this library holds nothing older. */
const FIRST_YEAR = 2026;
const LAST_YEAR = 2099;

/** The lists are no part of the definition: they follow the organization. */
const ACCOUNT: Partition = { name: 'account', projection: { type: 'enum' } };
const REGION: Partition = { name: 'region', projection: { type: 'enum' } };

function days(format: string, first: string): Partition {
  // a day ahead, for clocks that are.
  return { name: 'day', projection: { 'type': 'date', format, 'range': `${first},NOW+1DAYS`, 'interval': '1', 'interval.unit': 'DAYS' } };
}

function numbers(name: string, digits: number, range: string): Partition {
  return { name, projection: { type: 'integer', digits: String(digits), range } };
}

/**
 * Logs of the organization trail.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export function cloudTrailTable(organizationId: string): StoredTable {
  return {
    name: 'cloudtrail',
    description: 'Logs of the organization trail; a row is an event',
    columns: {
      ...texts('eventversion'),
      useridentity: { struct: {
        ...texts('type', 'principalid', 'arn', 'accountid', 'invokedby', 'accesskeyid', 'username'),
        onbehalfof: { struct: texts('userid', 'identitystorearn') },
        sessioncontext: { struct: {
          attributes: { struct: texts('mfaauthenticated', 'creationdate') },
          sessionissuer: { struct: texts('type', 'principalid', 'arn', 'accountid', 'username') },
          ...texts('ec2roledelivery', 'assumedroot'),
        } },
      } },
      ...texts(
        'eventtime', 'eventsource', 'eventname', 'awsregion', 'sourceipaddress', 'useragent', 'errorcode', 'errormessage', 'requestparameters',
        'responseelements', 'additionaleventdata', 'requestid', 'eventid', 'readonly',
      ),
      resources: { list: { struct: texts('arn', 'accountid', 'type') } },
      ...texts('eventtype', 'recipientaccountid', 'serviceeventdetails', 'sharedeventid', 'vpcendpointid', 'eventcategory'),
    },
    partitions: [ACCOUNT, REGION, days('yyyy/MM/dd', `${FIRST_YEAR}/01/01`)],
    location: `AWSLogs/${organizationId}/\${account}/CloudTrail/\${region}/\${day}`,
    format: { library: 'org.apache.hive.hcatalog.data.JsonSerDe', input: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat', parameters: {} },
  };
}

/**
 * What AWS Config delivers whenever something changed. Its folders have no leading zeros.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/view-manage-resource-console.html
 */
export function configTable(): StoredTable {
  return {
    name: 'config',
    description: 'Configuration histories of AWS Config; a row is a file, with its configuration items',
    columns: {
      ...texts('fileversion'),
      configurationitems: { list: { struct: texts(
        'configurationitemcapturetime', 'configurationitemstatus', 'configurationstateid', 'resourcetype', 'resourceid', 'resourcename', 'arn',
        'awsaccountid', 'awsregion',
      ) } },
    },
    partitions: [ACCOUNT, REGION, days('yyyy/M/d', `${FIRST_YEAR}/1/1`)],
    location: 'AWSLogs/${account}/Config/${region}/${day}/ConfigHistory',
    format: JSON_LINES,
  };
}

/** Events of Okta, an event of its System Log a line. */
export function oktaTable(prefix: string): StoredTable {
  const named = texts('id', 'type', 'alternateid', 'displayname');
  return {
    name: 'okta',
    description: "Events of Okta's System Log; a row is an event",
    columns: {
      ...texts('uuid', 'published', 'eventtype', 'displaymessage', 'severity'),
      actor: { struct: named },
      client: { struct: { ...texts('ipaddress'), useragent: { struct: texts('rawuseragent') } } },
      outcome: { struct: texts('result', 'reason') },
      target: { list: { struct: named } },
    },
    partitions: [numbers('year', 4, `${FIRST_YEAR},${LAST_YEAR}`), numbers('month', 2, '1,12'), numbers('dayofmonth', 2, '1,31')],
    location: `${prefix}year=\${year}/month=\${month}/day=\${dayofmonth}`,
    format: JSON_LINES,
  };
}

/** Who was who, and when. */
export function identitiesTable(prefix: string): StoredTable {
  return {
    name: 'identities',
    description: 'People of the identity store, also those who left; a row for each time that something about a person changed',
    columns: texts('user_id', 'user_name', 'email', 'external_id', 'status', 'valid_from', 'valid_to'),
    partitions: [],
    location: prefix,
    format: JSON_LINES,
  };
}
