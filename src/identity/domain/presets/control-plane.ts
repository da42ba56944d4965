import type { Statement } from './preset';

/** Who exists, who may do what, which accounts there are: the deployment of the landing zone changes it, not people who work in accounts. */
const KEEP_ORGANIZATION: Statement = {
  Sid: 'KeepOrganization',
  Effect: 'Deny',
  Action: [
    'account-access:*', 'account:*', 'controltower:*', 'identity-sync:*', 'identitystore:*', 'organizations:*', 'ram:*', 'rolesanywhere:*', 'sso-directory:*', 'sso:*',
  ],
  Resource: '*', // the services themselves are denied, not some of their resources.
};

/** What records and watches. Looking at the record and at rules is not denied; findings are for those who handle them. */
const KEEP_AUDIT: Statement = {
  Sid: 'KeepAudit',
  Effect: 'Deny',
  Action: [
    ...changes('access-analyzer', 'Apply', 'Create', 'Delete', 'Update'), ...changes('cloudtrail', 'Delete', 'Put', 'Stop', 'Update'),
    ...changes('config', 'Delete', 'Disassociate', 'Put', 'Stop'), 'guardduty:*', 'securityhub:*',
    'ec2:DeleteFlowLogs',
  ],
  Resource: '*', // a detector or a recorder has no name to tell the organization's own by.
};

/** What carries the landing zone's name: the vault's buckets above all. private/naming.ts has the names. */
const KEEP_LANDING_ZONE: Statement = {
  Sid: 'KeepLandingZone',
  Effect: 'Deny',
  Action: ['dynamodb:*', 'events:*', 'kms:*', 'lambda:*', 's3:*', 'sns:*', 'sqs:*', 'states:*'],
  Resource: ['dynamodb:*:*:table/', 'events:*:*:rule/', 'kms:*:*:alias/', 'lambda:*:*:function:', 's3:::', 'sns:*:*:', 'sqs:*:*:', 'states:*:*:stateMachine:']
    .map((kind) => `arn:*:${kind}zero-trust-*`),
};

/** The vault's key is told by its alias, because its id is known only after it was made. */
const KEEP_VAULT_KEY: Statement = {
  Sid: 'KeepVaultKey',
  Effect: 'Deny',
  Action: 'kms:*',
  Resource: '*',
  Condition: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/zero-trust-*' } },
};

/** Whoever writes where CDK takes templates and code from, or changes what StackSets made, is deployed as an administrator. */
const KEEP_DEPLOYMENTS: Statement = {
  Sid: 'KeepDeployments',
  Effect: 'Deny',
  Action: [
    ...changes('cloudformation', 'Cancel', 'Continue', 'Create', 'Delete', 'Execute', 'Rollback', 'Set', 'Update'),
    'ecr:BatchDeleteImage', ...changes('ecr', 'Delete', 'Put', 'Set'), ...changes('s3', 'Delete', 'Put', 'Replicate'), ...changes('ssm', 'Delete', 'Put'),
  ],
  Resource: [
    'arn:*:cloudformation:*:*:stack/CDKToolkit/*', 'arn:*:cloudformation:*:*:stack/StackSet-*', 'arn:*:ecr:*:*:repository/cdk-*', 'arn:*:s3:::cdk-*',
    'arn:*:s3:::cf-templates-*', 'arn:*:ssm:*:*:parameter/cdk-bootstrap/*',
  ],
};

/** Roles with which AWS, the management account and the landing zone administer accounts. */
const KEEP_ADMINISTRATION: Statement = {
  Sid: 'KeepAdministration',
  Effect: 'Deny',
  Action: ['iam:PassRole', 'sts:AssumeRole', 'sts:TagSession'],
  Resource: [
    'AWSCloudFormationStackSet*', 'AWSControlTower*', 'OrganizationAccountAccessRole', 'aws-controltower-*', 'aws-reserved/*', 'stacksets-exec-*', 'zero-trust/*',
  ].map((role) => `arn:*:iam::*:role/${role}`),
};

/** What nobody but Administrator and deployments touches, whatever else a set gives. */
export const KEEP_CONTROL_PLANE: readonly Statement[] = [
  KEEP_ORGANIZATION, KEEP_AUDIT, KEEP_LANDING_ZONE, KEEP_VAULT_KEY, KEEP_DEPLOYMENTS, KEEP_ADMINISTRATION,
];

/** What hands data to other accounts past the policies of resources, and what an account stops doing for everybody in it. */
export const KEEP_INSIDE: Statement = {
  Sid: 'KeepInside',
  Effect: 'Deny',
  Action: [
    'ec2:DisableEbsEncryptionByDefault', 'ec2:DisableImageBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess', 'ec2:ModifyEbsDefaultKmsKeyId',
    'ec2:ModifyFpgaImageAttribute', 'ec2:ModifyImageAttribute', 'ec2:ModifyInstanceMetadataDefaults', 'ec2:ModifySnapshotAttribute', 'rds:ModifyDBClusterSnapshotAttribute',
    'rds:ModifyDBSnapshotAttribute', 'redshift:Authorize*', 's3:BypassGovernanceRetention', 's3:CreateAccess*', 's3:CreateMultiRegionAccessPoint', 's3:PutAccountPublicAccessBlock',
    'ssm:ModifyDocumentPermission', 'ssm:UpdateServiceSetting',
  ],
  Resource: '*', // whose data it is cannot be read from a name.
};

/** A purchase binds the company for years, or cannot be taken back. */
export const BUY_NOTHING: Statement = {
  Sid: 'BuyNothing',
  Effect: 'Deny',
  Action: [
    'bedrock:CreateProvisionedModelThroughput', 'dynamodb:PurchaseReservedCapacityOfferings', 'ec2:AcceptReservedInstancesExchangeQuote', 'ec2:CreateReservedInstancesListing',
    'ec2:Purchase*', 'elasticache:Purchase*', 'es:Purchase*', 'memorydb:Purchase*', 'rds:Purchase*', 'redshift:Purchase*',
  ],
  Resource: '*', // an offer is nobody's resource.
};

function changes(service: string, ...verbs: string[]): string[] {
  return verbs.map((verb) => `${service}:${verb}*`);
}
