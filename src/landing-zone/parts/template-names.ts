import { type CfnResource, Stack } from 'aws-cdk-lib';
import { compare } from '../../organization/domain/order';
import type { EvidenceNames } from '../../report/domain/report-model';

/** More resources of a type than these are counted only: a large catalogue has thousands, and each name takes time to resolve. */
const NAMED = 10;

/** A property as the template has it, or the logical id where it is known only after deployment. */
export function named(resource: CfnResource, property: unknown): string {
  const value: unknown = Stack.of(resource).resolve(property);
  return typeof value === 'string' ? value : logicalId(resource);
}

/** Resources by type, with their logical ids. */
export function byType(resources: readonly CfnResource[]): EvidenceNames[] {
  const types = [...new Set(resources.map(({ cfnResourceType }) => cfnResourceType))].sort(compare);
  return types.map((kind) => {
    const own = resources.filter(({ cfnResourceType }) => cfnResourceType === kind);
    return { kind, count: own.length, names: own.length > NAMED ? [] : own.map(logicalId) };
  });
}

function logicalId(resource: CfnResource): string {
  return Stack.of(resource).resolve(resource.logicalId) as string;
}
