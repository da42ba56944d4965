import { CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { Part, RunningPart } from './domain/landing-zone-parts';
import { compare } from '../organization/domain/order';
import type { EvidenceNames } from '../report/domain/report-model';

/** More resources of a type than these are counted only: a large catalogue has thousands, and each name takes time to resolve. */
const NAMED = 10;

/** Names accounts the way a reader knows them. */
export type AccountName = (accountId: string) => string;

/** A part as its template has it: its stack, and resources of these types, or these resources. */
export function partOf(construct: IConstruct, wanted: readonly string[] | readonly CfnResource[], accountName: AccountName): Part {
  const stack = deployedStack(construct);
  return { stack: stack.stackName, place: placeOf(stack, accountName), resources: byType(isTypes(wanted) ? ofTypes(construct, wanted) : wanted) };
}

/** A part with its alarms. */
export function runningPart(construct: IConstruct, wanted: readonly string[], alarms: readonly CfnAlarm[], accountName: AccountName): RunningPart {
  return {
    ...partOf(construct, wanted, accountName),
    alarms: alarms.map((alarm) => ({ name: named(alarm, alarm.alarmName), metric: alarm.metricName ?? '', tells: (alarm.alarmActions ?? []).length > 0 })),
  };
}

/** Everything of a class that stands below a construct. */
export function below<T extends IConstruct>(construct: IConstruct, type: abstract new (...args: never) => T): T[] {
  return construct.node.findAll().filter((child): child is T => child instanceof type);
}

/** What a function below a construct is told by this variable, such as the bucket it writes into; none when no function is. */
export function toldToFunctions(construct: IConstruct, variable: string): string[] {
  const told = below(construct, CfnFunction).map((one) => Stack.of(one).resolve(one.environment)?.variables?.[variable] as unknown);
  return [...new Set(told.filter((value) => typeof value === 'string'))];
}

/** A property as the template has it, or the logical id where it is known only after deployment. */
export function named(resource: CfnResource, property: unknown): string {
  const stack = Stack.of(resource);
  const value: unknown = stack.resolve(property);
  return typeof value === 'string' ? value : stack.resolve(resource.logicalId) as string;
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

function byType(resources: readonly CfnResource[]): EvidenceNames[] {
  const types = [...new Set(resources.map(({ cfnResourceType }) => cfnResourceType))].sort(compare);
  return types.map((kind) => {
    const own = resources.filter(({ cfnResourceType }) => cfnResourceType === kind);
    return { kind, count: own.length, names: own.length > NAMED ? [] : own.map((one) => Stack.of(one).resolve(one.logicalId) as string) };
  });
}

function ofTypes(construct: IConstruct, types: readonly string[]): CfnResource[] {
  return construct.node.findAll().filter((child): child is CfnResource => CfnResource.isCfnResource(child) && types.includes(child.cfnResourceType));
}

function isTypes(wanted: readonly string[] | readonly CfnResource[]): wanted is readonly string[] {
  return typeof wanted[0] === 'string';
}
