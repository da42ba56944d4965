import { ArnFormat, CfnStackSet, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type RecordingData, recorderRoleTemplate, recorderTemplate } from './domain/config-template';
import type { RecordedGroup } from './domain/recorder-reach';

export interface RecorderStackSetsProps {
  readonly rootId: string;
  readonly homeRegion: string;
  readonly bucketName: string;
  readonly recording: RecordingData;
  readonly roleIsMade: boolean;
  readonly groups: readonly RecordedGroup[];
  /** Whether every member account is recorded in every Region, so that those that come later can be as well. */
  readonly everywhere: boolean;
}

/** The StackSet of the recorders, after the one of their role. Kept when they leave the template: a deployment does not switch off a record. */
export class RecorderStackSets extends Construct {
  public readonly all: CfnStackSet[];

  public constructor(scope: Construct, id: string, private readonly props: RecorderStackSetsProps) {
    super(scope, id);
    const { homeRegion, bucketName, recording, roleIsMade, groups } = props;
    const accountIds = groups.flatMap((group) => group.accountIds);
    const role = roleIsMade ? this.stackSet('Role', 'role', recorderRoleTemplate(), [{ accountIds, regions: [homeRegion] }]) : undefined;
    const recorders = this.stackSet('Recorders', 'recorders', recorderTemplate(recording, { homeRegion, bucketName }), groups, role);
    this.all = [...(role ? [role] : []), recorders];
  }

  private stackSet(id: string, what: string, template: object, groups: readonly RecordedGroup[], after?: CfnStackSet): CfnStackSet {
    const { rootId, everywhere } = this.props;
    const stackSet = new CfnStackSet(this, id, {
      stackSetName: `zero-trust-config-${what}`,
      description: `Zero Trust landing zone: the ${what} of AWS Config`,
      permissionModel: 'SERVICE_MANAGED',
      capabilities: ['CAPABILITY_NAMED_IAM'],
      // automatic deployment knows no filter: it would reach accounts that are left out.
      autoDeployment: everywhere ? {
        enabled: true, retainStacksOnAccountRemoval: false, ...(after ? { dependsOn: [this.arn(after)] } : {}),
      } : { enabled: false },
      managedExecution: { Active: true },
      // an account without a record must be heard of, so no failure is tolerated; strict tolerance would mean one account after the other.
      operationPreferences: { failureToleranceCount: 0, maxConcurrentPercentage: 100, concurrencyMode: 'SOFT_FAILURE_TOLERANCE', regionConcurrencyType: 'PARALLEL' },
      stackInstancesGroup: groups.map(({ accountIds, regions }) => ({
        regions: [...regions],
        deploymentTargets: { organizationalUnitIds: [rootId], ...(everywhere ? {} : { accountFilterType: 'INTERSECTION', accounts: [...accountIds] }) },
      })),
      templateBody: JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', ...template }),
    });
    stackSet.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    // where it is named above, CloudFormation waits for it by itself.
    if (after && !everywhere) {
      stackSet.node.addDependency(after);
    }
    return stackSet;
  }

  private arn(stackSet: CfnStackSet): string {
    return Stack.of(this).formatArn({ service: 'cloudformation', resource: 'stackset', resourceName: stackSet.ref, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  }
}
