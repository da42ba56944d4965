import type { Construct } from 'constructs';
import { credentialDenyStatements } from './domain/credential-deny';
import { exceptExempt, unlessPrincipal } from './domain/statement-conditions';
import { Guardrail } from './guardrail';
import type { GuardrailProps } from './guardrail-props';
import { administrator } from '../organization/domain/callers';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import { CREDENTIAL_DENY_POLICY } from '../private/naming';

/** Where long-lived credentials are denied, and to whom not. */
export interface LongLivedCredentialDenySCPProps extends GuardrailProps {
  /**
   * ARN patterns of the roles that may make such credentials all the same, such as a role for emergencies. Raises `DeployerPrincipal`, `DeployerTooBroad`.
   *
   * @default - nobody
   */
  readonly deployers?: string[];
}

/**
 * Denies making IAM users, login profiles, access keys and other credentials that do not end by themselves.
 *
 * What exists stays usable, and can be switched off and deleted. Exempt an account while its migration runs. A key that was switched off can be
 * switched on again: no condition tells the two apart. For a stack in the management account (`StackAccount`), which it does not bind.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
 */
export class LongLivedCredentialDenySCP extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props where it binds, and whom it leaves alone
   */
  public constructor(scope: Construct, id: string, props: LongLivedCredentialDenySCPProps) {
    super(scope, id);
    const { organization, deployers = [] } = props;
    const asked = { principal: administrator(organization), resource: '*', regions: [globalServicesRegion(organization.partition)] };
    this._define(props, {
      type: SCP,
      name: CREDENTIAL_DENY_POLICY,
      what: 'a deny of long-lived credentials',
      purpose: 'Denies making IAM users, login profiles, access keys and other credentials that do not end by themselves',
      statements: (exempt) => credentialDenyStatements().map((statement) => exceptExempt(unlessPrincipal(statement, deployers), exempt)),
      exempts: ['principals', 'accounts'],
      invariants: [
        { ...asked, claim: 'Administrator makes an IAM user', action: 'iam:CreateUser' },
        { ...asked, claim: 'Administrator makes an access key', action: 'iam:CreateAccessKey' },
        { ...asked, claim: 'Administrator gives a user a password', action: 'iam:CreateLoginProfile' },
      ],
      deployers,
      problems: [],
    });
  }
}
