import { type IdentityCenterPlace, identityCenterRole, roleNamed } from '../../organization/domain/callers';
import { askedRegion } from '../../organization/domain/global-region';
import { STACK_SET_ROLE_NAME } from '../../organization/domain/stack-sets';
import { ACCOUNT, type Claim, inAskedAccount } from '../../policy/domain/claim';

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
}

interface Essential {
  readonly claim: string;
  readonly action: string;
  /** Default: whatever the action takes. */
  readonly resource?: (place: ClaimPlace) => string;
}

/** What the console, and everybody in it, asks on nearly every page. A region deny without these leaves people before a broken console. */
const CONSOLE: readonly Essential[] = [
  { claim: 'somebody opens the Identity Center portal', action: 'sso:DescribeRegisteredRegions' },
  { claim: 'somebody asks who they are', action: 'sts:GetCallerIdentity' },
  { claim: 'somebody opens a support case', action: 'support:CreateCase' },
  { claim: 'somebody looks at the support plan', action: 'supportplans:GetSupportPlan' },
  { claim: 'somebody looks at service health', action: 'health:DescribeEvents' },
  { claim: 'somebody looks at the bill', action: 'billing:GetBillingData' },
  { claim: 'somebody looks at costs', action: 'ce:GetCostAndUsage' },
  { claim: 'somebody looks at invoices', action: 'invoicing:ListInvoiceSummaries' },
  { claim: 'somebody looks at payments', action: 'payments:ListPaymentInstruments' },
  { claim: 'somebody looks at advice', action: 'trustedadvisor:ListChecks' },
  { claim: 'somebody looks at notifications', action: 'notifications:ListNotificationEvents' },
  { claim: 'somebody looks at the account', action: 'account:GetAccountInformation' },
  { claim: 'somebody lists roles', action: 'iam:ListRoles' },
  { claim: 'somebody lists buckets', action: 's3:ListAllMyBuckets' },
  { claim: 'somebody looks where a bucket is', action: 's3:GetBucketLocation' },
  { claim: 'somebody lists Regions', action: 'ec2:DescribeRegions' },
  { claim: 'somebody looks up sign-in events', action: 'cloudtrail:LookupEvents' },
  { claim: 'somebody lists certificates of CloudFront', action: 'acm:ListCertificates' },
  { claim: 'somebody lists firewalls of CloudFront', action: 'wafv2:ListWebACLs' },
  { claim: 'somebody looks at the organization', action: 'organizations:DescribeOrganization' },
  { claim: 'somebody lists hosted zones', action: 'route53:ListHostedZones' },
  { claim: 'somebody lists distributions', action: 'cloudfront:ListDistributions' },
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
      { claim: 'makes roles', action: 'iam:CreateRole' },
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

const MAKING_STACKS: readonly Essential[] = [
  { claim: 'makes stacks', action: 'cloudformation:CreateStack' },
  { claim: 'makes roles', action: 'iam:CreateRole' },
];

/** Stacks of StackSets are known by their names, and in some accounts only these are theirs to make. */
const OWN_STACK = ({ partition, workRegion }: ClaimPlace) => `arn:${partition}:cloudformation:${workRegion}:${ACCOUNT}:stack/StackSet-any-1/1`;

const STACK_SETS: PlatformRole = {
  who: 'StackSets', role: STACK_SET_ROLE_NAME, actions: [
    { claim: 'makes stacks', action: 'cloudformation:CreateStack', resource: OWN_STACK },
    { claim: 'makes roles', action: 'iam:CreateRole' },
  ],
};

/** StackSets that a team runs with roles of its own. */
const SELF_MANAGED_STACK_SETS: PlatformRole = { who: 'StackSets', role: 'AWSCloudFormationStackSetExecutionRole', actions: MAKING_STACKS };

const ORGANIZATION_ACCESS: PlatformRole = {
  who: 'the management account', role: 'OrganizationAccountAccessRole', actions: [
    { claim: 'asks who it is', action: 'sts:GetCallerIdentity' },
    { claim: 'makes roles', action: 'iam:CreateRole' },
    { claim: 'makes stacks', action: 'cloudformation:CreateStack' },
  ],
};

const LEAVE_ALONE = 'leave this action alone in the policy that denies it, exempt the caller from it, or keep it in an earlier stage there; '
  + 'accounts that policies of others close on purpose are named in `closedAccounts` of the landing zone';

/** What must go on working in every member account, whatever the guardrails are: docs/lockout-proof.md has it as a table. */
export function standingClaims(place: StandingPlace): Claim[] {
  const { members } = place;
  const everybody = identityCenterRole(place, 'AnySet');
  const asRoles = (source: string, roles: readonly PlatformRole[]) => roles.flatMap(({ who, role, actions }) => actions.map(({ claim, ...asked }) =>
    claimOf(place, source, roleNamed(place, role), { claim: `${who} ${claim} as ${role.replace(/-[0-9a-f]{32}$/, '-…')}`, ...asked }, members)));
  return [
    ...CONSOLE.map((essential) => claimOf(place, 'console', everybody, essential, members)),
    ...asRoles('organization', [...(place.controlTower ? CONTROL_TOWER : []), ...(place.stackSets ? [STACK_SETS] : []), ORGANIZATION_ACCESS])
      .map((claim) => ({ ...claim, evenWhereClosed: true })),
    ...asRoles('platform', [...(place.controlTower ? CONTROL_TOWER_WORK : []), SELF_MANAGED_STACK_SETS]),
  ];
}

/** What a break-glass role needs when nothing else works. */
const BREAK_GLASS: readonly Essential[] = [
  { claim: 'break glass looks around', action: 'iam:ListRoles' },
  { claim: 'break glass mends a role', action: 'iam:PutRolePolicy' },
  { claim: 'break glass looks at machines', action: 'ec2:DescribeInstances' },
];

export function breakGlassClaims(place: ClaimPlace, roleArns: readonly string[]): Claim[] {
  return roleArns.flatMap((arn) => {
    const account = arn.split(':')[4];
    const accountIds = place.members.filter((id) => account === '*' || id === account);
    return BREAK_GLASS.map((need) => ({ ...claimOf(place, 'break glass', inAskedAccount(arn), need, accountIds), evenWhereClosed: true }));
  });
}

function claimOf(place: ClaimPlace, source: string, principal: string, { claim, action, resource }: Essential, accountIds: readonly string[]): Claim {
  return {
    claim,
    expected: 'allowed',
    source,
    principal,
    action,
    resource: resource ? resource(place) : /^iam:(Create|Put)Role/.test(action) ? `arn:${place.partition}:iam::${ACCOUNT}:role/somebody` : '*',
    regions: [askedRegion(action, place)],
    accountIds,
    notCovered: [],
    fix: LEAVE_ALONE,
  };
}
