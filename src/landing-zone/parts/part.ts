import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { below } from './construct-tree';
import { byType, named } from './template-names';
import type { MachinePart, Part, RunningPart, WritingPart } from '../domain/landing-zone-parts';

/** Names accounts the way a reader knows them. */
export type AccountName = (accountId: string) => string;

/** Types of resources, or the resources themselves. */
type Wanted = readonly string[] | readonly CfnResource[];

/** A part as its template has it: its stack, and the resources that are wanted. */
export function partOf(construct: IConstruct, wanted: Wanted, accountName: AccountName): Part {
  const stack = deployedStack(construct);
  return { stack: stack.stackName, place: placeOf(stack, accountName), resources: byType(isTypes(wanted) ? ofTypes(construct, wanted) : wanted) };
}

/** A part with its alarms: those below it, unless some of them are another part's. */
export function runningPart(
  construct: IConstruct, wanted: Wanted, accountName: AccountName, alarms: readonly CfnAlarm[] = below(construct, CfnAlarm),
): RunningPart {
  return {
    ...partOf(construct, wanted, accountName),
    alarms: alarms.map((alarm) => ({ name: named(alarm, alarm.alarmName), metric: alarm.metricName ?? '', tells: (alarm.alarmActions ?? []).length > 0 })),
  };
}

/** A part that runs by state machines, whose names are given because alarms and functions must know them. */
export function machinePart(construct: IConstruct, accountName: AccountName): MachinePart {
  return { ...runningPart(construct, [], accountName), machines: machinesOf(construct) };
}

/** A part whose functions are told by this variable which bucket they write into. */
export function writingPart(construct: IConstruct, wanted: readonly string[], variable: string, accountName: AccountName): WritingPart {
  const told = below(construct, CfnFunction).map((one) => Stack.of(one).resolve(one.environment)?.variables?.[variable] as unknown);
  return { ...runningPart(construct, wanted, accountName), buckets: [...new Set(told.filter((value) => typeof value === 'string'))] };
}

export function machinesOf(construct: IConstruct): string[] {
  return below(construct, CfnStateMachine).map((machine) => named(machine, machine.stateMachineName));
}

/** The stack that is deployed: that of a nested one is its outermost. */
function deployedStack(construct: IConstruct): Stack {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  return stack;
}

function placeOf({ account, region }: Stack, accountName: AccountName): string {
  return `${accountName(account)} (${account}), ${region}`;
}

function ofTypes(construct: IConstruct, types: readonly string[]): CfnResource[] {
  return below(construct, CfnResource).filter(({ cfnResourceType }) => types.includes(cfnResourceType));
}

function isTypes(wanted: Wanted): wanted is readonly string[] {
  return typeof wanted[0] === 'string';
}
