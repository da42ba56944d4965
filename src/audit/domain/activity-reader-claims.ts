import { identityCenterRole } from '../../organization/domain/callers';
import { ACCOUNT, type Claim } from '../../policy/domain/claim';

/** Who asks the activity view, by which role, and what that role reads. */
export interface ActivityReaderUse {
  readonly partition: string;
  readonly homeRegion: string;
  readonly accountId: string;
  readonly vaultName: string;
  /** The bucket of answers, which Athena writes as whoever asks. */
  readonly answersName: string;
  readonly vaultKeyArn: string;
  readonly keyAlias: string;
  readonly workGroupArn: string;
  readonly roleName: string;
  readonly permissionSets: readonly string[];
}

/** What must stay possible for questions to be asked and answered: people take the role, and the role asks and reads. */
export function activityReaderClaims(use: ActivityReaderUse): Claim[] {
  const role = `arn:${use.partition}:iam::${ACCOUNT}:role/${use.roleName}`;
  const claim = (who: string, principal: string, action: string, resource: string, context?: Claim['context']): Claim => ({
    claim: `${who} calls ${action} to ask who did what`, expected: 'allowed', source: 'activity view', principal, action, resource, ...(context ? { context } : {}),
    regions: [use.homeRegion], accountIds: [use.accountId], notCovered: [], fix: 'leave it alone in the policy that denies it',
  });
  return [
    ...use.permissionSets.map((set) => claim(`somebody with ${set}`, identityCenterRole(use, set), 'sts:AssumeRole', role)),
    claim('the role that asks', role, 'athena:StartQueryExecution', use.workGroupArn),
    claim('the role that asks', role, 's3:GetObject', `arn:${use.partition}:s3:::${use.vaultName}/AWSLogs/log`),
    claim('the role that asks', role, 's3:PutObject', `arn:${use.partition}:s3:::${use.answersName}/any`),
    claim('the role that asks', role, 'kms:Decrypt', use.vaultKeyArn, { 'kms:ResourceAliases': [use.keyAlias] }),
  ];
}
