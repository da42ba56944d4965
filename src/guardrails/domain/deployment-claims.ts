import { type MadeResource, type NeededAction, neededToMake } from './resource-actions';
import type { StandingPlace } from './standing-claims';
import { askedRegion } from '../../organization/domain/global-region';
import { ACCOUNT, type Claim } from '../../policy/domain/claim';

/** A stack, and the roles that CDK deploys it with; those that its synthesizer does not use are missing. */
export interface Deployment {
  readonly accountId: string;
  readonly region: string;
  readonly stackName: string;
  readonly roles: {
    readonly deploy?: string;
    readonly execute?: string;
    readonly lookup?: string;
    readonly publishFiles?: string;
    readonly publishImages?: string;
  };
  readonly assetBucket?: string;
  /** What the stack makes, with the physical name where it is known. */
  readonly resources: readonly MadeResource[];
}

/**
 * CDK must be able to deploy every stack of the app again: each of its roles what it is for, and the one that CloudFormation
 * acts as everything that the stack's resources take.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export function deploymentClaims(deployments: readonly Deployment[], place: StandingPlace): Claim[] {
  const claims = deployments.filter(({ accountId }) => place.members.includes(accountId)).flatMap((deployment) => [
    ...roleClaims(deployment, place),
    ...executionClaims(deployment, place),
  ]);
  return merged(claims);
}

/** Stacks ask the same of roles with the same name in their accounts: one claim about all of these accounts. */
function merged(claims: readonly Claim[]): Claim[] {
  const groups = new Map<string, Claim>();
  for (const { accountIds: [accountId], ...claim } of claims) {
    const general = { ...claim, principal: claim.principal.replaceAll(accountId, ACCOUNT), resource: claim.resource.replaceAll(accountId, ACCOUNT) };
    const key = JSON.stringify([general.principal, general.action, general.resource, general.regions, general.context]);
    const others = groups.get(key)?.accountIds ?? [];
    groups.set(key, { ...general, accountIds: [...new Set([...others, accountId])].sort() });
  }
  return [...groups.values()];
}

function roleClaims({ accountId, region, stackName, roles, assetBucket }: Deployment, { partition, globalRegion }: StandingPlace): Claim[] {
  const stack = `arn:${partition}:cloudformation:${region}:${ACCOUNT}:stack/${stackName}/*`;
  const bucket = `arn:${partition}:s3:::${assetBucket}`;
  const needs: [role: string | undefined, name: string, needed: NeededAction[]][] = [
    [roles.deploy, 'deploy role', [
      { action: 'cloudformation:CreateChangeSet', resource: stack },
      { action: 'cloudformation:DescribeChangeSet', resource: stack },
      { action: 'cloudformation:DescribeStacks', resource: stack },
      { action: 'cloudformation:ExecuteChangeSet', resource: stack },
      { action: 'cloudformation:GetTemplate', resource: stack },
      { action: 'cloudformation:UpdateStack', resource: stack },
      { action: 'iam:PassRole', resource: roles.execute ?? '*' },
    ]],
    [roles.publishFiles, 'file-publishing role', [
      { action: 's3:PutObject', resource: `${bucket}/asset` },
      { action: 's3:GetObject', resource: `${bucket}/asset` },
      { action: 's3:ListBucket', resource: bucket },
      { action: 's3:GetEncryptionConfiguration', resource: bucket },
    ]],
    [roles.publishImages, 'image-publishing role', ['ecr:GetAuthorizationToken', 'ecr:PutImage', 'ecr:UploadLayerPart'].map((action) => ({ action, resource: '*' }))],
    [roles.lookup, 'lookup role', [{ action: 'ssm:GetParameter', resource: '*' }, { action: 'ec2:DescribeVpcs', resource: '*' }]],
  ];
  return needs.flatMap(([role, name, needed]) =>
    (role === undefined ? [] : needed.map((need) => claimOf(role, name, need, { accountId, region, globalRegion }))));
}

function executionClaims({ accountId, region, stackName, roles, resources }: Deployment, { globalRegion, partition }: StandingPlace): Claim[] {
  const aliases = resources.filter(({ type }) => type === 'AWS::KMS::Alias').flatMap(({ name }) => name ?? []);
  const buckets = resources.filter(({ type, name }) => type === 'AWS::S3::Bucket' && name !== undefined);
  const roleResources = resources.filter(({ type }) => type === 'AWS::IAM::Role');
  // the policy of a bucket is asked for by the bucket's name, and that of a role by the role's path.
  const named = resources.flatMap((resource) => {
    switch (resource.type) {
      case 'AWS::S3::BucketPolicy': return buckets.map(({ name }) => ({ ...resource, name }));
      case 'AWS::IAM::Policy': return roleResources.map(({ path, name }) => ({ ...resource, path, name }));
      default: return [resource];
    }
  });
  return roles.execute === undefined ? [] : named.flatMap((resource) => neededToMake(resource, { partition, region, aliases, stackName }))
    .map((need) => claimOf(roles.execute!, 'execution role', need, { accountId, region, globalRegion }));
}

interface Asked {
  readonly accountId: string;
  readonly region: string;
  readonly globalRegion: string;
}

function claimOf(principal: string, name: string, { action, resource, context }: NeededAction, at: Asked): Claim {
  return {
    claim: `CDK calls ${action} with its ${name}`,
    expected: 'allowed',
    source: 'deployment',
    principal,
    action,
    resource,
    regions: [askedRegion(action, { globalRegion: at.globalRegion, workRegion: at.region })],
    ...(context ? { context } : {}),
    accountIds: [at.accountId],
    notCovered: [],
    evenWhereClosed: true,
    fix: "name the role in the guardrail's 'deployers', allow the Region or opt in to it, or deploy this stack elsewhere",
  };
}
