/** Actions that a region deny must leave alone, and why. */
export interface ExemptActions {
  readonly actions: readonly string[];
  readonly reason: string;
  /** Regional services that are needed in us-east-1 only: denied outside the allowed Regions and us-east-1. */
  readonly confined?: boolean;
}

const ONE_ENDPOINT = 'one global endpoint, which reports us-east-1 or us-west-2 as the requested Region';
const BILLING = 'Billing console and its APIs, served from us-east-1';
const READS = 'the console asks this in a fixed Region on every page';

/**
 * What Control Tower's region deny exempts, and besides: the identity store, the pricing plan manager, and reading metrics and logs
 * in the global Region. Cross-Region inference of Bedrock is not exempt. Read 2026-11-01.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html
 */
export const REGION_DENY_EXEMPT: readonly ExemptActions[] = [
  { actions: ['iam:*', 'organizations:*', 'account:*', 'consoleapp:*', 'trustedadvisor:*'], reason: ONE_ENDPOINT },
  { actions: ['sso:*', 'identitystore:*'], reason: 'the portal and its APIs are asked from any Region; without them nobody signs in' },
  { actions: ['sts:*'], reason: 'sign-in and role switching may start at the global endpoint' },
  { actions: ['support:*', 'supportapp:*', 'supportplans:*'], reason: 'Support centre, served from us-east-1' },
  { actions: ['health:*', 'notifications:*', 'notifications-contacts:*'], reason: 'service health and notifications, served from us-east-1' },
  {
    actions: ['aws-portal:*', 'billing:*', 'billingconductor:*', 'budgets:*', 'ce:*', 'consolidatedbilling:*', 'cur:*', 'freetier:*', 'invoicing:*',
      'payments:*', 'pricing:*', 'pricingplanmanager:*', 'savingsplans:*', 'sustainability:*', 'tax:*'],
    reason: BILLING,
  },
  { actions: ['aws-marketplace:*', 'aws-marketplace-management:*', 'vendor-insights:ListEntitledSecurityProfiles'], reason: 'Marketplace, served from us-east-1' },
  { actions: ['cloudfront:*', 'globalaccelerator:*', 'route53:*', 'route53domains:*', 'shield:*', 'waf:*'], reason: 'edge services have one global endpoint' },
  {
    actions: ['route53-recovery-cluster:*', 'route53-recovery-control-config:*', 'route53-recovery-readiness:*'],
    reason: 'recovery must work while an allowed Region does not; its control plane is in us-west-2',
  },
  { actions: ['directconnect:*', 'networkmanager:*'], reason: 'global networks, managed from one Region' },
  { actions: ['artifact:*', 'importexport:*', 'mobileanalytics:*', 'activate:*', 'iq:*', 'a4b:*', 'chime:*', 'devicefarm:*', 'chatbot:*'], reason: ONE_ENDPOINT },
  { actions: ['ecr-public:*'], reason: 'public images are served from us-east-1' },
  { actions: ['compute-optimizer:*', 'resource-explorer-2:*', 'tag:GetResources'], reason: 'views over all Regions ask each Region' },
  { actions: ['cloudtrail:LookupEvents'], reason: 'IAM and sign-in events are in us-east-1' },
  { actions: ['cloudtrail:ListPublicKeys'], reason: 'the keys that digests of a Region are signed with are listed there only' },
  {
    actions: ['ec2:DescribeRegions', 'ec2:DescribeTransitGateways', 'ec2:DescribeVpnGateways', 'datapipeline:GetAccountLimits',
      'license-manager:ListReceivedLicenses', 'lightsail:Get*', 'quicksight:DescribeAccountSubscription'],
    reason: READS,
  },
  {
    actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics', 'logs:DescribeLogGroups',
      'logs:FilterLogEvents', 'logs:GetLogEvents'],
    reason: 'metrics and logs of edge services are read in us-east-1',
    confined: true,
  },
  {
    actions: ['s3:GetAccountPublicAccessBlock', 's3:GetBucketLocation', 's3:GetBucketPolicyStatus', 's3:GetBucketPublicAccessBlock', 's3:GetStorageLens*',
      's3:ListAllMyBuckets', 's3:ListStorageLensConfigurations', 's3:PutAccountPublicAccessBlock'],
    reason: 'the bucket list and account settings have a global endpoint',
  },
  {
    actions: ['s3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:DescribeMultiRegionAccessPointOperation',
      's3:GetMultiRegionAccessPoint*', 's3:ListMultiRegionAccessPoints', 's3:PutMultiRegionAccessPointPolicy'],
    reason: 'multi-Region access points are managed in us-west-2',
  },
  { actions: ['acm:*'], reason: 'certificates of CloudFront live in us-east-1', confined: true },
  { actions: ['kms:*'], reason: 'keys of edge services and global tables live in us-east-1', confined: true },
  { actions: ['config:*'], reason: 'recording of global resources in us-east-1', confined: true },
  { actions: ['access-analyzer:*'], reason: 'analysis of IAM in us-east-1', confined: true },
  { actions: ['fms:*', 'waf-regional:*', 'wafv2:*'], reason: 'firewalls of CloudFront are managed in us-east-1', confined: true },
];
