import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BundledFunction } from '../private/bundled-function';
import type { Permission } from '../private/handler-claims';
import { PROVISIONING_ROLE_PATH, ROLE_PATH } from '../private/naming';

export interface DriftFunctionsProps {
  /** ARN of the Identity Center instance; never a token. */
  readonly instanceArn: string;
  readonly partition: string;
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly stateMachineArn: string;
  readonly ledger?: { readonly tableName: string; readonly tableArn: string };
  readonly places?: { readonly tableName: string; readonly tableArn: string };
  readonly lentSetArns: readonly string[];
  readonly removes: boolean;
}

const STEP = Duration.minutes(15);

/** The functions of a check, each with a role that can do its own part only: nothing that reads can change anything. */
export class DriftFunctions extends Construct {
  public readonly request: BundledFunction;
  public readonly check: BundledFunction;
  public readonly provision: BundledFunction;
  public readonly remove?: BundledFunction;

  public constructor(scope: Construct, id: string, private readonly props: DriftFunctionsProps) {
    super(scope, id);
    const { stateMachineArn, removes } = props;
    const stackId = Stack.of(this).stackId;
    this.request = this.handler('Request', 'request-check', [
      { actions: ['s3:PutObject'], resources: [this.objects('drift-requests/*')] },
      { actions: ['states:StartExecution'], resources: [stateMachineArn] },
    ], { timeout: Duration.minutes(1) });
    this.check = this.handler('Check', 'check-access', [
      ...this.records(),
      { actions: ['s3:GetObjectVersion'], resources: [this.objects('desired/access.json')] },
      { actions: ['s3:GetObject', 's3:DeleteObject'], resources: [this.objects('drift-requests/*')] },
      { actions: ['sso:ListPermissionSets'], resources: [props.instanceArn] },
      { actions: ['sso:ListAccountsForProvisionedPermissionSet'], resources: [props.instanceArn, this.sets()] },
      { actions: ['sso:ListAccountAssignments'], resources: [props.instanceArn, this.sets(), this.accounts()] },
      { actions: ['states:ListExecutions'], resources: [stateMachineArn] },
      { actions: ['cloudformation:DescribeStacks'], resources: [stackId] },
      { actions: ['cloudtrail:LookupEvents'], resources: ['*'] },
      {
        actions: ['events:PutEvents'],
        resources: [Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })],
        conditions: { StringEquals: { 'events:source': 'zero-trust.identity' } },
      },
      ...this.tables(),
    ], { timeout: STEP, also: [
      { resource: '*', reason: 'looking up who called what takes no resource' },
      this.wildcard('drift-requests/*', 'whatever was asked to be checked, and nothing else in the bucket'),
    ] });
    this.provision = this.handler('Provision', 'provision-outdated', [
      ...this.records(),
      { actions: ['sso:ListAccountsForProvisionedPermissionSet'], resources: [props.instanceArn, this.sets()] },
      { actions: ['sso:ProvisionPermissionSet'], resources: [props.instanceArn, this.sets(), this.accounts()] },
      { actions: ['sso:DescribePermissionSetProvisioningStatus'], resources: [props.instanceArn] },
    ], { timeout: STEP, rolePath: PROVISIONING_ROLE_PATH });
    this.remove = removes ? this.handler('Remove', 'remove-undeclared', [
      ...this.records(),
      { actions: ['sso:ListAccountAssignments', 'sso:DeleteAccountAssignment'], resources: [props.instanceArn, this.sets(), this.accounts()] },
      { actions: ['sso:DescribeAccountAssignmentDeletionStatus'], resources: [props.instanceArn] },
      { actions: ['cloudformation:DescribeStacks'], resources: [stackId] },
      ...this.tables(),
    ], { timeout: STEP, rolePath: PROVISIONING_ROLE_PATH }) : undefined;
  }

  private handler(
    id: string, bundle: string, permissions: Permission[],
    options: { readonly timeout: Duration; readonly rolePath?: string; readonly also?: { readonly resource: string; readonly reason: string }[] },
  ): BundledFunction {
    const { instanceArn, bucketName, stateMachineArn, ledger, places, lentSetArns } = this.props;
    const asked = new Set(permissions.flatMap(({ resources }) => resources));
    return new BundledFunction(this, id, {
      bundle: `identity/runtime/${bundle}.lambda`,
      permissions,
      wildcards: [
        ...(asked.has(this.sets()) ? [{ resource: this.sets(), reason: 'sets of this one instance; that some are somebody else\'s is known only when they are listed' }] : []),
        ...(asked.has(this.accounts()) ? [{ resource: this.accounts(), reason: 'every account of the organization, those that come later included' }] : []),
        ...(asked.has(this.objects('drift/*')) ? [this.wildcard('drift/*', 'records of checks, each run in a folder of its own')] : []),
        ...(id === 'Request' ? [this.wildcard('drift-requests/*', 'every request is an object of its own')] : []),
        ...(options.also ?? []),
      ],
      timeout: options.timeout,
      // everything that 40,000 assignments are, twice.
      memoryMegabytes: id === 'Check' ? 1_024 : undefined,
      rolePath: options.rolePath ?? ROLE_PATH,
      environment: {
        INSTANCE_ARN: instanceArn,
        RECORDS_BUCKET: bucketName,
        STACK_ID: Stack.of(this).stackId,
        STATE_MACHINE_ARN: stateMachineArn,
        ...(ledger ? { LEDGER_TABLE: ledger.tableName } : {}),
        ...(places ? { PLACES_TABLE: places.tableName } : {}),
        ...(lentSetArns.length > 0 ? { LENT_SETS: lentSetArns.join(' ') } : {}),
      },
    });
  }

  private records(): Permission[] {
    return [
      { actions: ['s3:GetObject'], resources: [this.objects('desired/access.json')] },
      { actions: ['s3:GetObject', 's3:PutObject'], resources: [this.objects('drift/*')] },
      // on the bucket as a whole: S3 says only to whoever may list that an object is not there.
      { actions: ['s3:ListBucket'], resources: [this.props.bucketArn] },
    ];
  }

  private tables(): Permission[] {
    const { ledger, places } = this.props;
    return [
      ...(ledger ? [{ actions: ['dynamodb:BatchGetItem'], resources: [ledger.tableArn] }] : []),
      ...(places ? [{ actions: ['dynamodb:Query'], resources: [places.tableArn] }] : []),
    ];
  }

  private objects(keys: string): string {
    return `${this.props.bucketArn}/${keys}`;
  }

  private sets(): string {
    return `${this.props.instanceArn.replace(':instance/', ':permissionSet/')}/*`;
  }

  private accounts(): string {
    return `arn:${this.props.partition}:sso:::account/*`;
  }

  private wildcard(keys: string, reason: string) {
    const arn = Stack.of(this).resolve(this.props.bucketArn) as string | { 'Fn::GetAtt': string[] };
    return { resource: `${typeof arn === 'string' ? arn : `<${arn['Fn::GetAtt'].join('.')}>`}/${keys}`, reason };
  }
}
