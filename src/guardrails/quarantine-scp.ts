import type { Construct } from 'constructs';
import { quarantineStatements } from './domain/quarantine';
import { exceptExempt } from './domain/statement-conditions';
import { Guardrail } from './guardrail';
import type { GuardrailProps } from './guardrail-props';
import { administrator } from '../organization/domain/callers';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import { QUARANTINE_POLICY } from '../private/naming';

/** Where new and suspended accounts wait, and who may work there. */
export interface QuarantineSCPProps extends GuardrailProps {
  /**
   * ARN patterns of the roles that may work there, such as those that set accounts up. Raises `DeployerPrincipal`, `DeployerTooBroad`.
   *
   * @default - nobody
   */
  readonly deployers?: string[];
}

/**
 * Denies everything to everybody but deployers: for units in which new accounts wait for their guardrails and suspended ones for their end.
 *
 * What must stay possible elsewhere need not stay possible there, and the report says so. For a stack in the management account (`StackAccount`).
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class QuarantineSCP extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props where it binds, and who may work there
   */
  public constructor(scope: Construct, id: string, props: QuarantineSCPProps) {
    super(scope, id);
    const { organization, deployers = [] } = props;
    const region = organization.homeRegion ?? globalServicesRegion(organization.partition);
    this._define(props, {
      type: SCP,
      name: QUARANTINE_POLICY,
      what: 'a quarantine',
      purpose: 'Denies everything to everybody but the roles that set accounts up',
      statements: (exempt) => quarantineStatements(deployers).map((statement) => exceptExempt(statement, exempt)),
      exempts: ['principals', 'accounts'],
      invariants: [{ claim: 'Administrator starts a machine in quarantine', principal: administrator(organization), action: 'ec2:RunInstances', resource: '*', regions: [region] }],
      deployers,
      problems: [],
      closes: true,
    });
  }
}
