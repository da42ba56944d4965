import { Lazy } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import type { HostedPolicy } from './organization-guardrails';

/**
 * The policy of a guardrail. What it holds is known only when all guardrails of the app are: where slots are scarce, it holds
 * statements of others as well, or is left out of the template because another policy holds its own.
 */
export class GuardrailPolicy extends CfnPolicy {
  public constructor(scope: Construct, id: string, private readonly hosted: () => HostedPolicy | undefined) {
    super(scope, id, {
      name: Lazy.string({ produce: () => hosted()!.name }),
      description: Lazy.string({ produce: () => hosted()!.description }),
      type: Lazy.string({ produce: () => hosted()!.type }),
      content: Lazy.any({ produce: () => hosted()!.document }),
      targetIds: Lazy.list({ produce: () => [...hosted()!.targetIds] }, { omitEmpty: true }),
    });
  }

  protected override shouldSynthesize(): boolean {
    return super.shouldSynthesize() && this.hosted() !== undefined;
  }
}
