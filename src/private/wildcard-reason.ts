import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A resource with a wildcard in one of our own roles, and why nothing narrower would do. */
export interface WildcardReason {
  readonly resource: string;
  readonly reason: string;
}

/**
 * Writes the reasons where cdk-nag (AwsSolutions-IAM5) and an auditor look for them: at the role.
 *
 * As metadata under the public key and not through `acknowledge()`, which takes no id with '::' twice: an ARN without a Region has that.
 */
export function explainWildcards(role: IConstruct, wildcards: readonly WildcardReason[]): void {
  for (const { resource, reason } of wildcards) {
    role.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`AwsSolutions-IAM5[Resource::${resource}]`]: reason });
  }
}
