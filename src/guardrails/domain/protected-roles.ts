import { unlessPrincipal } from './statement-conditions';
import type { Statement } from '../../policy/domain/document';

export interface ProtectedRolesData {
  readonly partition: string;
  /** Role ARN patterns that only deployers may make, change, pass or assume. */
  readonly roles: readonly string[];
  /** Role ARN patterns of bootstrap roles that application teams deploy with: they may be assumed, and hand work to one another. */
  readonly bootstrapRoles: readonly string[];
  /** Role ARN patterns of those who may. */
  readonly deployers: readonly string[];
  /** Role ARN patterns that may change assignments besides. */
  readonly assigners: readonly string[];
  /** Stacks that hold what the deployers deployed. */
  readonly stacks: readonly { readonly accountId: string; readonly name: string }[];
  /** Whether stacks that StackSets made act as a role that may do more than others. */
  readonly stackSets: boolean;
  /** Role ARN patterns of service-managed StackSets, where they make policies of this library or may have to take them away. */
  readonly stackSetRoles: readonly string[];
  /** ARN pattern of the policies of this library, and whether StackSets change them. */
  readonly policies: string;
  readonly policiesByStackSets: boolean;
  /** ARN patterns of what StackSets make in member accounts to tell detections. */
  readonly forwarding: readonly string[];
  /** Role ARN patterns of this library, which call its own functions. */
  readonly ownRoles: readonly string[];
  /** Buckets from which deployers take templates and code. */
  readonly assetBuckets: readonly string[];
}

/**
 * Whatever makes a role, a policy or a SAML provider, changes what it may do or who may take it: every call of IAM that changes one of these begins with one of
 * these letters or is written out, and none that reads.
 */
const IAM_CHANGES = ['iam:A*', 'iam:C*', 'iam:D*', 'iam:P*', 'iam:SetDefaultPolicyVersion', 'iam:T*', 'iam:U*', 'sts:AssumeRole'];

/** A stack keeps the role it was deployed with: whoever updates it acts as that role without passing it. None of these reads. */
const STACK_CHANGES = [
  'cloudformation:Cancel*', 'cloudformation:Continue*', 'cloudformation:Create*', 'cloudformation:Delete*', 'cloudformation:Execute*', 'cloudformation:Rollback*',
  'cloudformation:Set*', 'cloudformation:Update*',
];

/** New code in a function acts as the function's role. */
const FUNCTION_CHANGES = [
  'lambda:AddPermission', 'lambda:DeleteFunction', 'lambda:PutFunctionConcurrency', 'lambda:PutRuntimeManagementConfig', 'lambda:RemovePermission',
  'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration',
];

/** Whoever starts a function has it act as its role. */
const INVOCATIONS = ['lambda:InvokeAsync', 'lambda:InvokeFunction'];

/** What writes into a bucket, lets others write, or lets it be made anew. */
const ASSET_CHANGES = [
  's3:DeleteBucket*', 's3:DeleteObject*', 's3:PutBucket*', 's3:PutLifecycleConfiguration', 's3:PutObject*', 's3:PutReplicationConfiguration', 's3:Replicate*',
];

/** What sends events on: a rule that is switched off tells nobody. */
const RULE_CHANGES = ['events:Delete*', 'events:Disable*', 'events:Put*', 'events:Remove*'];

/** What decides who holds what, besides the roles that do it: records that are acted on, machines that act, and what tells that something is wrong. */
const RECORD_CHANGES = [
  'cloudwatch:DeleteAlarms', 'cloudwatch:DisableAlarmActions', 'cloudwatch:Put*', 'cloudwatch:SetAlarmState', 'dynamodb:BatchWrite*', 'dynamodb:Delete*',
  'dynamodb:P*', 'dynamodb:Update*', ...RULE_CHANGES, 'states:Delete*', 'states:Redrive*', 'states:Start*', 'states:Stop*', 'states:Update*',
];

/** The buckets of records are nobody's but the stack's own: no list of single actions is needed. */
const DOCUMENT_CHANGES = ['s3:Delete*', 's3:Put*', 's3:Replicate*'];

// of states both the machine and its executions; a rule of another bus than the default one stands below the name of its bus.
const OWN_NAMES = 'zero-trust-*';
const RECORD_KINDS = [['cloudwatch', 'alarm:'], ['dynamodb', 'table/'], ['events', 'rule/'], ['events', 'rule/*/'], ['states', '*:']] as const;

/** Who has which permission set, and what is in it; who is in which group; and what else tells Identity Center who somebody is. */
const ACCESS_CHANGES = [
  // account access manager lets people of Identity Center take roles of an account.
  'account-access:Create*', 'account-access:Delete*',
  'identitystore:CreateGroupMembership', 'identitystore:CreateUser', 'identitystore:UpdateUser',
  'sso-directory:AddMemberToGroup', 'sso-directory:Create*', 'sso-directory:DeleteMfaDeviceForUser', 'sso-directory:Enable*', 'sso-directory:ImportExternalIdPCertificate',
  'sso-directory:Start*', 'sso-directory:Update*',
  'sso:AssociateDirectory', 'sso:AssociateProfile', 'sso:AttachCustomerManagedPolicyReferenceToPermissionSet', 'sso:AttachManagedPolicyToPermissionSet', 'sso:CreateAccountAssignment', 'sso:CreateInstanceAccessControlAttributeConfiguration', 'sso:CreatePermissionSet',
  'sso:DeleteAccountAssignment', 'sso:DeleteInlinePolicyFromPermissionSet', 'sso:DeleteInstanceAccessControlAttributeConfiguration', 'sso:DeletePermissionSet', 'sso:DeletePermissionsPolicy',
  'sso:DeletePermissionsBoundaryFromPermissionSet',
  'sso:DetachCustomerManagedPolicyReferenceFromPermissionSet', 'sso:DetachManagedPolicyFromPermissionSet', 'sso:ProvisionPermissionSet',
  'sso:PutInlinePolicyToPermissionSet', 'sso:PutPermissionsBoundaryToPermissionSet', 'sso:UpdateInstanceAccessControlAttributeConfiguration',
  'sso:PutMfaDeviceManagementForDirectory', 'sso:PutPermissionsPolicy', 'sso:UpdateMfaDeviceManagementForDirectory', 'sso:UpdatePermissionSet', 'sso:UpdateSSOConfiguration',
];

/** CloudFormation begins the name of a function with at most so many characters of its stack's. */
const FUNCTION_NAME_PREFIX = 24;

/** What keeps an exemption from being an escape: nobody else makes a role with its name, takes it, or has its owner act for him. */
export function protectedRolesStatements(data: ProtectedRolesData): Statement[] {
  const { partition, deployers, stackSetRoles } = data;
  const anyStackSetStack = `arn:${partition}:cloudformation:*:*:stack/StackSet-*/*`;
  const deny = (Sid: string, Action: readonly string[], Resource: string | readonly string[], spared = deployers): Statement =>
    unlessPrincipal({ Sid, Effect: 'Deny', Action, Resource }, spared);
  const stacks = [
    // any stack of these accounts may have been deployed with the same role.
    ...data.stacks.map(({ accountId }) => `arn:${partition}:cloudformation:*:${accountId}:stack/*`),
    ...(data.stackSets ? [anyStackSetStack] : []),
  ];
  const functions = sorted(data.stacks.map(({ accountId, name }) => `arn:${partition}:lambda:*:${accountId}:function:${madeNames(name)}`).concat(`arn:${partition}:lambda:*:*:function:${OWN_NAMES}`));
  const records = RECORD_KINDS.map(([service, kind]) => `arn:${partition}:${service}:*:*:${kind}${OWN_NAMES}`);
  const documents = sorted(data.stacks.map(({ name }) => `arn:${partition}:s3:::${madeNames(name).toLowerCase()}`));
  const assets = data.assetBuckets.length === 0 ? [] : [
    ...data.assetBuckets.flatMap((name) => [`arn:${partition}:s3:::${name}`, `arn:${partition}:s3:::${name}/*`]),
    ...data.stacks.map(({ accountId }) => `arn:${partition}:s3:*:${accountId}:accesspoint/*`),
  ];
  const [deployersPolicies, stackSetsPolicies] = data.policiesByStackSets ? [[], [data.policies]] : [[data.policies], []];
  const ofStackSets = sorted([...stackSetsPolicies, ...stackSetRoles, ...data.forwarding, ...stacks]);
  return [
    // statements that spare the same callers are one, because the callers are what takes up the room; an action of one service says nothing about a resource of another.
    deny('KeepProtected', [...IAM_CHANGES, ...FUNCTION_CHANGES, ...(assets.length === 0 ? [] : ASSET_CHANGES)],
      sorted([...data.roles, ...deployersPolicies, `arn:${partition}:iam::*:saml-provider/AWSSSO_*`, ...functions, ...assets])),
    ...(data.bootstrapRoles.length === 0 ? [] : [
      deny('KeepBootstrapRoles', IAM_CHANGES.filter((action) => action !== 'sts:AssumeRole'), sorted(data.bootstrapRoles), sorted([...deployers, ...data.bootstrapRoles])),
    ]),
    deny('KeepProviders', ['iam:UpdateSAMLProvider'], `arn:${partition}:iam::*:saml-provider/*`),
    deny('KeepAccessModel', ACCESS_CHANGES, '*', sorted([...deployers, ...data.assigners])),
    // whether StackSets hand CloudFormation their own role is not documented, so that they may.
    ...(ofStackSets.length === 0 ? [] : [
      deny('KeepStacks', [...IAM_CHANGES, ...(data.forwarding.length === 0 ? [] : RULE_CHANGES), ...(stacks.length === 0 ? [] : STACK_CHANGES)],
        ofStackSets, sorted([...deployers, ...stackSetRoles])),
    ]),
    // beside stacks of their own, StackSets are bound like anybody there.
    ...(data.stacks.length === 0 || stackSetRoles.length === 0 ? [] : [{
      Sid: 'KeepOtherStacks', Effect: 'Deny', Action: STACK_CHANGES, NotResource: anyStackSetStack,
      Condition: { ArnLike: { 'aws:PrincipalArn': sorted(stackSetRoles) }, StringEquals: { 'aws:PrincipalAccount': sorted(data.stacks.map(({ accountId }) => accountId)) } },
    }]),
    deny('KeepRecords', [...RECORD_CHANGES, ...INVOCATIONS, ...(documents.length === 0 ? [] : DOCUMENT_CHANGES)],
      sorted([...records, ...functions, ...documents]), sorted([...deployers, ...data.ownRoles])),
  ];
}

/** How CloudFormation begins the names of what a stack makes: a long name of a stack is cut. */
function madeNames(stackName: string): string {
  return stackName.length < FUNCTION_NAME_PREFIX ? `${stackName}-*` : `${stackName.slice(0, FUNCTION_NAME_PREFIX)}*`;
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
