import { Lazy } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import type { HostedPolicy } from './organization-guardrails';

/**
 * The policy of a guardrail. What it holds is known only when all guardrails of the app are: where slots are scarce, it holds
 * statements of others as well, or is left out of the template because another policy holds its own.
 */
export class GuardrailPolicy extends CfnPolicy {
  private answer?: { readonly policy: HostedPolicy | undefined };

  public constructor(scope: Construct, id: string, private readonly hosted: () => HostedPolicy | undefined) {
    super(scope, id, {
      name: Lazy.string({ produce: () => this.known()!.name }),
      description: Lazy.string({ produce: () => this.known()!.description }),
      type: Lazy.string({ produce: () => this.known()!.type }),
      content: Lazy.any({ produce: () => this.known()!.document }),
      targetIds: Lazy.list({ produce: () => [...this.known()!.targetIds] }, { omitEmpty: true }),
    });
  }

  protected override shouldSynthesize(): boolean {
    // also asked by whoever makes something wait for this policy, when further guardrails may come: that answer is not kept.
    return super.shouldSynthesize() && (this.answer ? this.answer.policy : this.hosted()) !== undefined;
  }

  /** Kept from when the template is written, as CDK keeps what a `Lazy` produced: every policy asks it of all that it waits for. */
  private known(): HostedPolicy | undefined {
    this.answer ??= { policy: this.hosted() };
    return this.answer.policy;
  }
}
