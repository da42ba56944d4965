import { RemovalPolicy } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { FunctionOptions } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { handlerClaims } from './handler-claims';
import { ROLE_PATH } from './naming';
import type { Claim } from '../policy/domain/claim';

/**
 * The role and the log group of one Lambda function: it may write that log and do what its statements say, nothing else.
 * AWSLambdaBasicExecutionRole would let it write every log of the account.
 */
export class HandlerRole extends Construct {
  public readonly role: Role;
  public readonly logGroup: LogGroup;

  public constructor(scope: Construct, id: string, private readonly statements: PolicyStatement[] = []) {
    super(scope, id);
    // what a handler did stands in the audit trail; its own log is for finding faults.
    this.logGroup = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.DESTROY });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), path: ROLE_PATH });
    this.logGroup.grantWrite(this.role);
    statements.forEach((statement) => this.role.addToPolicy(statement));
  }

  /** @internal Asked of whichever organization its account is in. */
  public _claims(): readonly Claim[] {
    return handlerClaims(this, this.statements);
  }

  /** What a function needs to run as this role. */
  public get options(): Pick<FunctionOptions, 'role' | 'logGroup'> {
    return { role: this.role, logGroup: this.logGroup };
  }
}
