import type { Construct } from 'constructs';
import { type ProtectedRolesData, protectedRolesStatements } from './domain/protected-roles';
import { protectedRolesInvariants } from './domain/protected-roles-invariants';
import { exceptExempt } from './domain/statement-conditions';
import { Guardrail } from './guardrail';
import type { GuardrailOptions, GuardrailProps } from './guardrail-props';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import { type Problem, listed } from '../organization/domain/problem';
import { isRolePattern, principalProblems } from '../organization/domain/role-patterns';
import { STACK_SET_ROLE_PREFIX, stackSetRoles } from '../organization/domain/stack-sets';
import { coversArn } from '../policy/domain/pattern';
import { MEMBER_ROLE_PATH, MEMBER_RULE_PREFIX, POLICY_PATH, PROTECTED_ROLES_POLICY, ROLE_PATH } from '../private/naming';

/** A stack that only deployers may change. */
export interface ProtectedStack {
  /** Name or id of its account. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly account: string;

  /** Its name. */
  readonly stackName: string;
}

/** What is protected besides the roles of this library. */
export interface ProtectedRolesOptions extends GuardrailOptions {
  /**
   * ARN patterns of further roles that only deployers may make, change, pass or assume: exempt roles and break-glass roles. Raises `ProtectedRole`.
   *
   * @default - none
   */
  readonly roles?: string[];

  /**
   * Stacks that deployers deployed. Only deployers may change stacks of their accounts, because a stack keeps the role it was deployed with and another one
   * may have the same, nor the functions of these stacks, because new code in a function acts as its role.
   *
   * @default - none
   */
  readonly stacks?: ProtectedStack[];
}

/** Which roles are protected, and from whom. */
export interface ProtectedRolesSCPProps extends GuardrailProps, ProtectedRolesOptions {
  /**
   * ARN patterns of the roles that may make, change, pass and assume protected ones. Raises `DeployerPrincipal`, `DeployerTooBroad`.
   *
   * @default - nobody
   */
  readonly deployers?: string[];

  /**
   * ARN patterns of bootstrap roles that application teams deploy with and a guardrail leaves alone: only deployers, and these roles themselves, may make,
   * change or pass them. Whom their trust policies let may assume them. Raises `ProtectedRole`.
   *
   * @default - none
   */
  readonly bootstrapRoles?: string[];

  /**
   * ARN patterns of the roles that may change who has which permission set, besides deployers. Raises `AssignerPrincipal`, `AssignerTooBroad`.
   *
   * @default - those of this library that lend access and take it back
   */
  readonly assigners?: string[];

  /**
   * Whether StackSets make policies of permission sets in accounts that are bound (`PermissionSetPolicies`). Then their roles, 'stacksets-exec-*', may change
   * policies with the path '/zero-trust/policies/', and only deployers and they themselves make and take these roles and change stacks that StackSets made.
   *
   * @default false: where the snapshot shows that StackSets are trusted, they may change such policies all the same, so that those of earlier deployments can go
   */
  readonly deployedPolicies?: boolean;

  /**
   * Whether StackSets make what sends events to detections in accounts that are bound (`MemberDetectionForwarding`). Then only deployers and the roles of
   * StackSets, 'stacksets-exec-*', change those rules and roles, and only deployers and they themselves make and take these roles and change stacks that StackSets made.
   *
   * @default false
   */
  readonly detectionForwarding?: boolean;

  /**
   * Names of the buckets from which deployers take templates and code; only deployers may write there.
   *
   * @default - none
   */
  readonly assetBuckets?: string[];
}

/**
 * Keeps exemptions from being escapes: an exemption by role ARN is worth nothing if anybody can make or take a role of that name.
 *
 * Only deployers make, change, pass and assume protected roles (those of this library, with the path '/zero-trust/', are always among them), change
 * policies of this library (with the path '/zero-trust/policies/'), protected stacks and what they are deployed from, and the SAML provider of
 * Identity Center; only they and the assigners change permission sets and assignments. A caller from the management account is not bound. For a stack in the management account (`StackAccount`).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export class ProtectedRolesSCP extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props which roles, from whom, where it binds
   */
  public constructor(scope: Construct, id: string, props: ProtectedRolesSCPProps) {
    super(scope, id);
    const { organization, deployers = [], bootstrapRoles = [], deployedPolicies = false, detectionForwarding = false } = props;
    const { partition } = organization;
    const own = `arn:${partition}:iam::*:role${ROLE_PATH}*`;
    const forwardingRole = `arn:${partition}:iam::*:role${MEMBER_ROLE_PATH}*`;
    const { controlTower, stackSets: stackSetsTrusted } = organization._platform();
    // where no policy is deployed any more, those of earlier deployments may have to go.
    const ofStackSets = deployedPolicies || detectionForwarding || stackSetsTrusted ? [stackSetRoles(partition)] : [];
    const roles = [...new Set([own, ...props.roles ?? []])].sort();
    const stacks = (props.stacks ?? []).map(({ account, stackName }) => ({ stackName, found: organization._find(account) }));
    const assigners = props.assigners ?? ['elevation', 'provisioning'].map((part) => `arn:${partition}:iam::*:role${ROLE_PATH}${part}/*`);
    const data: ProtectedRolesData = {
      partition,
      roles,
      bootstrapRoles,
      deployers,
      assigners,
      stacks: stacks.flatMap(({ stackName, found }) => ('account' in found ? [{ name: stackName, accountId: found.account.id }] : [])),
      // Control Tower's stacks in member accounts act as its own role, which deploys.
      stackSets: controlTower || deployedPolicies || detectionForwarding || deployers.some((pattern) => pattern.includes(STACK_SET_ROLE_PREFIX)),
      stackSetRoles: ofStackSets,
      policies: `arn:${partition}:iam::*:policy${POLICY_PATH}*`,
      policiesByStackSets: deployedPolicies || stackSetsTrusted,
      forwarding: detectionForwarding ? [forwardingRole, `arn:${partition}:events:*:*:rule/${MEMBER_RULE_PREFIX}*`] : [],
      ownRoles: [own],
      assetBuckets: props.assetBuckets ?? [],
    };
    const globalRegion = globalServicesRegion(partition);
    this._define(props, {
      type: SCP,
      name: PROTECTED_ROLES_POLICY,
      what: 'a guardrail of protected roles',
      purpose: 'Lets only deployers make, change, pass and assume protected roles, and change permission sets and assignments',
      statements: (exempt) => protectedRolesStatements(data).map((statement) => exceptExempt(statement, exempt)),
      exempts: ['principals', 'accounts'],
      invariants: protectedRolesInvariants(data, {
        partition, homeRegion: organization.homeRegion, globalRegion, workRegion: organization.homeRegion ?? globalRegion, deployedPolicies,
      }),
      deployers,
      protectedRoles: [...roles, ...bootstrapRoles, ...ofStackSets, ...(detectionForwarding ? [forwardingRole] : [])],
      problems: [
        ...rolePatternProblems('roles', roles, partition),
        ...rolePatternProblems('bootstrapRoles', bootstrapRoles, partition),
        ...principalProblems('Assigner', "'assigners'", assigners, organization),
        ...stacks.flatMap(({ found }) => ('problem' in found ? [found.problem] : [])),
      ],
    });
  }
}

function rolePatternProblems(prop: string, roles: readonly string[], partition: string): Problem[] {
  const everyRole = (role: string) => ['*', '?*'].some((name) => coversArn(role, `${role.split(':').slice(0, 5).join(':').replace('*', partition)}:role/${name}`));
  const wrong = roles.filter((role) => !isRolePattern(role, partition) || everyRole(role));
  return wrong.length === 0 ? [] : [{
    code: 'ProtectedRole',
    problem: `'${prop}' names ${listed(wrong)}; it must be patterns of some roles, such as 'arn:${partition}:iam::*:role/break-glass'`,
    fix: 'write the ARN of the role, with * only for what varies; not every role can be protected',
  }];
}
