import { Names } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * A name of ours for what decides who holds what: guardrails and permission sets know it by its beginning, whatever the stack is called.
 * It ends with a hash of the construct's path, so that two of a kind can stand in one account. At most 64 characters when `what` has 44.
 */
export function madeName(construct: IConstruct, what: string): string {
  return `zero-trust-${what}-${Names.nodeUniqueId(construct.node).slice(-8).toLowerCase()}`;
}
