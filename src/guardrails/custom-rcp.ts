import type { Construct } from 'constructs';
import type { CustomPolicyProps } from './custom-scp';
import { customDocument, rcpProblems } from './custom-statements';
import { unlessExternalAccount, unlessResourceAccount } from './domain/statement-conditions';
import { Guardrail } from './guardrail';
import { RCP } from '../organization/domain/policy-slots';

/**
 * A team's own resource control policy: sized, packed, rolled out, proved and reported like the others.
 *
 * `Principal` may be left out: it is '*' in every resource control policy. Exemptions become conditions of its statements. An Allow raises `RcpAllow`,
 * another principal `RcpPrincipal`, `NotAction` or an action that names no service `RcpAction`. For a stack in the management account (`StackAccount`).
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export class CustomRcp extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct; the policy's name unless one is given
   * @param props what it says, where it binds, and whom it leaves alone; an exemption of principals raises `ExemptionKind`
   */
  public constructor(scope: Construct, id: string, props: CustomPolicyProps) {
    super(scope, id);
    const { statements, problems } = customDocument(scope, props);
    // CDK writes everybody as { AWS: '*' }, which these policies do not take.
    const everybody = statements.map((statement) => ({
      ...statement, Principal: JSON.stringify(statement.Principal ?? '*') === '{"AWS":"*"}' ? '*' : statement.Principal ?? '*',
    }));
    this._define(props, {
      type: RCP,
      name: id,
      what: 'a resource control policy',
      purpose: props.purpose,
      statements: (exempt) => everybody.map((statement) =>
        unlessExternalAccount(unlessResourceAccount(statement, exempt.accountIds), exempt.externalAccounts)),
      exempts: ['accounts', 'external accounts'],
      invariants: [],
      problems: [...problems, ...rcpProblems(everybody)],
    });
  }
}
