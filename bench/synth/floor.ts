// The floor: a bare CDK app that creates the same assignments as L1s in the same nested stacks, or in stacks of 450. It knows no organization, no rule and no check.
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { CfnAssignment, CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { type Construct } from 'constructs';

export interface FloorAssignment {
  readonly group: string;
  readonly permissionSet: string;
  readonly accountId: string;
}

const INSTANCE = 'arn:aws:sso:::instance/ssoins-0123456789abcdef';
const ENV = { account: '100000000000', region: 'eu-west-1' };
const PER_STACK = 450;

/** Sets in one stack, assignments in a nested stack for each account. */
export function nestedFloor(sets: readonly string[], assignments: readonly FloorAssignment[]): App {
  const app = new App();
  const stack = new Stack(app, 'Floor', { env: ENV });
  const arns = permissionSets(stack, sets);
  const nested = new Map<string, NestedStack>();
  for (const assignment of assignments) {
    const { accountId } = assignment;
    const inside = nested.get(accountId) ?? new NestedStack(stack, accountId);
    nested.set(accountId, inside);
    assign(inside, assignment, arns);
  }
  return app;
}

/** Stacks of 450 assignments each, in the order they are given. */
export function flatFloor(sets: readonly string[], assignments: readonly FloorAssignment[]): App {
  const app = new App();
  const arns = permissionSets(new Stack(app, 'Sets', { env: ENV }), sets);
  for (let start = 0; start < assignments.length; start += PER_STACK) {
    const stack = new Stack(app, `Assignments${start / PER_STACK}`, { env: ENV });
    assignments.slice(start, start + PER_STACK).forEach((assignment) => assign(stack, assignment, arns));
  }
  return app;
}

function permissionSets(stack: Stack, sets: readonly string[]): ReadonlyMap<string, string> {
  return new Map(sets.map((name) => [name, new CfnPermissionSet(stack, name, {
    instanceArn: INSTANCE, name, managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  }).attrPermissionSetArn]));
}

function assign(scope: Construct, { group, permissionSet, accountId }: FloorAssignment, arns: ReadonlyMap<string, string>): void {
  new CfnAssignment(scope, `${accountId}|${group}|${permissionSet}`, {
    instanceArn: INSTANCE,
    permissionSetArn: arns.get(permissionSet)!,
    principalType: 'GROUP',
    principalId: group,
    targetType: 'AWS_ACCOUNT',
    targetId: accountId,
  });
}
