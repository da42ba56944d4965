import { type CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { AccessRecords } from './access-records';
import { CALLS_PER_SECOND } from './domain/convergence';
import type { BrakeLimits } from './domain/removal-brake';
import type { Organization } from '../organization/organization';
import { BundledFunction } from '../private/bundled-function';
import type { Permission } from '../private/handler-claims';
import { PROVISIONING_ROLE_PATH } from '../private/naming';
import type { WildcardReason } from '../private/wildcard-reason';

export interface ReconciliationFunctionsProps {
  readonly organization: Organization;
  readonly records: AccessRecords;
  readonly tableName: string;
  readonly tableArn: string;
  readonly stateMachineArn: string;
  readonly limits: BrakeLimits;
  readonly inFlight: number;
}

const LONGEST = Duration.minutes(15);

/** The functions that a run consists of, each with a role that can do its own part only: one of them changes assignments. */
export class ReconciliationFunctions extends Construct {
  public readonly lock: BundledFunction;
  public readonly plan: BundledFunction;
  public readonly reconcile: BundledFunction;
  public readonly finish: BundledFunction;

  public constructor(scope: Construct, id: string, private readonly props: ReconciliationFunctionsProps) {
    super(scope, id);
    const { tableArn, records, limits, inFlight } = props;
    const executions = props.stateMachineArn.replace(':stateMachine:', ':execution:');
    this.lock = this.handler('Lock', 'reconciliation-lock', { STATE_MACHINE_ARN: props.stateMachineArn }, [
      { actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], resources: [tableArn] },
      { actions: ['states:DescribeExecution'], resources: [`${executions}:*`] },
    ], [{ resource: `${executions}:*`, reason: 'whichever run holds the lock, of this one state machine' }]);
    this.plan = this.handler('Plan', 'plan-reconciliation', { MAX_REMOVALS: String(limits.most), ADVICE: limits.advice, STACK_ID: Stack.of(this).stackId }, [
      this.document(),
      { actions: ['s3:PutObject'], resources: [this.runs()] },
      { actions: ['dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], resources: [tableArn] },
      { actions: ['cloudformation:DescribeStacks'], resources: [Stack.of(this).stackId] },
      { actions: ['organizations:DescribeAccount', 'organizations:ListParents', 'organizations:ListTagsForResource'], resources: [this.organizations('account')] },
      { actions: ['organizations:DescribeOrganizationalUnit', 'organizations:ListParents'], resources: [this.organizations('ou')] },
    ], [
      this.anyRun(),
      { resource: this.organizations('account'), reason: 'any account of this organization may come or move' },
      { resource: this.organizations('ou'), reason: 'any account of this organization may come or move' },
    ]);
    this.reconcile = this.handler('Reconcile', 'reconcile-account', {
      INSTANCE_ARN: props.organization.identityCenter!.instanceArn, CALLS_PER_SECOND: String(CALLS_PER_SECOND / inFlight),
    }, [
      this.document(),
      { actions: ['dynamodb:UpdateItem'], resources: [tableArn] },
      { actions: ['organizations:DescribeAccount'], resources: [this.organizations('account')] },
      ...this.assignments(),
    ], [
      { resource: this.organizations('account'), reason: 'rules reach any account of the organization' },
      { resource: this.sets(), reason: 'the ARN of a set is chosen when it is made; those that were replaced must be taken away, too' },
      { resource: this.accounts(), reason: 'rules reach any account of the organization' },
      { resource: this.ownRoles(), reason: 'Identity Center names the roles that it makes, and lets nobody else change them' },
    ], PROVISIONING_ROLE_PATH);
    this.finish = this.handler('Finish', 'finish-reconciliation', {}, [
      this.document(),
      { actions: ['dynamodb:Query'], resources: [tableArn] },
      { actions: ['s3:GetObject', 's3:PutObject'], resources: [this.runs()] },
      // without it S3 does not say that a run had no plan.
      { actions: ['s3:ListBucket'], resources: [records.bucketArn] },
    ], [this.anyRun()]);
  }

  public get arns() {
    const { lock, plan, reconcile, finish } = this;
    return { lock: lock.functionArn, plan: plan.functionArn, reconcile: reconcile.functionArn, finish: finish.functionArn };
  }

  /** Why whoever takes part in runs may reach the files of any. */
  public get runFolders(): WildcardReason[] {
    return [this.anyRun()];
  }

  private handler(
    id: string, bundle: string, environment: Record<string, string>, permissions: Permission[], wildcards: WildcardReason[], rolePath?: string,
  ): BundledFunction {
    return new BundledFunction(this, id, {
      bundle: `identity/runtime/${bundle}.lambda`,
      environment: { TABLE: this.props.tableName, BUCKET: this.props.records.bucketName, ...environment },
      permissions,
      wildcards,
      timeout: LONGEST,
      rolePath,
    });
  }

  /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html */
  private assignments(): Permission[] {
    const { instanceArn } = this.props.organization.identityCenter!;
    return [
      {
        actions: ['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment', 'sso:ListAccountAssignments'],
        resources: [instanceArn, this.sets(), this.accounts()],
      },
      { actions: ['sso:DescribeAccountAssignmentCreationStatus', 'sso:DescribeAccountAssignmentDeletionStatus'], resources: [instanceArn] },
      // in its own account Identity Center may act with the rights of who asks: https://github.com/aws-samples/aws-iam-identity-center-extensions/issues/80
      {
        actions: [
          'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:GetRole',
          'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:UpdateRole',
        ],
        resources: [this.ownRoles()],
      },
    ];
  }

  private document(): Permission {
    return { actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [`${this.props.records.bucketArn}/desired/access.json`] };
  }

  private runs(): string {
    return `${this.props.records.bucketArn}/runs/*`;
  }

  private anyRun(): WildcardReason {
    const bucket = this.props.records.node.findChild('Bucket') as CfnResource;
    return { resource: `<${Stack.of(this).resolve(bucket.logicalId)}.Arn>/runs/*`, reason: 'the folder of whichever run this is' };
  }

  private sets(): string {
    const { partition, identityCenter } = this.props.organization;
    return `arn:${partition}:sso:::permissionSet/${identityCenter!.instanceArn.split('/').at(-1)}/*`;
  }

  private accounts(): string {
    return `arn:${this.props.organization.partition}:sso:::account/*`;
  }

  private ownRoles(): string {
    return `arn:${this.props.organization.partition}:iam::${Stack.of(this).account}:role/aws-reserved/sso.amazonaws.com/*`;
  }

  private organizations(kind: 'account' | 'ou'): string {
    const { partition, managementAccount, organizationId } = this.props.organization;
    return `arn:${partition}:organizations::${managementAccount.accountId}:${kind}/${organizationId}/*`;
  }
}
