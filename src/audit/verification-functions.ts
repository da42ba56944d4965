import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AUDIT_EVENT_SOURCE } from './domain/detections/audit-events';
import type { VerificationFiles } from './verification-files';
import { type VaultKeyPlace, type VaultKeyUse, vaultKeyUse, vaultKeyWildcard } from '../organization/domain/vault-key-use';
import { BundledFunction } from '../private/bundled-function';
import type { Permission } from '../private/handler-claims';
import { AUDIT_ROLE_PATH, EVIDENCE_PREFIX, TRAIL_NAME, VAULT_KEY_ALIAS } from '../private/naming';
import type { WildcardReason } from '../private/wildcard-reason';

export interface VerificationFunctionsProps {
  readonly partition: string;
  readonly organizationId: string;
  readonly archiveAccountId: string;
  readonly region: string;
  readonly vaultName: string;
  readonly regions: readonly string[];
  /** The dimension of the metrics. */
  readonly verification: string;
  readonly files: VerificationFiles;
}

const LONGEST = Duration.minutes(15);
const ROSTER = 'completeness/roster.json';

/** The functions of both checks, each with a role for its own part. None can delete anything, and only one reads logs. */
export class VerificationFunctions extends Construct {
  public readonly plan: BundledFunction;
  public readonly verify: BundledFunction;
  public readonly finish: BundledFunction;
  public readonly completeness: BundledFunction;

  public constructor(scope: Construct, id: string, private readonly props: VerificationFunctionsProps) {
    super(scope, id);
    const evidence = (keys: string) => `${this.vault()}/${EVIDENCE_PREFIX}${keys}`;
    const own = (keys: string) => `${props.files.bucketArn}/${keys}`;
    const [days, signingKeys, hours, logs] = [evidence('integrity/*'), evidence('trail-keys/*'), evidence('completeness/*'), `${this.vault()}/AWSLogs/${props.organizationId}/*`];
    const [aDay, aKey, anHour] = [
      { resource: days, reason: 'evidence of each day and chain is an object of its own' },
      { resource: signingKeys, reason: 'each public key is an object of its own' },
      { resource: hours, reason: 'evidence of each day is an object of its own' },
    ];
    const theKey = vaultKeyWildcard(this.keyPlace());
    const aRun = { resource: props.files.shown('runs/*'), reason: 'the folder of whichever run this is' };

    this.plan = this.handler('Plan', 'plan-integrity', [
      this.accounts(), ...this.lists(), this.key('kms:Decrypt'),
      { actions: ['s3:GetObject'], resources: [days] },
      { actions: ['s3:GetObject'], resources: [own(ROSTER)] },
      { actions: ['s3:PutObject'], resources: [own('runs/*')] },
    ], [ACCOUNTS_REASON, aDay, aRun, theKey]);
    this.verify = this.handler('Verify', 'verify-day', [
      ...this.lists(), this.key('kms:Decrypt', 'kms:GenerateDataKey'),
      { actions: ['s3:ListBucketVersions'], resources: [this.vault()] },
      { actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [logs] },
      { actions: ['s3:GetObject', 's3:PutObject'], resources: [days, signingKeys] },
      { actions: ['s3:GetObject', 's3:PutObject'], resources: [own('runs/*')] },
      { actions: ['cloudtrail:ListPublicKeys'], resources: ['*'] },
    ], [
      { resource: logs, reason: 'logs and digests of every account and Region of the organization are what is verified' },
      { resource: '*', reason: 'public keys of CloudTrail are nobody\'s resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html' },
      aDay, aKey, aRun, theKey,
    ], 1_769);
    this.finish = this.handler('Finish', 'finish-integrity', [
      ...this.lists(), this.key('kms:Decrypt', 'kms:GenerateDataKey'), this.bus(),
      { actions: ['s3:GetObject', 's3:PutObject'], resources: [days] },
      { actions: ['s3:GetObject'], resources: [own('runs/*')] },
    ], [aDay, aRun, theKey], 1_024);
    this.completeness = this.handler('Completeness', 'check-completeness', [
      this.accounts(), ...this.lists(), this.key('kms:Decrypt', 'kms:GenerateDataKey'), this.bus(),
      { actions: ['s3:GetObject', 's3:PutObject'], resources: [hours] },
      { actions: ['s3:GetObject', 's3:PutObject'], resources: [own(ROSTER)] },
    ], [ACCOUNTS_REASON, anHour, theKey], 1_024);
  }

  private handler(id: string, bundle: string, permissions: Permission[], wildcards: WildcardReason[], memoryMegabytes = 512): BundledFunction {
    const { organizationId, region, vaultName, regions, verification, files } = this.props;
    return new BundledFunction(this, id, {
      bundle: `audit/runtime/${bundle}.lambda`,
      permissions,
      wildcards,
      timeout: LONGEST,
      memoryMegabytes,
      rolePath: AUDIT_ROLE_PATH,
      environment: {
        TRAIL_NAME, HOME_REGION: region, VAULT_BUCKET: vaultName, ORGANIZATION_ID: organizationId, REGIONS: regions.join(','),
        WORK_BUCKET: files.bucketName, VERIFICATION: verification, ACCOUNT_ID: Stack.of(this).account,
      },
    });
  }

  /** S3 says only to whoever may list that an object is not there. */
  private lists(): Permission[] {
    return [{ actions: ['s3:ListBucket'], resources: [this.vault()] }, { actions: ['s3:ListBucket'], resources: [this.props.files.bucketArn] }];
  }

  private key(...actions: string[]): VaultKeyUse {
    return vaultKeyUse(this.keyPlace(), actions);
  }

  private keyPlace(): VaultKeyPlace {
    const { partition, region, archiveAccountId } = this.props;
    return { partition, region, logArchiveAccountId: archiveAccountId, keyAlias: VAULT_KEY_ALIAS };
  }

  private accounts(): Permission {
    return { actions: ['organizations:ListAccounts'], resources: ['*'] };
  }

  private bus(): Permission {
    return {
      actions: ['events:PutEvents'],
      resources: [Stack.of(this).formatArn({ partition: this.props.partition, service: 'events', resource: 'event-bus', resourceName: 'default' })],
      conditions: { StringEquals: { 'events:source': AUDIT_EVENT_SOURCE } },
    };
  }

  private vault(): string {
    return `arn:${this.props.partition}:s3:::${this.props.vaultName}`;
  }
}

const ACCOUNTS_REASON: WildcardReason = {
  resource: '*', reason: 'listing accounts takes no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html',
};
