import type { Statement } from '../../policy/domain/document';

/**
 * Root may do nothing, except in the sessions that central root access opens for one task: they carry `aws:AssumedRoot`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export function rootDenyStatements(partition: string): Statement[] {
  return [{
    Sid: 'DenyRoot',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::*:root` }, Null: { 'aws:AssumedRoot': 'true' } },
  }];
}
