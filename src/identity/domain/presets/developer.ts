import { APPLICATION_SERVICES, type BuilderOptions, builderStatements, use } from './building';
import { EIGHT_HOURS, type Preset, type Statement, VIEW_ONLY } from './preset';

/** Machines with what belongs to them; networks are the platform's. */
const MACHINES = [
  '*IamInstanceProfile*', '*KeyPair', '*LaunchTemplate*', '*Volume', 'AllocateAddress', 'AssociateAddress', 'AttachNetworkInterface', 'AuthorizeSecurityGroup*', 'CopyImage',
  'CopySnapshot', 'CreateImage', 'CreateNetworkInterface', 'CreateSecurityGroup', 'CreateSnapshot*', 'CreateTags', 'DeleteNetworkInterface', 'DeleteSecurityGroup', 'DeleteSnapshot',
  'DeleteTags', 'DeregisterImage', 'Describe*', 'DetachNetworkInterface', 'DisassociateAddress', 'Get*', 'ModifyInstanceAttribute', 'ModifyInstanceCreditSpecification',
  'ModifyInstanceMetadataOptions', 'ModifyNetworkInterfaceAttribute', 'ModifySecurityGroupRules', 'MonitorInstances', 'RebootInstances', 'RegisterImage', 'ReleaseAddress',
  'RevokeSecurityGroup*', 'RunInstances', 'StartInstances', 'StopInstances', 'TerminateInstances', 'UnmonitorInstances',
].map((action) => `ec2:${action}`);

/** Parameters, shells and commands; documents and their sharing are the platform's. */
const MANAGED_NODES = [
  'AddTagsToResource', 'CancelCommand', 'Describe*', 'Get*', 'List*', '*Parameter*', 'RemoveTagsFromResource', 'ResumeSession', 'SendCommand', 'StartSession', 'TerminateSession',
].map((action) => `ssm:${action}`);

/** Keys are made and used; who else may use one, and its end, are the platform's. */
const KEYS = ['CreateAlias', 'CreateKey', 'Decrypt', 'DeleteAlias', 'EnableKeyRotation', 'Encrypt', 'GenerateDataKey*', 'ReEncrypt*', 'TagResource', 'UpdateAlias'].map((action) => `kms:${action}`);

/** Services ask for a grant when they keep encrypted data for somebody; to nobody else is one given. */
export const GRANT_TO_SERVICES: Statement = {
  Sid: 'GrantToServices', Effect: 'Allow', Action: 'kms:CreateGrant', Resource: '*', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
};

/**
 * Builds and debugs applications. Not PowerUserAccess: that allows everything but three services, so each new service on its first day, taking
 * any role that trusts the account, changing any stack, and weakening whatever watches.
 */
export function developer(options: BuilderOptions): Preset {
  return {
    name: 'Developer',
    description: 'Builds and debugs outside production; no identities, no organization, no audit settings',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: [VIEW_ONLY], // a developer looks at everything in the account that is no content.
    statements: [
      use('Build', [...APPLICATION_SERVICES, ...options.additionalServices], ['ec2-instance-connect:*', ...MACHINES, ...MANAGED_NODES, ...KEYS, 'eks:AccessKubernetesApi', 'eks:Describe*']),
      GRANT_TO_SERVICES,
      ...builderStatements(options),
    ],
    work: ['lambda:CreateFunction', 'lambda:UpdateFunctionCode', 'dynamodb:CreateTable', 's3:PutObject', 'logs:FilterLogEvents'],
  };
}

/** The same under the name that others use for it. */
export function developerAccess(options: BuilderOptions): Preset {
  return { ...developer(options), name: 'DeveloperAccess' };
}
