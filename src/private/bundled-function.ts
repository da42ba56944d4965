import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { Duration, FileAssetPackaging, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Permission, handlerClaims } from './handler-claims';
import { madeName } from './made-name';
import { ROLE_PATH } from './naming';
import { type WildcardReason, explainWildcards } from './wildcard-reason';
import { ASSETS_FOLDER } from '../assets-folder';
import type { Claim } from '../policy/domain/claim';

const FILE = 'index.js';
const LOG_DAYS = 365;

export interface BundledFunctionProps {
  /** The handler's folder below assets/, such as 'identity/runtime/resolve-groups.lambda'. */
  readonly bundle: string;
  /** Where others must know it before the function is made; made of the bundle where nothing is said. */
  readonly functionName?: string;
  /** All that it may do besides writing its log. */
  readonly permissions: readonly Permission[];
  /** Why a permission has a wildcard in its resource. */
  readonly wildcards: readonly WildcardReason[];
  /** Five minutes where nothing is said. */
  readonly timeout?: Duration;
  /** 256 where nothing is said. */
  readonly memoryMegabytes?: number;
  readonly environment?: Record<string, string>;
  /** The path of its role, by which guardrails know what it may change. */
  readonly rolePath?: string;
}

/**
 * A Lambda function of this library with the role and the log that are its own: it may write that log and do what its permissions say.
 *
 * Of L1s, on purpose: `Function`, `Role` and their assets load 200 ms of modules into every synth, for a bundle that is always the same file.
 */
export class BundledFunction extends Construct {
  public readonly functionArn: string;
  public readonly functionName: string;
  public readonly roleArn: string;
  public readonly timeout: Duration;
  private readonly permissions: readonly Permission[];
  private readonly rolePath: string;

  public constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    this.permissions = props.permissions;
    this.rolePath = props.rolePath ?? ROLE_PATH;
    this.timeout = props.timeout ?? Duration.minutes(5);
    // what a handler did stands in the audit trail; its own log is for finding faults.
    const log = new CfnLogGroup(this, 'Log', { retentionInDays: LOG_DAYS });
    log.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const role = this.role(log);
    explainWildcards(this, props.wildcards);
    const resource = new CfnFunction(this, 'Function', {
      functionName: props.functionName ?? madeName(this, basename(props.bundle, '.lambda')),
      code: this.code(props.bundle),
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      role: role.attrArn,
      timeout: this.timeout.toSeconds(),
      memorySize: props.memoryMegabytes ?? 256,
      loggingConfig: { logGroup: log.ref },
      environment: props.environment && { variables: props.environment },
    });
    this.functionArn = resource.attrArn;
    this.functionName = resource.ref;
    this.roleArn = role.attrArn;
  }

  /** @internal Asked of whichever organization its account is in. */
  public _claims(): readonly Claim[] {
    return handlerClaims(this, this.permissions, this.rolePath);
  }

  private role(log: CfnLogGroup): CfnRole {
    return new CfnRole(this, 'Role', {
      path: this.rolePath,
      assumeRolePolicyDocument: {
        Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
      policies: [{
        policyName: 'Handler',
        // AWSLambdaBasicExecutionRole would let it write every log of the account.
        policyDocument: {
          Version: '2012-10-17',
          Statement: [{ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [log.attrArn] }, ...this.permissions].map(statementOf),
        },
      }],
    });
  }

  private code(bundle: string): CfnFunction.CodeProperty {
    const { outdir, assetOutdir } = Stage.of(this)!;
    // a bundle is one file: staged by its content, without the walk over folders that AssetStaging makes.
    const content = readFileSync(join(ASSETS_FOLDER, bundle, FILE));
    const sourceHash = createHash('sha256').update(content).digest('hex');
    const folder = join(assetOutdir, `asset.${sourceHash}`);
    if (!existsSync(join(folder, FILE))) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, FILE), content);
    }
    const { bucketName, objectKey } = Stack.of(this).synthesizer.addFileAsset({
      sourceHash, fileName: relative(outdir, folder), packaging: FileAssetPackaging.ZIP_DIRECTORY, displayName: bundle,
    });
    return { s3Bucket: bucketName, s3Key: objectKey };
  }
}

function statementOf({ sid, actions, resources, conditions = {} }: Permission): object {
  const single = (texts: readonly string[]) => (texts.length === 1 ? texts[0] : texts);
  return {
    ...(sid ? { Sid: sid } : {}), Effect: 'Allow', Action: single(actions), Resource: single(resources),
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
  };
}
