import { askedRegion, globalServicesRegion } from '../../src/organization/domain/global-region';

const asked = (action: string) => askedRegion(action, { globalRegion: 'us-east-1', workRegion: 'eu-west-1' });

test.each([
  'iam:CreateRole', 'sts:GetCallerIdentity', 'organizations:LeaveOrganization', 'cloudfront:CreateDistribution', 'route53:CreateHostedZone', 'support:CreateCase',
  'health:DescribeEvents', 'billing:GetBillingData', 'ce:GetCostAndUsage', 'account:CloseAccount', 's3:ListAllMyBuckets', 'ec2:DescribeRegions',
  'sso:DescribeRegisteredRegions',
])('%s is asked where global services are', (action) => {
  expect(asked(action)).toBe('us-east-1');
});

test.each([
  ['of a regional service', 'lambda:CreateFunction'],
  ['of S3 about one bucket', 's3:GetObject'],
  ['of EC2 about machines', 'ec2:DescribeInstances'],
  ['of Identity Center, which has a home', 'sso:CreateAccountAssignment'],
  ['of a service whose name begins like a global one', 'iamx:CreateRole'],
  ['of a service whose name ends like a global one', 'cost-ce:GetCostAndUsage'],
  ['of Route 53 in a Region', 'route53resolver:CreateResolverRule'],
])('an action %s is asked where people work', (_, action) => {
  expect(asked(action)).toBe('eu-west-1');
});

test.each([
  ['aws', 'us-east-1'], ['aws-us-gov', 'us-gov-west-1'], ['aws-cn', 'cn-north-1'], ['aws-eusc', 'eusc-de-east-1'], ['aws-iso', 'us-iso-east-1'],
  ['aws-iso-b', 'us-isob-east-1'], ['aws-iso-e', 'eu-isoe-west-1'], ['aws-iso-f', 'us-isof-south-1'],
])('in the partition %s global services are in %s', (partition, region) => {
  expect(globalServicesRegion(partition)).toBe(region);
});
