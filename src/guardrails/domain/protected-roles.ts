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
  /** Stacks that hold what the deployers deployed: '<account>:<name>'. */
  readonly stacks: readonly { readonly accountId: string; readonly name: string }[];
  /** Buckets from which deployers take templates and code. */
  readonly assetBuckets: readonly string[];
}

/** Whatever makes a role, changes what it may do or who may take it. */
const ROLE_CHANGES = [
  'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRole', 'iam:DeleteRolePermissionsBoundary', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PassRole',
  'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:TagRole', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole', 'iam:UpdateRoleDescription',
  'sts:AssumeRole',
];

/** A stack keeps the role it was deployed with: whoever updates it acts as that role without passing it. */
const STACK_CHANGES = [
  'cloudformation:CancelUpdateStack', 'cloudformation:ContinueUpdateRollback', 'cloudformation:CreateChangeSet', 'cloudformation:CreateStack', 'cloudformation:DeleteStack',
  'cloudformation:ExecuteChangeSet', 'cloudformation:RollbackStack', 'cloudformation:SetStackPolicy', 'cloudformation:UpdateStack',
  'cloudformation:UpdateTerminationProtection',
];

/** New code in a function acts as the function's role. */
const FUNCTION_CHANGES = [
  'lambda:AddPermission', 'lambda:DeleteFunction', 'lambda:PutFunctionConcurrency', 'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration',
];

/** Who has which permission set, and what is in it; who is in which group; and what else tells Identity Center who somebody is. */
const ACCESS_CHANGES = [
  'identitystore:CreateGroupMembership', 'identitystore:CreateUser', 'identitystore:UpdateUser',
  'sso-directory:AddMemberToGroup', 'sso-directory:CreateBearerToken', 'sso-directory:CreateUser', 'sso-directory:UpdatePassword', 'sso-directory:UpdateUser',
  'sso:AttachCustomerManagedPolicyReferenceToPermissionSet', 'sso:AttachManagedPolicyToPermissionSet', 'sso:CreateAccountAssignment', 'sso:CreatePermissionSet',
  'sso:DeleteAccountAssignment', 'sso:DeleteInlinePolicyFromPermissionSet', 'sso:DeletePermissionSet', 'sso:DeletePermissionsBoundaryFromPermissionSet',
  'sso:DetachCustomerManagedPolicyReferenceFromPermissionSet', 'sso:DetachManagedPolicyFromPermissionSet', 'sso:ProvisionPermissionSet',
  'sso:PutInlinePolicyToPermissionSet', 'sso:PutPermissionsBoundaryToPermissionSet', 'sso:UpdateInstanceAccessControlAttributeConfiguration',
  'sso:UpdatePermissionSet',
];

/** The SAML provider that Identity Center makes in each account: whoever changes it signs in as anybody. */
const PROVIDER_CHANGES = ['iam:CreateSAMLProvider', 'iam:DeleteSAMLProvider', 'iam:UpdateSAMLProvider'];

/** CloudFormation begins the name of a function with at most so many characters of its stack's. */
const FUNCTION_NAME_PREFIX = 24;

/** What keeps an exemption from being an escape: nobody else makes a role with its name, takes it, or has its owner act for him. */
export function protectedRolesStatements(data: ProtectedRolesData): Statement[] {
  const { partition, deployers } = data;
  const deny = (Sid: string, Action: readonly string[], Resource: string | readonly string[], spared = deployers): Statement =>
    unlessPrincipal({ Sid, Effect: 'Deny', Action, Resource }, spared);
  const sorted = (names: readonly string[]) => [...new Set(names)].sort();
  return [
    deny('KeepProtectedRoles', ROLE_CHANGES, sorted(data.roles)),
    ...(data.bootstrapRoles.length === 0 ? [] : [
      deny('KeepBootstrapRoles', ROLE_CHANGES.filter((action) => action !== 'sts:AssumeRole'), sorted(data.bootstrapRoles), sorted([...deployers, ...data.bootstrapRoles])),
    ]),
    deny('KeepSignIn', PROVIDER_CHANGES, `arn:${partition}:iam::*:saml-provider/AWSSSO_*`),
    deny('KeepAccessModel', ACCESS_CHANGES, '*', sorted([...deployers, ...data.assigners])),
    ...(data.stacks.length === 0 ? [] : [
      deny('KeepStacks', STACK_CHANGES, sorted(data.stacks.map(({ accountId, name }) => `arn:${partition}:cloudformation:*:${accountId}:stack/${name}/*`))),
      deny('KeepFunctions', FUNCTION_CHANGES,
        sorted(data.stacks.map(({ accountId, name }) => `arn:${partition}:lambda:*:${accountId}:function:${name.slice(0, FUNCTION_NAME_PREFIX)}*`))),
    ]),
    ...(data.assetBuckets.length === 0 ? [] : [deny('KeepAssets', ['s3:DeleteObject*', 's3:PutBucketPolicy', 's3:PutObject*'],
      sorted(data.assetBuckets.flatMap((name) => [`arn:${partition}:s3:::${name}`, `arn:${partition}:s3:::${name}/*`])))]),
  ];
}
