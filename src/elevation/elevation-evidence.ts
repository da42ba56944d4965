import { Duration } from 'aws-cdk-lib';
import type { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ELEVATION_ENVIRONMENT as TOLD } from './elevation-environment';
import { type VaultKeyPlace, vaultKeyUse, vaultKeyWildcard } from '../organization/domain/vault-key-use';
import { BundledFunction } from '../private/bundled-function';
import { ELEVATION_EVIDENCE_PREFIX, EVIDENCE_ROLE_PATH, VAULT_KEY_ALIAS, vaultBucketName } from '../private/naming';

export interface ElevationEvidenceProps {
  readonly table: CfnTable;
  readonly vault: Omit<VaultKeyPlace, 'keyAlias'>;
}

/** Adds every revision of every elevation to the vault, out of the stream of the table, and what is kept of its end. It can write nothing else, and read nothing there. */
export class ElevationEvidence extends Construct {
  public readonly functionName: string;

  public constructor(scope: Construct, id: string, { table, vault }: ElevationEvidenceProps) {
    super(scope, id);
    const place = { ...vault, keyAlias: VAULT_KEY_ALIAS };
    const bucket = vaultBucketName(vault.logArchiveAccountId, vault.region);
    const records = `arn:${vault.partition}:s3:::${bucket}/${ELEVATION_EVIDENCE_PREFIX}*`;
    const stream = table.attrStreamArn;
    const handler = new BundledFunction(this, 'Record', {
      bundle: 'elevation/runtime/record-elevations.lambda',
      permissions: [
        { actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], resources: [stream] },
        { actions: ['dynamodb:ListStreams'], resources: ['*'] },
        { actions: ['s3:PutObject'], resources: [records] },
        vaultKeyUse(place, ['kms:GenerateDataKey']),
      ],
      wildcards: [
        { resource: '*', reason: 'listing streams takes no resource, and Lambda asks for it' },
        { resource: records, reason: 'an object for each revision of an elevation' },
        vaultKeyWildcard(place),
      ],
      rolePath: EVIDENCE_ROLE_PATH,
      timeout: Duration.minutes(1),
      environment: { [TOLD.vaultBucket]: bucket },
    });
    this.functionName = handler.functionName;
    new CfnEventSourceMapping(this, 'Stream', {
      eventSourceArn: stream, functionName: handler.functionArn, startingPosition: 'TRIM_HORIZON', batchSize: 25,
      // again until it is written: the stream keeps it for a day, and an alarm tells of the first failure.
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterCriteria: { filters: ['elevation/', 'evidence/'].map((prefix) => ({
        pattern: JSON.stringify({ dynamodb: { NewImage: { key: { S: [{ prefix }] } } } }),
      })) },
    });
  }
}
