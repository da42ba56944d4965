import { type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { customDocument, scpProblems } from './custom-statements';
import { exceptExempt } from './domain/statement-conditions';
import { Guardrail } from './guardrail';
import type { GuardrailProps } from './guardrail-props';
import { SCP } from '../organization/domain/policy-slots';

/** A team's own policy: what it says and what it is for. */
export interface CustomPolicyProps extends GuardrailProps {
  /**
   * The statements. Values that are known only at deployment raise `StatementToken`, because nothing could be proved of them;
   * raises also `StatementsEmpty`, `PolicyMalformed`, and what is documented at the class.
   */
  readonly statements: PolicyStatement[];

  /** What it is for, in a sentence without a full stop; shown in the report and in Organizations. Raises `PurposeBlank`. */
  readonly purpose: string;
}

/**
 * A team's own service control policy: sized, packed, rolled out, proved and reported like the others.
 *
 * Exemptions become conditions of its Deny statements. A statement with `Principal` raises `ScpPrincipal`. For a stack in the management account
 * (`StackAccount`), which it does not bind.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 */
export class CustomScp extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct; the policy's name unless one is given
   * @param props what it says, where it binds, and whom it leaves alone
   */
  public constructor(scope: Construct, id: string, props: CustomPolicyProps) {
    super(scope, id);
    const { statements, problems } = customDocument(scope, props);
    this._define(props, {
      type: SCP,
      name: id,
      what: 'a service control policy',
      purpose: props.purpose,
      statements: (exempt) => statements.map((statement) => (statement.Effect === 'Deny' ? exceptExempt(statement, exempt) : statement)),
      exempts: ['principals', 'accounts'],
      invariants: [],
      problems: [...problems, ...scpProblems(statements)],
    });
  }
}
