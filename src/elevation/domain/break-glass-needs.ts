import { type BreakGlassFacts, breakGlassReaderArn, breakGlassRoleArn } from './break-glass';
import { askedRegion } from '../../organization/domain/global-region';
import { stackSetRole } from '../../organization/domain/stack-sets';
import { ACCOUNT, type Claim } from '../../policy/domain/claim';

/** What the role must be able to do when nothing else works. */
export interface BreakGlassNeed {
  readonly need: string;
  readonly action: string;
  /** With ACCOUNT in place of the account's id; '*' where it takes whatever the action takes. */
  readonly resource: string;
  readonly region: string;
}

const SOME_ROLE = `arn:<partition>:iam::${ACCOUNT}:role/somebody`;

/** The least that ends an outage or an intrusion: look, mend who may do what, stop what runs, close doors, open those that somebody closed on himself. */
const NEEDS: readonly (readonly [need: string, action: string, resource?: string])[] = [
  ['asks who it is', 'sts:GetCallerIdentity'],
  ['lists roles', 'iam:ListRoles'],
  ['makes a role', 'iam:CreateRole', SOME_ROLE],
  ['mends what a role may do', 'iam:PutRolePolicy', SOME_ROLE],
  ['takes a policy from a role', 'iam:DetachRolePolicy', SOME_ROLE],
  ['mends who may take a role', 'iam:UpdateAssumeRolePolicy', SOME_ROLE],
  ['switches a leaked key off', 'iam:UpdateAccessKey', `arn:<partition>:iam::${ACCOUNT}:user/somebody`],
  ['looks who called what', 'cloudtrail:LookupEvents'],
  ['reads logs', 'logs:FilterLogEvents'],
  ['looks at machines', 'ec2:DescribeInstances'],
  ['stops a machine', 'ec2:StopInstances'],
  ['starts a machine', 'ec2:StartInstances'],
  ['closes a port', 'ec2:RevokeSecurityGroupIngress'],
  ['opens a shell', 'ssm:StartSession'],
  ['stops a function', 'lambda:PutFunctionConcurrency', `arn:<partition>:lambda:<region>:${ACCOUNT}:function:somebody`],
  ['opens a bucket that locked its owner out', 's3:PutBucketPolicy', 'arn:<partition>:s3:::somebody'],
  ['restores a database', 'rds:RestoreDBInstanceToPointInTime'],
  ['lets a key be used again', 'kms:EnableKey'],
];

export function breakGlassNeeds({ partition, homeRegion, globalRegion }: BreakGlassFacts): BreakGlassNeed[] {
  return NEEDS.map(([need, action, resource = '*']) => {
    const region = askedRegion(action, { globalRegion, workRegion: homeRegion });
    return { need, action, region, resource: resource.replace('<partition>', partition).replace('<region>', region) };
  });
}

export interface BreakGlassClaimFacts extends BreakGlassFacts {
  readonly stackSetName: string;
}

/** What is asked of all policies at synth: that the roles can be made, looked at, and work. */
export function breakGlassRoleClaims(facts: BreakGlassClaimFacts): Claim[] {
  const { partition, homeRegion, globalRegion, managementAccountId, stackSetName } = facts;
  const accountIds = facts.accounts.map(({ id }) => id).filter((id) => id !== managementAccountId);
  const claim = (what: string, principal: string, { action, resource, region }: Omit<BreakGlassNeed, 'need'>, fix: string): Claim => ({
    claim: what, expected: 'allowed', source: 'break glass', principal, action, resource, regions: [region], accountIds, notCovered: [], evenWhereClosed: true, fix,
  });
  const making = [
    { action: 'cloudformation:CreateStack', region: homeRegion, resource: `arn:${partition}:cloudformation:${homeRegion}:${ACCOUNT}:stack/StackSet-${stackSetName}-1/1` },
    ...[breakGlassRoleArn(facts, ACCOUNT), breakGlassReaderArn(facts, ACCOUNT)].flatMap((resource) =>
      ['iam:CreateRole', 'iam:UpdateAssumeRolePolicy'].map((action) => ({ action, region: globalRegion, resource }))),
  ];
  return accountIds.length === 0 ? [] : [
    ...making.map((asked) => claim(`StackSets make the role for emergencies: ${asked.action} on ${asked.resource.split('/').at(-1)}`, stackSetRole({ partition }), asked,
      "let 'stacksets-exec-*' do this in the policy that denies it: the role is not to be among those that only deployers change")),
    ...breakGlassNeeds(facts).map(({ need, ...asked }) => claim(`the role for emergencies ${need}`, breakGlassRoleArn(facts, ACCOUNT), asked,
      `exempt '${breakGlassRoleArn(facts, '*')}' in the policy that denies it`)),
  ];
}
