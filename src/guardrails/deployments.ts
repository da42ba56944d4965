import { BootstraplessSynthesizer, CfnResource, type DefaultStackSynthesizer, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Deployment } from './domain/deployment-claims';
import type { Organization } from '../organization/organization';
import { isTemplateWriter } from '../policy/domain/claim';

/** The deployments into an organization among constructs: their accounts, Regions, and the roles that CDK does them with. */
export function deploymentsOf(constructs: readonly IConstruct[], organization: Organization): Deployment[] {
  return constructs.filter((one): one is Stack => Stack.isStack(one) && one.nestedStackParent === undefined)
    .filter(({ account, region }) => !Token.isUnresolved(account) && !Token.isUnresolved(region) && organization._directory().accounts.has(account))
    .map((stack) => deploymentOf(stack, organization.partition));
}

/** What CDK deploys one stack with; the names follow from the synthesizer of that stack and its qualifier. */
export function deploymentOf(stack: Stack, partition: string): Deployment {
  const { account, region, stackName, synthesizer } = stack;
  const concrete = (text: string) => text.replaceAll('${AWS::Partition}', partition).replaceAll('${AWS::AccountId}', account).replaceAll('${AWS::Region}', region);
  // a synthesizer without bootstrap roles has none of these members, or throws.
  // it publishes nothing and looks nothing up, but deploys with the usual roles unless it is given others.
  const none = synthesizer instanceof BootstraplessSynthesizer;
  const roleOf = (member: 'deployRoleArn' | 'cloudFormationExecutionRoleArn' | 'lookupRole') => {
    try {
      const arn = none && member === 'lookupRole' ? undefined : (synthesizer as Partial<DefaultStackSynthesizer>)[member];
      return arn === undefined ? undefined : concrete(arn);
    } catch {
      return undefined;
    }
  };
  const deploy = roleOf('deployRoleArn');
  const qualifier = synthesizer.bootstrapQualifier;
  // names that a team gave stand in members that the types of the synthesizer hide; without them they follow from the qualifier.
  const hidden = synthesizer as unknown as Record<string, unknown>;
  const given = (member: string) => (typeof hidden[member] === 'string' ? concrete(hidden[member]) : undefined);
  const publishing = (kind: string) => given(`${kind}AssetPublishingRoleArn`)
    ?? `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${kind}-publishing-role-${account}-${region}`;
  return {
    accountId: account,
    region,
    stackName,
    roles: {
      deploy,
      execute: roleOf('cloudFormationExecutionRoleArn'),
      lookup: roleOf('lookupRole'),
      ...(deploy && qualifier && !none ? { publishFiles: publishing('file'), publishImages: publishing('image') } : {}),
    },
    assetBucket: deploy && qualifier && !none ? given('bucketName') ?? `cdk-${qualifier}-assets-${account}-${region}` : undefined,
    resources: resourcesOf(stack),
  };
}

function resourcesOf(stack: Stack): Deployment['resources'] {
  const own = stack.node.findAll().filter((one) => outermost(Stack.of(one)) === stack);
  const written = own.flatMap((one) => (isTemplateWriter(one) ? one._writtenTypes().map((type) => ({ type })) : []));
  return [...written, ...own.filter((one): one is CfnResource => CfnResource.isCfnResource(one)).map((resource) => {
    const members = resource as unknown as Record<string, unknown>;
    const plain = (member: string | undefined) => {
      const value = member === undefined ? undefined : members[member];
      return typeof value === 'string' && !Token.isUnresolved(value) ? value : undefined;
    };
    const type = resource.cfnResourceType;
    return { type, name: plain(NAME_MEMBERS[type]), path: type.startsWith('AWS::IAM::') ? plain('path') : undefined };
  })];
}

/** The stack that CDK deploys; a stage inside a stack's tree has stacks of its own. */
function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}

/** The member that holds a resource's physical name. */
const NAME_MEMBERS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'bucketName', 'AWS::KMS::Alias': 'aliasName', 'AWS::IAM::Role': 'roleName', 'AWS::IAM::User': 'userName', 'AWS::IAM::ManagedPolicy': 'managedPolicyName',
};
