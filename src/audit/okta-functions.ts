import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type VaultKeyPlace, type VaultKeyUse, vaultKeyUse, vaultKeyWildcard } from '../organization/domain/vault-key-use';
import { BundledFunction } from '../private/bundled-function';
import { callingRule } from '../private/calling-rule';
import type { Permission } from '../private/handler-claims';
import { madeName } from '../private/made-name';
import { AUDIT_ROLE_PATH, EVIDENCE_PREFIX, OKTA_PREFIX, VAULT_KEY_ALIAS, vaultBucketName } from '../private/naming';
import type { WildcardReason } from '../private/wildcard-reason';

export interface OktaFunctionsProps {
  readonly name: string;
  readonly partition: string;
  readonly homeRegion: string;
  readonly logArchiveId: string;
  readonly orgUrl: string;
  readonly tokenSecretArn: string;
  readonly queueArn: string;
}

const BATCH = 100;
const BATCHING_SECONDS = 5;
/** Few at once: S3 takes thousands of objects a second, the account's other functions need room. */
const MOST_AT_ONCE = 5;

/** The function that keeps what the stream delivers, and the one that compares it with the System Log. */
export class OktaFunctions extends Construct {
  public readonly reconcilerRoleArn: string;

  public constructor(scope: Construct, id: string, private readonly props: OktaFunctionsProps) {
    super(scope, id);
    this.writer();
    this.reconcilerRoleArn = this.reconciler();
  }

  private writer(): void {
    const { queueArn } = this.props;
    const writer = new BundledFunction(this, 'Write', {
      bundle: 'audit/runtime/write-okta-events.lambda',
      permissions: [
        { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], resources: [queueArn] },
        ...this.keeping([OKTA_PREFIX], false),
      ],
      wildcards: this.reasons([OKTA_PREFIX]),
      timeout: Duration.minutes(2),
      rolePath: AUDIT_ROLE_PATH,
      environment: this.environment(),
    });
    new CfnEventSourceMapping(this, 'Queue', {
      eventSourceArn: queueArn, functionName: writer.functionArn, batchSize: BATCH, maximumBatchingWindowInSeconds: BATCHING_SECONDS,
      functionResponseTypes: ['ReportBatchItemFailures'], scalingConfig: { maximumConcurrency: MOST_AT_ONCE },
    });
  }

  private reconciler(): string {
    const { name, orgUrl, tokenSecretArn } = this.props;
    const table = new CfnTable(this, 'Progress', {
      tableName: madeName(this, 'okta-progress'),
      attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
      keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
      billingMode: 'PAY_PER_REQUEST',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    table.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const reconciler = new BundledFunction(this, 'Reconcile', {
      bundle: 'audit/runtime/reconcile-okta.lambda',
      permissions: [
        { actions: ['secretsmanager:GetSecretValue'], resources: [tokenSecretArn] },
        { actions: ['dynamodb:UpdateItem'], resources: [table.attrArn] },
        { actions: ['s3:ListBucket'], resources: [this.bucketArn()] },
        { actions: ['s3:GetObject'], resources: [`${this.bucketArn()}/${EVIDENCE_PREFIX}okta/*`] },
        ...this.keeping([OKTA_PREFIX, `${EVIDENCE_PREFIX}okta/`], true),
      ],
      wildcards: this.reasons([OKTA_PREFIX, `${EVIDENCE_PREFIX}okta/`]),
      timeout: Duration.minutes(15),
      // the uuids of an hour and a page of a thousand events.
      memoryMegabytes: 1_024,
      rolePath: AUDIT_ROLE_PATH,
      environment: { ...this.environment(), EVIDENCE_PREFIX, OKTA_ORG_URL: orgUrl, TOKEN_SECRET_ARN: tokenSecretArn, PROGRESS_TABLE: table.ref },
    });
    callingRule(this, 'Hourly', {
      name: `${name}-hourly`, description: 'What the stream brought is compared with the System Log', scheduleExpression: 'rate(1 hour)',
      target: { id: 'Reconcile', arn: reconciler.functionArn },
    });
    return reconciler.roleArn;
  }

  /** Adding to the vault: nothing here deletes, and what stands there is not replaced but for a new version of evidence. */
  private keeping(prefixes: readonly string[], reads: boolean): Permission[] {
    return [
      { actions: ['s3:PutObject'], resources: prefixes.map((prefix) => `${this.bucketArn()}/${prefix}*`) },
      this.key('kms:GenerateDataKey', ...(reads ? ['kms:Decrypt'] : [])),
    ];
  }

  private reasons(prefixes: readonly string[]): WildcardReason[] {
    return [
      ...prefixes.map((prefix) => ({ resource: `${this.bucketArn()}/${prefix}*`, reason: 'every event and every hour of evidence is an object of its own' })),
      vaultKeyWildcard(this.keyPlace()),
    ];
  }

  private environment(): Record<string, string> {
    return { OKTA_NAME: this.props.name, OKTA_PREFIX, VAULT_BUCKET: vaultBucketName(this.props.logArchiveId, this.props.homeRegion) };
  }

  private bucketArn(): string {
    return `arn:${this.props.partition}:s3:::${vaultBucketName(this.props.logArchiveId, this.props.homeRegion)}`;
  }

  private key(...actions: string[]): VaultKeyUse {
    return vaultKeyUse(this.keyPlace(), actions);
  }

  private keyPlace(): VaultKeyPlace {
    const { partition, homeRegion, logArchiveId } = this.props;
    return { partition, region: homeRegion, logArchiveAccountId: logArchiveId, keyAlias: VAULT_KEY_ALIAS };
  }
}
