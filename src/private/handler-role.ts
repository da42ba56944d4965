import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { FunctionOptions } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { ROLE_PATH } from './naming';
import { ACCOUNT, type Claim } from '../policy/domain/claim';

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

  /** What the handler calls must stay possible in its account. */
  public _claims(): readonly Claim[] {
    const { account, region, stackName, partition } = Stack.of(this);
    const calls = this.statements.flatMap(({ actions, resources }) => actions.map((action) => ({ action, resource: resources[0] ?? '*' })));
    return Token.isUnresolved(account) || Token.isUnresolved(region) ? [] : calls.filter(({ action, resource }) => !action.includes('*') && !Token.isUnresolved(resource))
      .map(({ action, resource }): Claim => ({
        claim: `a function of ${stackName} calls ${action}`,
        expected: 'allowed',
        source: 'library',
        principal: `arn:${Token.isUnresolved(partition) ? RegionInfo.get(region).partition ?? 'aws' : partition}:iam::${ACCOUNT}:role${ROLE_PATH}${stackName}`,
        action,
        resource,
        regions: [region],
        accountIds: [account],
        notCovered: [],
        fix: "leave the action alone in the guardrail that denies it, or exempt the roles under '/zero-trust/'",
      }));
  }

  /** What a function needs to run as this role. */
  public get options(): Pick<FunctionOptions, 'role' | 'logGroup'> {
    return { role: this.role, logGroup: this.logGroup };
  }
}
