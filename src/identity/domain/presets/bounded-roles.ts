import { rolesUnder } from './iam-limits';
import type { Statement } from './preset';
import type { BoundaryData } from '../../domain/permission-set-data';

/** What gives a role power, or somebody the role: only within the boundary. */
const EMPOWERING = [
  'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy',
];

/** The rest of the life of a role and of its instance profile. */
const DESCRIBING = [
  'iam:AddRoleToInstanceProfile', 'iam:CreateInstanceProfile', 'iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile', 'iam:TagInstanceProfile', 'iam:TagRole',
  'iam:UntagInstanceProfile', 'iam:UntagRole', 'iam:UpdateRole', 'iam:UpdateRoleDescription',
];

/** What may be changed at all where roles may be made. */
export function boundedResources(path: string): string[] {
  return [rolesUnder(path), `arn:*:iam::*:instance-profile${path}*`];
}

/**
 * People make roles for what they build, and each of them carries the boundary that they carry themselves. A boundary is put on once and stays.
 * Managed policies are nobody's to change, so that neither the boundary nor a policy that somebody else attached is rewritten.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundedRoles(path: string, boundary: BoundaryData): Statement[] {
  // compared part by part: the path of a policy may hold colons, and as plain text another policy could look like this one.
  const attached = { 'iam:PermissionsBoundary': boundaryArn(boundary) };
  return [
    { Sid: 'MakeBoundedRoles', Effect: 'Allow', Action: EMPOWERING, Resource: rolesUnder(path), Condition: { ArnLike: attached } },
    { Sid: 'DescribeRoles', Effect: 'Allow', Action: DESCRIBING, Resource: boundedResources(path) },
    { Sid: 'BoundEveryRole', Effect: 'Deny', Action: EMPOWERING, Resource: rolesUnder(path), Condition: { ArnNotLike: attached } },
    {
      Sid: 'KeepBoundaries',
      Effect: 'Deny',
      Action: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'],
      Resource: '*', // whoever's boundary it is.
    },
  ];
}

function boundaryArn(boundary: BoundaryData): string {
  return boundary.kind === 'aws' ? `arn:*:iam::aws:policy/${boundary.policy}` : `arn:*:iam::*:policy${boundary.policy.path}${boundary.policy.name}`;
}
