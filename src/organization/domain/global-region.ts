/** The Region in which the global services of a partition keep what is theirs: https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
export function globalServicesRegion(partition: string): string {
  const regions: Record<string, string> = {
    'aws-cn': 'cn-north-1', 'aws-eusc': 'eusc-de-east-1', 'aws-iso': 'us-iso-east-1', 'aws-iso-b': 'us-isob-east-1', 'aws-iso-e': 'eu-isoe-west-1',
    'aws-iso-f': 'us-isof-south-1', 'aws-us-gov': 'us-gov-west-1',
  };
  return regions[partition] ?? 'us-east-1';
}

/** Beginnings of the names of Regions outside the partition 'aws': https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const PARTITION_BY_BEGINNING: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov'], ['us-iso-', 'aws-iso'], ['us-isob-', 'aws-iso-b'], ['eu-isoe-', 'aws-iso-e'], ['us-isof-', 'aws-iso-f'], ['eusc-', 'aws-eusc'],
];

/** The partition of a Region, from its name alone. */
export function partitionOfRegion(region: string): string {
  return PARTITION_BY_BEGINNING.find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'aws';
}

/** Where an action is asked: some services have one endpoint for all Regions, and some actions are asked in the Region of that endpoint. */
export interface AskedRegions {
  readonly globalRegion: string;
  /** Where people and machines work. */
  readonly workRegion: string;
}

const GLOBAL_SERVICES = [
  'account', 'billing', 'budgets', 'ce', 'cloudfront', 'freetier', 'health', 'iam', 'invoicing', 'notifications', 'organizations', 'payments', 'route53', 'route53domains', 'sts',
  'support', 'supportplans', 'tax', 'trustedadvisor',
];
/** Asked there for what is kept there, whatever is asked elsewhere. */
const GLOBAL_ACTIONS = [
  'acm:ListCertificates', 'cloudtrail:LookupEvents', 'ec2:DescribeRegions', 's3:GetBucketLocation', 's3:ListAllMyBuckets', 'sso:DescribeRegisteredRegions',
  'wafv2:ListWebACLs',
];

export function askedRegion(action: string, { globalRegion, workRegion }: AskedRegions): string {
  return GLOBAL_SERVICES.includes(action.split(':')[0]) || GLOBAL_ACTIONS.includes(action) ? globalRegion : workRegion;
}
