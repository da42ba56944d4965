import { createHash } from 'node:crypto';
import { CfnParameter, NestedStack, RemovalPolicy } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { CfnAssignment } from 'aws-cdk-lib/aws-sso';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { Construct, type IConstruct } from 'constructs';
import type { AccountStack, NativePlan } from './domain/native-plan';
import { Lanes } from './lanes';

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
  readonly resource: CfnAssignment;
}

/**
 * Assignments as resources of CloudFormation, one nested stack for each account.
 *
 * Where an assignment stands, and what it is called there, hangs on its account, set and group alone: all its properties are its
 * identity, and one that moved to another stack would be taken away by the old one after the new one gave it.
 */
export class NativeAssignments extends Construct {
  public readonly stacks: { readonly accountId: string; readonly stack: NestedStack }[] = [];
  public readonly made: MadeAssignment[] = [];

  public constructor(scope: Construct, id: string, private readonly props: NativeAssignmentsProps) {
    super(scope, id);
    const { plan, brake } = props;
    const lanes = new Lanes(plan.stacksAtOnce);
    for (const accountStack of plan.stacks) {
      const stack = this.accountStack(accountStack);
      this.stacks.push({ accountId: accountStack.accountId, stack });
      lanes.add(stack.nestedStackResource as CfnResource);
      if (brake) {
        stack.node.addDependency(brake);
      }
    }
  }

  private accountStack({ accountId, accountName, sets, groups, assignments }: AccountStack): NestedStack {
    const { setArn, groupId, plan, instanceArn, handOver } = this.props;
    const stack = new NestedStack(this, accountId, { description: `Zero Trust landing zone: who holds what in ${accountName} (${accountId})` });
    // each resource would keep a stack trace that ends in this loop, for a fifth of the time of a synth.
    stack.node.setContext(DISABLE_CREATION_STACK_TRACES, true);
    // references are written out: as tokens, each would be looked for and resolved again in every place where it stands.
    const passed = (kind: string, value: (name: string) => unknown) => (name: string) => {
      const logicalId = logicalIdOf(kind, name);
      new CfnParameter(stack, `${kind}|${idOf(name)}`).overrideLogicalId(logicalId);
      stack.setParameter(logicalId, value(name) as string);
      return [name, { Ref: logicalId }] as const;
    };
    const setArns = new Map(sets.map(passed('Set', setArn)));
    const groupIds = new Map(groups.map(passed('Group', groupId)));
    const lanes = new Lanes(plan.assignmentsAtOnce);
    for (const { group, permissionSet } of assignments) {
      const assignment = new CfnAssignment(stack, `${idOf(group)}|${permissionSet}`, {
        instanceArn,
        permissionSetArn: setArns.get(permissionSet)! as unknown as string,
        principalType: 'GROUP',
        principalId: groupIds.get(group)! as unknown as string,
        targetType: 'AWS_ACCOUNT',
        targetId: accountId,
      });
      // an id of one component is taken as it is, less what CloudFormation does not take: 'a-b' and 'a.b' would be the same.
      assignment.overrideLogicalId(logicalIdOf('', group, permissionSet));
      if (handOver) {
        assignment.applyRemovalPolicy(RemovalPolicy.RETAIN);
      }
      lanes.add(assignment);
      this.made.push({ group, permissionSet, accountId, resource: assignment });
    }
    return stack;
  }
}

/**
 * Of the names alone, so that a set or group that comes or goes renames nothing else.
 * Identity Center does not tell upper and lower case apart: a group that is spelled another way is the same one.
 */
function logicalIdOf(kind: string, ...names: readonly string[]): string {
  const readable = names.map((name) => name.replace(/[^A-Za-z0-9]/g, '').slice(0, 60)).join('');
  return `${kind}${readable.toLowerCase()}${hashOf(JSON.stringify(names).toLowerCase())}`;
}

/** Names may hold any character, and 1,024 of them: each resource's path stands in the template. */
function idOf(name: string): string {
  const encoded = encodeURIComponent(name);
  return encoded.length <= 80 ? encoded : `${encoded.slice(0, 60)}~${hashOf(name)}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
