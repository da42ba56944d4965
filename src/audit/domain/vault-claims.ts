import { identityCenterRole } from '../../organization/domain/callers';
import { ACCOUNT, type Claim } from '../../policy/domain/claim';

/** The vault and everybody who must go on working with it. */
export interface VaultUse {
  readonly partition: string;
  readonly organizationId: string;
  readonly region: string;
  readonly homeRegion?: string;
  /** The log archive account. */
  readonly accountId: string;
  readonly managementAccountId: string;
  /** Missing: no other account reads. */
  readonly auditAccountId?: string;
  /** Missing: nobody adds evidence from the account of Identity Center. */
  readonly identityAccountId?: string;
  readonly bucketName: string;
  readonly landingName: string;
  readonly keyAlias: string;
  readonly auditRolePath: string;
  /** Path and name of the role that S3 copies with. */
  readonly copyRole: string;
  readonly readerRole: string;
  readonly evidencePrefix: string;
  readonly evidenceRolePath: string;
  /** Below which names the account of Identity Center adds. */
  readonly evidencePrefixes: readonly string[];
}

type Call = readonly [action: string, resource: string, context?: Readonly<Record<string, string | readonly string[]>>];

/** What must stay possible, whatever hangs above: CloudTrail and Config deliver, S3 copies, the audit account reads and adds evidence. */
export function vaultClaims(use: VaultUse): Claim[] {
  const { partition, organizationId, region, accountId, managementAccountId, auditAccountId, bucketName, landingName } = use;
  const [vault, landing] = [bucketName, landingName].map((name) => `arn:${partition}:s3:::${name}`);
  const key = `arn:${partition}:kms:${region}:${accountId}:key/vault`;
  const alias = { 'kms:ResourceAliases': [use.keyAlias] };
  const role = (pathAndName: string) => `arn:${partition}:iam::${ACCOUNT}:role${pathAndName}`;
  const common = { expected: 'allowed', source: 'audit trail', regions: [region], notCovered: [], fix: 'leave it alone in the policy that denies it' } as const;
  const claims = (who: string, how: Pick<Claim, 'principal' | 'accountIds' | 'caller' | 'evenWhereClosed' | 'fix'>, calls: readonly Call[]) => calls.map(
    ([action, resource, context]): Claim => ({ ...common, ...how, claim: `${who} calls ${action} for the vault`, action, resource, ...(context ? { context } : {}) }));
  const service = (name: string, sourceAccount: string) => ({
    principal: name, caller: 'service', accountIds: [accountId], evenWhereClosed: true, fix: `leave ${name} alone in the resource control policy that denies it`,
    context: { 'aws:SourceOrgID': organizationId, 'aws:SourceAccount': sourceAccount },
  } as const);
  const from = ({ context, ...how }: ReturnType<typeof service>, who: string, calls: readonly Call[]) => (
    claims(who, how, calls.map(([action, resource]) => [action, resource, context])));
  return [
    ...from(service('cloudtrail.amazonaws.com', managementAccountId), 'CloudTrail', [
      ['s3:PutObject', `${vault}/AWSLogs/${organizationId}/log`], ['kms:GenerateDataKey', key], ['kms:Decrypt', key],
    ]),
    ...from(service('config.amazonaws.com', accountId), 'AWS Config', [
      ['s3:PutObject', `${landing}/AWSLogs/${accountId}/Config/file`], ['kms:GenerateDataKey', key],
    ]),
    ...claims('S3', { principal: role(use.copyRole), accountIds: [accountId], fix: common.fix }, [
      ['s3:GetObjectVersionForReplication', `${landing}/AWSLogs/any/Config/file`], ['s3:ReplicateObject', `${vault}/AWSLogs/any/Config/file`], ['kms:Encrypt', key, alias],
    ]),
    ...(auditAccountId === undefined ? [] : [
      ...claims('a function of the audit account', { principal: role(`${use.auditRolePath}any`), accountIds: [auditAccountId], fix: common.fix }, [
        ['s3:GetObject', `${vault}/AWSLogs/log`], ['s3:PutObject', `${vault}/${use.evidencePrefix}any`], ['kms:Decrypt', key, alias],
      ]),
      ...claims('an auditor', { principal: identityCenterRole(use, 'AnySet'), accountIds: [auditAccountId], fix: common.fix }, [
        ['sts:AssumeRole', `arn:${partition}:iam::${accountId}:role/${use.readerRole}`],
      ]),
      ...claims('an auditor', { principal: role(`/${use.readerRole}`), accountIds: [accountId], fix: common.fix }, [
        ['s3:GetObject', `${vault}/AWSLogs/log`], ['kms:Decrypt', key, alias],
      ]),
    ]),
    ...(use.identityAccountId === undefined ? [] : [
      ...claims('a function that writes evidence', { principal: role(`${use.evidenceRolePath}any`), accountIds: [use.identityAccountId], fix: common.fix }, [
        ...use.evidencePrefixes.map((prefix): Call => ['s3:PutObject', `${vault}/${prefix}any`]), ['kms:GenerateDataKey', key, alias],
      ]),
    ]),
  ];
}
