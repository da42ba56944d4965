import { type PolicyDocumentJson, policyDocument } from '../../policy/domain/document';

/** Names that stand in other stacks, too, and so are given. */
export interface BreakGlassNames {
  /** Path of the roles in the chosen accounts. */
  readonly path: string;
  readonly role: string;
  /** The role by which the check looks at the other. */
  readonly reader: string;
  /** Path of the role of the check itself. */
  readonly checkPath: string;
}

/** What is declared of the way in for emergencies; nothing in it is a token. */
export interface BreakGlassFacts {
  readonly partition: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly homeRegion: string;
  /** Where global services keep what is theirs. */
  readonly globalRegion: string;
  /** The chosen ones; the management account may be one of them. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** ARNs of the IAM users who may take the role. */
  readonly users: readonly string[];
  readonly sessionSeconds: number;
  readonly policyArn: string;
  readonly names: BreakGlassNames;
}

/** A device that was asked for at sign-in is believed for a quarter of an hour: long enough to switch roles, too short to leave a desk. */
export const MFA_SECONDS = 900;

/** `*` for every account. */
export function breakGlassRoleArn({ partition, names }: Pick<BreakGlassFacts, 'partition' | 'names'>, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:role${names.path}${names.role}`;
}

export function breakGlassReaderArn({ partition, names }: Pick<BreakGlassFacts, 'partition' | 'names'>, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:role${names.path}${names.reader}`;
}

/**
 * Who takes the role: these people, each with a second factor of minutes ago. A key that is absent does not match, so that long-lived keys alone open nothing.
 *
 * IAM keeps a named user by an id of its own: a user who is deleted and made again under the same name is nobody here.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function breakGlassTrust(users: readonly string[]): PolicyDocumentJson {
  return policyDocument([{
    Sid: 'NamedPeopleWithFreshMfa',
    Effect: 'Allow',
    Principal: { AWS: [...users].sort() },
    Action: 'sts:AssumeRole',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': String(MFA_SECONDS) } },
  }]);
}

/** What the same people need in their own account, because the roles are in others. */
export function breakGlassUsersPolicy(facts: Pick<BreakGlassFacts, 'partition' | 'names'>): PolicyDocumentJson {
  return policyDocument([{ Sid: 'TakeBreakGlassRole', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: breakGlassRoleArn(facts, '*') }]);
}

/** What the check asks of a role. */
export const LOOKING_AT_ROLE = ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'];

/**
 * What a StackSet makes in each member account. Neither resource is retained: an account that is no longer chosen must not keep a role that nobody looks at,
 * and one that is chosen again could not be given a name that is taken. The StackSet as a whole is kept.
 */
export function breakGlassTemplate(facts: BreakGlassFacts): object {
  const { partition, managementAccountId, users, sessionSeconds, policyArn, names } = facts;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Zero Trust landing zone: the role for emergencies, and the role by which it is looked at',
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Path: names.path, RoleName: names.role, Description: BREAK_GLASS_DESCRIPTION, MaxSessionDuration: sessionSeconds,
          AssumeRolePolicyDocument: breakGlassTrust(users), ManagedPolicyArns: [policyArn],
        },
      },
      Reader: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Path: names.path, RoleName: names.reader, Description: 'Looks whether the role for emergencies is as it was declared',
          AssumeRolePolicyDocument: policyDocument([{
            Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${managementAccountId}:root` }, Action: 'sts:AssumeRole',
            // the role of the check has a name that CloudFormation chooses, and need not exist yet.
            Condition: { ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${managementAccountId}:role${names.checkPath}*` } },
          }]),
          Policies: [{ PolicyName: 'Look', PolicyDocument: policyDocument([{
            Effect: 'Allow', Action: LOOKING_AT_ROLE, Resource: { 'Fn::Sub': breakGlassRoleArn(facts, '${AWS::AccountId}') },
          }]) }],
        },
      },
    },
  };
}

export const BREAK_GLASS_DESCRIPTION = 'For emergencies only, when nothing else opens this account; every use is told';
