import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DENIAL_POLICY_PATH, denialPolicyNames } from './denial-policy-names';
import { EMPTY_BYTES } from './domain/denial-document';
import { isSessionDenialPolicy } from '../guardrails/session-denial-policy';
import type { KeptPolicy } from '../organization/domain/policy-attacher';
import { SCP } from '../organization/domain/policy-slots';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { OrganizationFeatures } from '../organization/organization-features';
import { refuse } from '../private/errors';
import { CONTAINMENT_ROLE_PATH, DENY_WRITER_ROLE, MANAGEMENT_DENIAL_POLICY } from '../private/naming';
import { inManagementAccount, placementProblems } from '../private/placement';
import { ResourceHandler } from '../private/resource-handler';
import { explainWildcards } from '../private/wildcard-reason';

/** How many policies are there to deny open sessions with. */
export interface SessionDenialOptions {
  /**
   * How many service control policies are attached to the root, from 1 to 5. Each holds about 250 people who left, or 23 ends of elevations of the
   * last hours. The policy of the management account, of which there is one, holds 152 people: no more can be denied everything at a time.
   * It can be raised, and not lowered: what a policy denies would stay denied. Raises `SessionDenialPolicies`.
   *
   * @default 2
   */
  readonly policies?: number;

  /**
   * ARNs of what the alarms in the account of Identity Center tell, such as SNS topics.
   *
   * @default - the alarms tell nobody; they are in CloudWatch
   */
  readonly alarmActions?: string[];
}

/** Whose sessions, and from where they are denied. */
export interface SessionDenialPoliciesProps {
  /** The organization. */
  readonly organization: Organization;

  /** Name or id of the account with `SessionDenial`, which administers Identity Center. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly identityAccount: string;

  /**
   * How many policies, from 1 to 5; see `SessionDenialOptions.policies`. Raises `SessionDenialPolicies`.
   *
   * @default 2
   */
  readonly policies?: number;
}

/**
 * The policies that deny open sessions of Identity Center, attached before anybody has to be denied: to the root, with nobody in them. For a stack in the
 * management account (`StackAccount`), after `OrganizationFeatures` has enabled service control policies.
 *
 * What they say is written by `SessionDenial` alone, with the one role that is made here and may change the content of these policies and nothing else.
 * A deployment makes, adopts and attaches them; it never writes what an existing one says, because that may deny somebody at this moment, and never detaches or deletes one.
 *
 * Service control policies do not bind the management account: permission sets there must carry the customer managed policy `managementPolicyName`, which denies the same.
 * It is a policy of IAM and no text of the permission set, which a deployment would write anew; changing it needs no provisioning.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/prereqs-revoking-user-permissions.html
 */
export class SessionDenialPolicies extends Construct {
  /** Names of the service control policies. */
  public readonly policyNames: string[];

  /** Name of the policy of IAM for permission sets of the management account. */
  public readonly managementPolicyName: string;

  /** Path of that policy. */
  public readonly managementPolicyPath: string;

  /** ARN of the role that changes what the policies say. */
  public readonly writerRoleArn: string;

  private readonly organization: Organization;

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props whose sessions, and from where they are denied
   */
  public constructor(scope: Construct, id: string, props: SessionDenialPoliciesProps) {
    super(scope, id);
    const { organization, policies = 2 } = props;
    this.organization = organization;
    const identity = organization._find(props.identityAccount);
    refuse([
      ...('problem' in identity ? [identity.problem] : []),
      ...(Number.isInteger(policies) && policies >= 1 && policies <= 5 ? [] : [{
        code: 'SessionDenialPolicies',
        problem: `'policies' is ${policies}; it must be a whole number from 1 to 5`,
        fix: 'two are enough for some hundred people who leave within twelve hours',
      }]),
      ...this.fewerProblems(policies),
      ...placementProblems(this, inManagementAccount('what keeps the policies that deny sessions', organization)),
    ], this);
    this.policyNames = denialPolicyNames(policies);
    this.managementPolicyName = MANAGEMENT_DENIAL_POLICY;
    this.managementPolicyPath = DENIAL_POLICY_PATH;
    const policyArns = this.makePolicies();
    this.writerRoleArn = this.makeWriter('account' in identity ? identity.account.id : '', policyArns);
  }

  /** @internal They take slots of the root, which guardrails must leave them. */
  public _attachedPolicies(organizationId: string): readonly KeptPolicy[] {
    const { organizationId: own, rootId } = this.organization;
    return organizationId === own ? this.policyNames.map((name) => ({ name, type: SCP, bytes: EMPTY_BYTES, targetIds: [rootId] })) : [];
  }

  /** What a policy denies would stay denied, and nobody would lift it. */
  private fewerProblems(policies: number): Problem[] {
    const there = new Set(this.organization._policies().map(({ name }) => name).filter((name) => isSessionDenialPolicy({ name })));
    return !Number.isInteger(policies) || there.size <= policies ? [] : [{
      code: 'SessionDenialPolicies',
      problem: `'policies' is ${policies}, and the organization has ${there.size} already; what the others deny would stay denied`,
      fix: `give at least ${there.size}`,
    }];
  }

  private makePolicies(): string[] {
    const { partition, managementAccount, organizationId, rootId } = this.organization;
    const policyArn = `arn:${partition}:organizations::${managementAccount.accountId}:policy/${organizationId}/service_control_policy/*`;
    const handler = new ResourceHandler(this, 'Keep', {
      bundle: 'containment/runtime/keep-denial-policies.lambda',
      permissions: [
        { actions: ['organizations:ListPolicies', 'organizations:CreatePolicy'], resources: ['*'] },
        { actions: ['organizations:ListTargetsForPolicy'], resources: [policyArn] },
        {
          actions: ['organizations:AttachPolicy'],
          resources: [policyArn, `arn:${partition}:organizations::${managementAccount.accountId}:root/${organizationId}/${rootId}`],
        },
        { actions: ['iam:GetPolicy', 'iam:CreatePolicy'], resources: [this.managementPolicyArn()] },
      ],
      wildcards: [
        { resource: '*', reason: 'making and listing policies of an organization takes no resource' },
        { resource: policyArn, reason: 'Organizations chooses the id of a policy that is made here' },
      ],
      environment: { IAM_ARN_PREFIX: `arn:${partition}:iam::${managementAccount.accountId}` },
    });
    const resource = handler.resource('Policies', 'Custom::SessionDenialPolicies', {
      Partition: partition,
      PolicyNames: this.policyNames,
      RootId: rootId,
      Description: DESCRIPTION,
      ManagementPolicyName: this.managementPolicyName,
      ManagementPolicyPath: this.managementPolicyPath,
    });
    resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    // service control policies are enabled there.
    const features = Stack.of(this).node.findAll().filter((other) => other instanceof OrganizationFeatures);
    if (features.length > 0) {
      resource.node.addDependency(...features);
    }
    return this.policyNames.map((_, index) => resource.getAttString(`PolicyArn${index + 1}`));
  }

  private makeWriter(identityAccountId: string, policyArns: string[]): string {
    const { partition } = this.organization;
    const role = new CfnRole(this, 'Writer', {
      roleName: DENY_WRITER_ROLE,
      description: 'Taken by the function that denies sessions, to change what its policies say and nothing else',
      maxSessionDuration: 3_600,
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{
        // the account is trusted and narrowed by the path: IAM refuses a policy that names a role which is made later.
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:${partition}:iam::${identityAccountId}:root` },
        Condition: { ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${identityAccountId}:role${CONTAINMENT_ROLE_PATH}*` } },
      }] },
      policies: [{ policyName: 'Denials', policyDocument: { Version: '2012-10-17', Statement: [
        { Effect: 'Allow', Action: ['organizations:DescribePolicy', 'organizations:UpdatePolicy'], Resource: policyArns },
        { Effect: 'Allow', Action: 'organizations:ListPolicies', Resource: '*' },
        {
          Effect: 'Allow', Resource: this.managementPolicyArn(),
          Action: ['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion', 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'],
        },
      ] } }],
    });
    explainWildcards(role, [{ resource: '*', reason: 'listing policies of an organization takes no resource; it finds these by their names' }]);
    return role.attrArn;
  }

  private managementPolicyArn(): string {
    const { partition, managementAccount } = this.organization;
    return `arn:${partition}:iam::${managementAccount.accountId}:policy${DENIAL_POLICY_PATH}${MANAGEMENT_DENIAL_POLICY}`;
  }
}

const DESCRIPTION = 'Denies open sessions of people who left or whose elevation ended. Its content is written by SessionDenial of cdk-zero-trust-landing-zone.';
