import { EIGHT_HOURS, type Preset, type Statement } from './preset';

export interface DataAnalystOptions {
  readonly tagKey: string;
  readonly tagValue: string;
  /** Patterns for objects of S3 in which Athena keeps results. */
  readonly resultLocations: readonly string[];
  /** Names of buckets whose objects are tagged one by one. */
  readonly buckets: readonly string[];
  readonly dashboards: boolean;
}

const OBJECTS = ['s3:GetObject', 's3:GetObjectVersion'];

/** Names of databases, tables and columns, and where they lie; Lake Formation hands out what it was told to grant. */
const SEE_THE_CATALOGUE: Statement = {
  Sid: 'SeeTheCatalogue',
  Effect: 'Allow',
  Action: [
    'athena:GetDataCatalog', 'athena:GetDatabase', 'athena:GetTableMetadata', 'athena:ListDataCatalogs', 'athena:ListDatabases', 'athena:ListEngineVersions',
    'athena:ListTableMetadata', 'athena:ListWorkGroups', 'glue:BatchGetPartition', 'glue:GetCatalog', 'glue:GetCatalogs', 'glue:GetDatabase', 'glue:GetDatabases', 'glue:GetPartition',
    'glue:GetPartitions', 'glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions', 'glue:GetTables', 'glue:SearchTables', 'lakeformation:GetDataAccess',
    's3:GetBucketLocation', 's3:ListAllMyBuckets',
  ],
  Resource: '*', // a catalogue is listed as a whole.
};

/** Queries, saved ones and prepared ones: in workgroups that carry the tag, whose results the analysts of the account share. */
const QUERIES = [
  'BatchGetNamedQuery', 'BatchGetPreparedStatement', 'BatchGetQueryExecution', 'CreateNamedQuery', 'CreatePreparedStatement', 'DeleteNamedQuery', 'DeletePreparedStatement',
  'GetNamedQuery', 'GetPreparedStatement', 'GetQueryExecution', 'GetQueryResults', 'GetQueryResultsStream', 'GetQueryRuntimeStatistics', 'GetWorkGroup', 'ListNamedQueries',
  'ListPreparedStatements', 'ListQueryExecutions', 'StartQueryExecution', 'StopQueryExecution', 'UpdateNamedQuery', 'UpdatePreparedStatement',
].map((action) => `athena:${action}`);

/**
 * Queries data that carries a tag: objects of S3 by their own tag, or by the tag of their bucket where attribute-based access control is
 * switched on for it. Results are read where they are kept.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
 */
export function dataAnalyst(options: DataAnalystOptions): Preset {
  const { tagKey, tagValue, resultLocations, buckets, dashboards } = options;
  const [objectTag, bucketTag] = ['s3:ExistingObjectTag', 's3:BucketTag'].map((key) => `${key}/${tagKey}`);
  const tagged = (key: string) => ({ StringEquals: { [key]: tagValue } });
  return {
    name: 'DataAnalyst',
    description: 'Queries tagged data of the lake; changes none',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: [], // AmazonAthenaFullAccess changes the catalogue, makes buckets and reads everybody's results.
    statements: [
      SEE_THE_CATALOGUE,
      { Sid: 'Query', Effect: 'Allow', Action: QUERIES, Resource: 'arn:*:athena:*:*:workgroup/*', Condition: tagged(`aws:ResourceTag/${tagKey}`) },
      { Sid: 'ReadTaggedObjects', Effect: 'Allow', Action: OBJECTS, Resource: 'arn:*:s3:::*', Condition: tagged(objectTag) },
      { Sid: 'ReadTaggedBuckets', Effect: 'Allow', Action: [...OBJECTS, 's3:ListBucket'], Resource: 'arn:*:s3:::*', Condition: tagged(bucketTag) },
      ...(buckets.length > 0 ? [{ Sid: 'ListBuckets', Effect: 'Allow', Action: 's3:ListBucket', Resource: buckets.map((name) => `arn:*:s3:::${name}`) }] : []),
      ...results(resultLocations),
      {
        Sid: 'DecryptThroughS3', Effect: 'Allow', Action: ['kms:Decrypt', ...(resultLocations.length > 0 ? ['kms:GenerateDataKey'] : [])],
        Resource: '*', // the key is the bucket's choice, and S3 asks for it only for objects that may be read.
        Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com*' } },
      },
      ...(dashboards ? [READ_DASHBOARDS] : []),
      {
        Sid: 'ReadNothingUntagged', Effect: 'Deny', Action: OBJECTS, ...(resultLocations.length > 0 ? { NotResource: resultLocations } : { Resource: '*' }),
        Condition: { StringNotEquals: { [objectTag]: tagValue, [bucketTag]: tagValue } },
      },
    ],
    work: ['athena:StartQueryExecution', 'athena:GetQueryResults', 'glue:GetTable', 's3:GetObject'],
  };
}

/** Athena writes results as whoever asks, and reads them back. */
function results(locations: readonly string[]): Statement[] {
  return locations.length === 0 ? [] : [
    { Sid: 'KeepResults', Effect: 'Allow', Action: [...OBJECTS, 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'], Resource: locations },
    {
      Sid: 'FindResults', Effect: 'Allow', Action: ['s3:ListBucket', 's3:ListBucketMultipartUploads'],
      Resource: [...new Set(locations.map((arn) => arn.split('/')[0]))],
    },
  ];
}

/** People make themselves readers, and nobody else; what they then see is what authors share with them. */
const READ_DASHBOARDS: Statement = { Sid: 'ReadDashboards', Effect: 'Allow', Action: 'quicksight:CreateReader', Resource: 'arn:*:quicksight:*:*:user/${aws:userid}' };
