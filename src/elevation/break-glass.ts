import { CfnStackSet, Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BreakGlassCheck } from './break-glass-check';
import type { BreakGlassProps } from './break-glass-props';
import { writeRunbookAtSynth } from './break-glass-runbook-at-synth';
import { memberStackSet } from '../private/member-stack-set';
import { BREAK_GLASS_DESCRIPTION, type BreakGlassFacts, breakGlassRoleArn, breakGlassTemplate, breakGlassTrust, breakGlassUsersPolicy } from './domain/break-glass';
import { breakGlassRoleClaims } from './domain/break-glass-needs';
import { breakGlassProblems } from './domain/break-glass-problems';
import { breakGlassRunbook } from './domain/break-glass-runbook';
import { selectAccounts } from '../organization/domain/account-selection';
import { globalServicesRegion } from '../organization/domain/global-region';
import type { Problem } from '../organization/domain/problem';
import { STACK_SETS } from '../organization/domain/stack-sets';
import type { Organization } from '../organization/organization';
import { OrganizationFeatures } from '../organization/organization-features';
import type { Claim } from '../policy/domain/claim';
import { refuse } from '../private/errors';
import { BREAK_GLASS_READER_ROLE, BREAK_GLASS_ROLE, BREAK_GLASS_ROLE_PATH, MEMBER_ROLE_PATH } from '../private/naming';
import { inManagementAccount, placementProblems } from '../private/placement';
import { explainWildcards } from '../private/wildcard-reason';

const NAMES = { path: MEMBER_ROLE_PATH, role: BREAK_GLASS_ROLE, reader: BREAK_GLASS_READER_ROLE, checkPath: BREAK_GLASS_ROLE_PATH };

/**
 * The way in when nothing else works: a role outside Identity Center in each chosen account, which named people take with a second factor of minutes ago,
 * with an alarm over every use, a daily check that it still works, and a runbook to print.
 *
 * For a stack in the management account (`StackAccount`), in the home Region (`StackRegion`); one for each organization (`BreakGlassTwice`).
 * In member accounts a StackSet makes the roles, which the organization must trust (`StackSetsNotTrusted`); when the construct leaves the template,
 * the StackSet and the roles stay, for somebody to delete. An account that is no longer chosen loses its role.
 *
 * No condition of a policy tells a hardware device from a virtual one: trust policies ask for a second factor that was used within a quarter of an hour, and
 * the check finds people who have virtual ones only. Give `rolePattern` to whatever may deny the role something: a guardrail knows nothing of it by itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export class BreakGlass extends Construct {
  /** @internal For those who must know the role before it is made. */
  public static _rolePattern(organization: Organization): string {
    return breakGlassRoleArn({ partition: organization.partition, names: NAMES }, '*');
  }

  /** ARNs of the roles, in the order of their accounts' names. Never tokens. */
  public readonly roleArns: string[];

  /** ARN of the role in whatever account, with '*' for its id: what `breakGlassRoles` of `Detections` and of a `LandingZone` and exemptions of guardrails take. Never a token. */
  public readonly rolePattern: string;

  /** The runbook, in Markdown; synth writes it into the cloud assembly as 'break-glass/RUNBOOK.md'. */
  public readonly runbook: string;

  /** Name of the function that checks; invoked with `{}` it checks at once and answers with what it found. */
  public readonly checkFunctionName: string;

  /** Alarms over uses, findings, and checks that do not come or fail. */
  public readonly alarms: CfnAlarm[];

  private readonly facts: BreakGlassFacts;
  private readonly organization: Organization;

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props where, and who; raises what is documented there, all of it at once
   */
  public constructor(scope: Construct, id: string, props: BreakGlassProps) {
    super(scope, id);
    const { organization, accounts, trustedUsers, sessionDuration = Duration.hours(1), managedPolicy = 'AdministratorAccess' } = props;
    this.organization = organization;
    const { partition, organizationId, managementAccount: { accountId: managementAccountId } } = organization;
    const selected = selectAccounts(accounts._selection(), organization._directory());
    const chosen = selected.kind === 'selected' ? selected.accounts : [];
    const members = chosen.filter(({ management }) => !management).map((account) => account.id);
    const trusting = this.trusting();
    refuse([
      ...(selected.kind === 'refused' ? selected.problems : []),
      ...breakGlassProblems({
        partition, managementAccountId, managedPolicy, accounts: chosen.length, users: trustedUsers,
        sessionHours: sessionDuration.toHours({ integral: false }),
      }),
      ...(members.length === 0 || organization.enabledServicePrincipals.includes(STACK_SETS) || trusting.length > 0 ? [] : [stackSetsProblem()]),
      ...this.placement(),
    ], this);

    this.facts = {
      partition, organizationId, managementAccountId,
      homeRegion: this.homeRegion(), globalRegion: globalServicesRegion(partition),
      accounts: chosen.map(({ id: accountId, name }) => ({ id: accountId, name })),
      users: [...trustedUsers].sort(),
      sessionSeconds: sessionDuration.toSeconds(),
      policyArn: `arn:${partition}:iam::aws:policy/${managedPolicy}`,
      names: NAMES,
    };
    this.roleArns = chosen.map((account) => breakGlassRoleArn(this.facts, account.id));
    this.rolePattern = breakGlassRoleArn(this.facts, '*');
    this.runbook = breakGlassRunbook(this.facts);
    this.usersPolicy();
    if (members.length > 0) {
      this.stackSet(members).node.addDependency(...trusting);
    }
    if (chosen.length > members.length) {
      this.managementRole();
    }
    const check = new BreakGlassCheck(this, 'Check', {
      facts: this.facts, alarmOnUse: props.alarmOnUse ?? true, alarmActions: props.alarmActions ?? [],
    });
    this.checkFunctionName = check.functionName;
    this.alarms = check.alarms;
    // one app may hold several organizations.
    writeRunbookAtSynth(this, this.runbook, () => (this.others().length === 0 ? 'break-glass' : `break-glass-${organizationId}`));
  }

  /** @internal StackSets must be let through, and nothing may deny the role what it is for. */
  public _claims(organizationId: string): readonly Claim[] {
    return organizationId === this.facts.organizationId ? breakGlassRoleClaims({ ...this.facts, stackSetName: BREAK_GLASS_ROLE }) : [];
  }

  private usersPolicy(): void {
    const policy = new CfnManagedPolicy(this, 'UsersPolicy', {
      managedPolicyName: BREAK_GLASS_ROLE, path: MEMBER_ROLE_PATH, policyDocument: breakGlassUsersPolicy(this.facts),
      description: 'Lets the people of the runbook take the roles for emergencies, which ask for a fresh second factor',
      users: this.facts.users.map((user) => user.slice(user.lastIndexOf('/') + 1)),
    });
    policy.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    explainWildcards(policy, [{ resource: this.rolePattern, reason: 'the role of one name in each chosen account; it trusts only whom it names' }]);
  }

  private stackSet(members: string[]): CfnStackSet {
    return memberStackSet(this, 'StackSet', {
      name: BREAK_GLASS_ROLE,
      description: 'Zero Trust landing zone: roles for emergencies',
      rootId: this.organization.rootId,
      groups: [{ regions: [this.facts.homeRegion], accountIds: [...members].sort() }],
      template: breakGlassTemplate(this.facts),
    });
  }

  /** StackSets do not reach the management account. */
  private managementRole(): void {
    const { users, sessionSeconds, policyArn } = this.facts;
    const role = new CfnRole(this, 'Role', {
      path: MEMBER_ROLE_PATH, roleName: BREAK_GLASS_ROLE, description: BREAK_GLASS_DESCRIPTION, maxSessionDuration: sessionSeconds,
      assumeRolePolicyDocument: breakGlassTrust(users), managedPolicyArns: [policyArn],
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    role.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
      [`AwsSolutions-IAM4[Policy::${policyArn}]`]: 'in an emergency nobody knows beforehand what is needed; who takes the role, and that it is told, is what is narrow',
    });
  }

  private homeRegion(): string {
    const { homeRegion, partition } = this.organization;
    const { region } = Stack.of(this);
    return homeRegion ?? (Token.isUnresolved(region) ? globalServicesRegion(partition) : region);
  }

  private placement(): Problem[] {
    const { organization } = this;
    const rival = this.others().find((other) => other.organization.organizationId === organization.organizationId);
    return [
      ...placementProblems(this, {
        ...inManagementAccount('a way in for emergencies', organization),
        region: organization.homeRegion === undefined ? undefined : { name: organization.homeRegion, because: 'the landing zone deploys from there' },
      }),
      ...(rival === undefined ? [] : [{
        code: 'BreakGlassTwice',
        problem: `another construct of this app makes roles for emergencies of this organization, '${rival.node.path}'; their names would be the same`,
        fix: 'name all accounts in one of them',
      }]),
    ];
  }

  private others(): BreakGlass[] {
    return this.node.root.node.findAll().filter((other): other is BreakGlass => other instanceof BreakGlass && other !== this);
  }

  /** Whatever gives StackSets trusted access in this app. */
  private trusting(): OrganizationFeatures[] {
    return this.node.root.node.findAll().filter((other): other is OrganizationFeatures =>
      other instanceof OrganizationFeatures && other._trusts(STACK_SETS, this.organization.organizationId));
  }
}

function stackSetsProblem(): Problem {
  return {
    code: 'StackSetsNotTrusted',
    problem: 'roles for emergencies are to be made in member accounts, and StackSets have no trusted access to the organization',
    fix: `name '${STACK_SETS}' in \`trustedServices\` of OrganizationFeatures and make that first, or run \`aws cloudformation activate-organizations-access\` and take the snapshot again`,
  };
}
