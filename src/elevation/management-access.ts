import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';
import { LENDING_ROLE_PATH, MANAGEMENT_ACCESS_ROLE, MANAGEMENT_LISTING_ROLE, MANAGEMENT_REMOVAL_ROLE, REMOVAL_ROLE_PATH, SWEEP_ROLE_PATH } from '../private/naming';
import { identityCenterMissing, placementProblems, inManagementAccount } from '../private/placement';
import { explainWildcards } from '../private/wildcard-reason';

/** What Identity Center does in the management account in the name of whoever calls it; elsewhere it acts as its own role. */
const MAKING_A_ROLE = [
  'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole', 'iam:UpdateRoleDescription',
];
const TAKING_A_ROLE_AWAY = [
  'iam:DeleteRole', 'iam:DeleteRolePermissionsBoundary', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies',
];
const MAKING_A_PROVIDER = ['iam:CreateSAMLProvider', 'iam:GetSAMLProvider', 'iam:UpdateSAMLProvider'];

interface Calls {
  /** Besides listing; missing where nothing is changed. */
  readonly change?: { readonly action: string; readonly status: string };
  readonly onRoles: readonly string[];
  readonly onProvider: readonly string[];
}

/** What is lent in the management account, and by whom. */
export interface ManagementAccessProps {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no Identity Center instance. */
  readonly organization: Organization;

  /** Name or id of the account that administers Identity Center, where `JitElevation` stands. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly identityAccount: string;

  /**
   * ARNs of the permission sets that are lent, by the name each carries: twins of the management account, such as 'Administrator-mgmt'
   * (`PermissionSetCatalog.managementPermissionSetArns`). Raises `ManagementAccessSets` when there is none.
   */
  readonly permissionSetArns: Record<string, string>;
}

/**
 * Three roles of the management account: with one, elevation makes assignments of the listed sets in this account, with another it takes them back, with the
 * third it looks who holds them.
 *
 * A delegated administrator of Identity Center can do none of it here. Each trusts one function of `JitElevation` in one account, by the path of its role, and
 * touches these sets in this account only. In the management account Identity Center makes roles in the name of its caller, so the first two may also have it do
 * that, for the roles of these sets. For a stack in the management account (`StackAccount`), deployed before `JitElevation`.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtodelegatessoaccess.html
 */
export class ManagementAccess extends Construct {
  /** ARN of the role that makes assignments. */
  public readonly lendingRoleArn: string;

  /** ARN of the role that takes assignments back. */
  public readonly removalRoleArn: string;

  /** ARN of the role that looks who holds the sets. */
  public readonly listingRoleArn: string;

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props what is lent, and by whom
   */
  public constructor(scope: Construct, id: string, private readonly props: ManagementAccessProps) {
    super(scope, id);
    const { organization, permissionSetArns } = props;
    const identity = organization._find(props.identityAccount);
    refuse([
      ...('problem' in identity ? [identity.problem] : []),
      ...(organization.identityCenter ? [] : [identityCenterMissing('there is nothing to lend')]),
      ...(Object.keys(permissionSetArns).length > 0 ? [] : [{
        code: 'ManagementAccessSets',
        problem: "'permissionSetArns' is empty; it must name at least one permission set",
        fix: 'leave the construct out where nothing is lent in the management account',
      }]),
      ...placementProblems(this, inManagementAccount('access to the management account', organization)),
    ], this);
    const identityAccountId = 'account' in identity ? identity.account.id : '';
    this.lendingRoleArn = this.role('Lending', MANAGEMENT_ACCESS_ROLE, { accountId: identityAccountId, path: LENDING_ROLE_PATH }, {
      change: { action: 'sso:CreateAccountAssignment', status: 'sso:DescribeAccountAssignmentCreationStatus' },
      onRoles: MAKING_A_ROLE, onProvider: MAKING_A_PROVIDER,
    });
    this.removalRoleArn = this.role('Removal', MANAGEMENT_REMOVAL_ROLE, { accountId: identityAccountId, path: REMOVAL_ROLE_PATH }, {
      change: { action: 'sso:DeleteAccountAssignment', status: 'sso:DescribeAccountAssignmentDeletionStatus' },
      onRoles: TAKING_A_ROLE_AWAY, onProvider: ['iam:GetSAMLProvider'],
    });
    this.listingRoleArn = this.role('Listing', MANAGEMENT_LISTING_ROLE, { accountId: identityAccountId, path: SWEEP_ROLE_PATH }, { onRoles: [], onProvider: [] });
  }

  private role(id: string, roleName: string, trusted: { accountId: string; path: string }, calls: Calls): string {
    const { organization: { partition, identityCenter, managementAccount: { accountId } }, permissionSetArns } = this.props;
    const instance = identityCenter!.instanceArn;
    const iam = (resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;
    const roles = Object.keys(permissionSetArns).map((name) => iam(`role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${name}_*`));
    const provider = iam('saml-provider/AWSSSO_*');
    // only when Identity Center calls IAM in the name of the caller, as it does in the management account.
    const viaIdentityCenter = { Condition: { Bool: { 'aws:ViaAWSService': 'true' } } };
    const functions = `arn:${partition}:iam::${trusted.accountId}:role${trusted.path}*`;
    const role = new CfnRole(this, id, {
      roleName,
      description: 'Taken by functions of elevation beside Identity Center, for permission sets of the management account',
      maxSessionDuration: 3_600,
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{
        // the account is trusted and narrowed by the path: IAM refuses a policy that names a role which is made later.
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:${partition}:iam::${trusted.accountId}:root` },
        Condition: { ArnLike: { 'aws:PrincipalArn': functions } },
      }] },
      policies: [{ policyName: 'Twins', policyDocument: { Version: '2012-10-17', Statement: [
        {
          Effect: 'Allow', Action: [...(calls.change ? [calls.change.action] : []), 'sso:ListAccountAssignments'],
          Resource: [instance, ...Object.values(permissionSetArns), `arn:${partition}:sso:::account/${accountId}`],
        },
        ...(calls.change ? [
          { Effect: 'Allow', Action: calls.change.status, Resource: instance },
          { Effect: 'Allow', Action: calls.onRoles, Resource: roles, ...viaIdentityCenter },
          { Effect: 'Allow', Action: calls.onProvider, Resource: provider, ...viaIdentityCenter },
        ] : []),
      ] } }],
    });
    explainWildcards(role, calls.change === undefined ? [] : [
      ...roles.map((resource) => ({ resource, reason: 'Identity Center chooses the end of the name of the role that it makes for this one permission set' })),
      { resource: provider, reason: 'Identity Center chooses the end of the name of its provider, of which an account has one' },
    ]);
    return role.attrArn;
  }
}
