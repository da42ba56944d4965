import { createHash } from 'node:crypto';
import { CfnStack, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import { ASSET_RESOURCE_METADATA_PATH_KEY, ASSET_RESOURCE_METADATA_PROPERTY_KEY } from 'aws-cdk-lib/cx-api';
import { Construct, type IConstruct } from 'constructs';
import { type PassedName, accountTemplate } from './domain/account-template';
import type { AccountStack, NativePlan } from './domain/native-plan';
import { Lanes } from './lanes';
import { stagedFile } from '../private/staged-file';

export interface NativeAssignmentsProps {
  readonly instanceArn: string;
  readonly plan: NativePlan;
  /** A value or a written-out reference, such as `{ 'Fn::GetAtt': … }`. */
  readonly setArn: (permissionSet: string) => unknown;
  readonly groupId: (group: string) => unknown;
  /** Deployed before any assignment is touched, so that it can still stop the deployment. */
  readonly brake?: IConstruct;
  /** Keeps assignments that leave the template. */
  readonly handOver: boolean;
}

export interface MadeAssignment {
  readonly group: string;
  readonly permissionSet: string;
  readonly accountId: string;
  readonly logicalId: string;
}

/**
 * Assignments as resources of CloudFormation, one nested stack for each account.
 *
 * Where an assignment stands, and what it is called there, hangs on its account, set and group alone: all its properties are its
 * identity, and one that moved to another stack would be taken away by the old one after the new one gave it.
 *
 * The nested templates are written as they are, without a construct for each assignment: two thousand of those would be most of a synth.
 */
export class NativeAssignments extends Construct {
  public readonly stacks: { readonly accountId: string; readonly resource: CfnStack }[] = [];
  public readonly made: MadeAssignment[] = [];

  public constructor(scope: Construct, id: string, private readonly props: NativeAssignmentsProps) {
    super(scope, id);
    const { plan, brake } = props;
    const lanes = new Lanes(plan.stacksAtOnce);
    for (const accountStack of plan.stacks) {
      const resource = this.accountStack(accountStack);
      this.stacks.push({ accountId: accountStack.accountId, resource });
      lanes.add(resource);
      if (brake) {
        resource.node.addDependency(brake);
      }
    }
  }

  /** @internal What the nested templates hold, which no construct shows. */
  public _writtenTypes(): readonly string[] {
    return this.made.length > 0 ? ['AWS::SSO::Assignment'] : [];
  }

  private accountStack(accountStack: AccountStack): CfnStack {
    const { plan, instanceArn, handOver, setArn, groupId } = this.props;
    const { accountId, accountName } = accountStack;
    const { template, sets, groups, assignments } = accountTemplate(accountStack, { instanceArn, atOnce: plan.assignmentsAtOnce, handOver, hashOf });
    const file = stagedFile(this, JSON.stringify(template, undefined, 1), {
      name: (hash) => `access-of-${accountId}.${hash}.nested.template.json`, displayName: `who holds what in ${accountName}`,
    });
    const passed = (names: readonly PassedName[], value: (name: string) => unknown) => names.map(({ parameter, name }) => [parameter, value(name)]);
    // named as CDK names its own nested stacks: by the path the command line says where something stands.
    const resource = new CfnStack(new Construct(this, `${accountId}.NestedStack`), `${accountId}.NestedStackResource`, {
      templateUrl: file.location.httpUrl,
      // looked up when the template is written: until then somebody may give a permission set another logical id.
      parameters: Lazy.any({ produce: () => Object.fromEntries([...passed(sets, setArn), ...passed(groups, groupId)]) }),
    });
    // by these the CDK command line finds the template of a nested stack, and `cdk diff` shows what is in it.
    resource.addMetadata(ASSET_RESOURCE_METADATA_PATH_KEY, file.fileName);
    resource.addMetadata(ASSET_RESOURCE_METADATA_PROPERTY_KEY, 'TemplateURL');
    resource.applyRemovalPolicy(RemovalPolicy.DESTROY);
    this.made.push(...assignments.map((assignment) => ({ ...assignment, accountId })));
    return resource;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
