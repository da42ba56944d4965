import type { Detection } from './detections/detection';
import type { Statement } from '../../policy/domain/document';

/** From which roles events may come, and to which bus. */
export interface ForwardingPlace {
  readonly partition: string;
  readonly organizationId: string;
  readonly busArn: string;
  readonly rolePath: string;
  /** How the names of the roles begin; the Region follows. */
  readonly rolePrefix: string;
  /** How the names of the rules in member accounts begin. */
  readonly rulePrefix: string;
}

/** Accounts that come to the organization send without a deployment here, so that none is named: the organization and the role are. */
export function busStatement({ partition, organizationId, busArn, rolePath, rolePrefix }: ForwardingPlace): Statement {
  return {
    Sid: 'ZeroTrustDetectionForwarding',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'events:PutEvents',
    Resource: busArn,
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': organizationId },
      ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::*:role${rolePath}${rolePrefix}*` },
    },
  };
}

export function forwardingTrust(accountId: unknown): object {
  return { Version: '2012-10-17', Statement: [{
    Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
  }] };
}

export function forwardingPermission(busArn: string): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: busArn }] };
}

/**
 * What StackSets make in each member account and Region: rules, and the role they send with. The role's name ends with the Region, so that no Region waits
 * for another to make it.
 */
export function memberTemplate(
  detections: readonly Detection[], { busArn, rolePath, rolePrefix, rulePrefix }: ForwardingPlace, homeRegion: string, globalRegion: string,
): object {
  const conditions: Record<Detection['region'], string | undefined> = { home: 'InHomeRegion', global: 'InGlobalRegion', each: undefined };
  const rules = detections.map(({ name, title, region, pattern }) => [logicalId(name), {
    Type: 'AWS::Events::Rule',
    ...(conditions[region] ? { Condition: conditions[region] } : {}),
    Properties: {
      Name: `${rulePrefix}detection-${name}`,
      Description: title,
      EventPattern: pattern,
      Targets: [{ Id: 'Detections', Arn: busArn, RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } }],
    },
  }]);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Zero Trust landing zone: sends what detections watch for to the audit account',
    Conditions: {
      InHomeRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, homeRegion] },
      InGlobalRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, globalRegion] },
    },
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Path: rolePath,
          RoleName: { 'Fn::Sub': `${rolePrefix}\${AWS::Region}` },
          AssumeRolePolicyDocument: forwardingTrust({ Ref: 'AWS::AccountId' }),
          Policies: [{ PolicyName: 'Forward', PolicyDocument: forwardingPermission(busArn) }],
        },
      },
      ...Object.fromEntries(rules),
    },
  };
}

function logicalId(name: string): string {
  return name.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}
