import { ArnFormat, CfnStackSet, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { memberStackSet } from '../private/member-stack-set';
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
    const stackSet = memberStackSet(this, id, {
      name: `zero-trust-config-${what}`,
      description: `Zero Trust landing zone: the ${what} of AWS Config`,
      rootId,
      groups: groups.map(({ accountIds, regions }) => ({ regions, accountIds: everywhere ? undefined : accountIds })),
      template: { AWSTemplateFormatVersion: '2010-09-09', ...template },
      regionsAtOnce: true,
      after: after && this.arn(after),
    });
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
