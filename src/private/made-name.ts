import { Names, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * A name for what must know its own name, such as a state machine whose functions are told it. It begins as the names do that CloudFormation
 * gives: guardrails know by the beginning what a stack made. At most 80 characters.
 */
export function madeName(construct: IConstruct, what: string): string {
  return `${Stack.of(construct).stackName.slice(0, 40)}-${what}-${Names.nodeUniqueId(construct.node).slice(-8)}`;
}
