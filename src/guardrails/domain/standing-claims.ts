import { type IdentityCenterPlace, identityCenterRole, roleNamed } from './callers';
import { ACCOUNT, type Claim } from '../../policy/domain/claim';

/** Where claims about everybody are asked. */
export interface ClaimPlace extends IdentityCenterPlace {
  /** Where global services are asked: us-east-1, or its counterpart in another partition. */
  readonly globalRegion: string;
  /** Where people and machines work. */
  readonly workRegion: string;
  /** Active member accounts. */
  readonly members: readonly string[];
}

export interface StandingPlace extends ClaimPlace {
  readonly controlTower: boolean;
  readonly stackSets: boolean;
  /** Members that are closed to everybody's work. */
  readonly closed: readonly string[];
}

interface Essential {
  readonly claim: string;
  readonly action: string;
  /** Whether it is asked in the Region of global services. */
  readonly global?: boolean;
}

/** What the console, and everybody in it, asks on nearly every page. A region deny without these leaves people before a broken console. */
const CONSOLE: readonly Essential[] = [
  { claim: 'somebody opens the Identity Center portal', action: 'sso:DescribeRegisteredRegions', global: true },
  { claim: 'somebody looks who he is', action: 'sts:GetCallerIdentity', global: true },
  { claim: 'somebody opens a support case', action: 'support:CreateCase', global: true },
  { claim: 'somebody looks at the support plan', action: 'supportplans:GetSupportPlan', global: true },
  { claim: 'somebody looks at service health', action: 'health:DescribeEvents', global: true },
  { claim: 'somebody looks at the bill', action: 'billing:GetBillingData', global: true },
  { claim: 'somebody looks at costs', action: 'ce:GetCostAndUsage', global: true },
  { claim: 'somebody looks at the account', action: 'account:GetAccountInformation', global: true },
  { claim: 'somebody lists roles', action: 'iam:ListRoles', global: true },
  { claim: 'somebody lists buckets', action: 's3:ListAllMyBuckets', global: true },
  { claim: 'somebody lists Regions', action: 'ec2:DescribeRegions', global: true },
  { claim: 'somebody looks at the organization', action: 'organizations:DescribeOrganization', global: true },
  { claim: 'somebody lists hosted zones', action: 'route53:ListHostedZones', global: true },
  { claim: 'somebody lists distributions', action: 'cloudfront:ListDistributions', global: true },
  { claim: 'somebody searches tagged resources', action: 'tag:GetResources' },
];

/** The roles by which AWS and the management account look after member accounts. */
interface PlatformRole {
  readonly who: string;
  readonly role: string;
  readonly actions: readonly Essential[];
}

const CONTROL_TOWER: readonly PlatformRole[] = [
  {
    who: 'Control Tower', role: 'AWSControlTowerExecution', actions: [
      { claim: 'sets up the recorder', action: 'config:PutConfigurationRecorder' },
      { claim: 'changes the trail', action: 'cloudtrail:UpdateTrail' },
      { claim: 'makes roles', action: 'iam:CreateRole', global: true },
      { claim: 'makes stacks', action: 'cloudformation:CreateStack' },
    ],
  },
];

/** Roles that do their work in accounts that are open only. */
const CONTROL_TOWER_WORK: readonly PlatformRole[] = [
  { who: 'Control Tower', role: 'aws-controltower-ForwardSnsNotificationRole', actions: [{ claim: 'forwards notifications', action: 'sns:Publish' }] },
  { who: 'Control Tower', role: 'aws-controltower-ReadOnlyExecutionRole', actions: [{ claim: 'looks at rules', action: 'config:DescribeConfigRules' }] },
  { who: 'Control Tower', role: 'aws-controltower-AdministratorExecutionRole', actions: [{ claim: 'looks at stacks', action: 'cloudformation:DescribeStacks' }] },
];

/** StackSets that a team runs with roles of its own. */
const SELF_MANAGED_STACK_SETS: PlatformRole = {
  who: 'StackSets', role: 'AWSCloudFormationStackSetExecutionRole', actions: [
    { claim: 'makes stacks', action: 'cloudformation:CreateStack' },
    { claim: 'makes roles', action: 'iam:CreateRole', global: true },
  ],
};

const STACK_SETS: PlatformRole = {
  who: 'StackSets', role: 'stacksets-exec-0123456789abcdef0123456789abcdef', actions: [
    { claim: 'makes stacks', action: 'cloudformation:CreateStack' },
    { claim: 'makes roles', action: 'iam:CreateRole', global: true },
  ],
};

const ORGANIZATION_ACCESS: PlatformRole = {
  who: 'the management account', role: 'OrganizationAccountAccessRole', actions: [
    { claim: 'looks who it is', action: 'sts:GetCallerIdentity', global: true },
    { claim: 'makes roles', action: 'iam:CreateRole', global: true },
    { claim: 'makes stacks', action: 'cloudformation:CreateStack' },
  ],
};

const LEAVE_ALONE = 'leave this action alone in the guardrail, exempt the caller from it, or keep it in an earlier stage there';

/** What must go on working in every member account, whatever the guardrails are: docs/lockout-proof.md has it as a table. */
export function standingClaims(place: StandingPlace): Claim[] {
  const { members } = place;
  const everybody = identityCenterRole(place, 'AnySet');
  const essentials = CONSOLE.map((essential) => claimOf(place, 'console', everybody, essential, { accountIds: members, notCovered: [] }));
  const platform = [...(place.controlTower ? CONTROL_TOWER : []), ...(place.stackSets ? [STACK_SETS] : []), ORGANIZATION_ACCESS];
  const open = [...(place.controlTower ? CONTROL_TOWER_WORK : []), SELF_MANAGED_STACK_SETS];
  const asRoles = (source: string, roles: readonly PlatformRole[]) => roles.flatMap(({ who, role, actions }) => actions.map((one) =>
    claimOf(place, source, roleNamed(place, role), { ...one, claim: `${who} ${one.claim} as ${role.replace(/-[0-9a-f]{32}$/, '-…')}` }, { accountIds: members, notCovered: [] })));
  return [...essentials, ...asRoles('organization', platform), ...asRoles('platform', open)];
}

/** What a break-glass role needs when nothing else works. */
export function breakGlassClaims(place: ClaimPlace, roleArns: readonly string[]): Claim[] {
  const needs: Essential[] = [
    { claim: 'looks around', action: 'iam:ListRoles', global: true },
    { claim: 'mends a role', action: 'iam:PutRolePolicy', global: true },
    { claim: 'looks at machines', action: 'ec2:DescribeInstances' },
  ];
  return roleArns.flatMap((arn) => needs.map((need) => {
    const account = arn.split(':')[4];
    const accountIds = /^\d{12}$/.test(account) ? place.members.filter((id) => id === account) : place.members;
    return claimOf(place, 'break glass', arn.replace(/^(arn:[^:]*:iam::)\*:/, `$1${ACCOUNT}:`), { ...need, claim: `break glass ${need.claim}` }, { accountIds, notCovered: [] });
  }));
}

function claimOf(
  { globalRegion, workRegion, partition }: ClaimPlace, source: string, principal: string, { claim, action, global }: Essential, covers: Pick<Claim, 'accountIds' | 'notCovered'>,
): Claim {
  const role = /^iam:(Create|Put)Role/.test(action) ? `arn:${partition}:iam::${ACCOUNT}:role/somebody` : '*';
  return { claim, expected: 'allowed', source, principal, action, resource: role, regions: [global ? globalRegion : workRegion], ...covers, fix: LEAVE_ALONE };
}
