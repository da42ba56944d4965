import type { Construct } from 'constructs';
import { rootDenyStatements } from './domain/root-deny';
import { unlessPrincipalAccount } from './domain/statement-conditions';
import { Guardrail } from './guardrail';
import type { GuardrailProps } from './guardrail-props';
import { rootUser } from '../organization/domain/callers';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import { ROOT_DENY_POLICY } from '../private/naming';

/**
 * Denies everything to the root user of the accounts it binds.
 *
 * Central root access keeps working: its sessions (`sts:AssumeRoot`, at most 15 minutes, one of five tasks) carry `aws:AssumedRoot`, and are not denied.
 * An account whose root must stay usable is named in an exemption, which becomes a condition of this policy: a Deny of one service control
 * policy cannot be allowed again by another one. For a stack in the management account (`StackAccount`), whose own root it does not bind.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export class RootDenySCP extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props where it binds, and which accounts it leaves alone; an exemption of principals raises `ExemptionKind`
   */
  public constructor(scope: Construct, id: string, props: GuardrailProps) {
    super(scope, id);
    const { organization } = props;
    const asked = { principal: rootUser(organization), resource: '*', regions: [globalServicesRegion(organization.partition)] };
    this._define(props, {
      type: SCP,
      name: ROOT_DENY_POLICY,
      what: 'a root deny',
      purpose: 'Denies everything to root users; sessions of central root access stay usable',
      statements: (exempt) => rootDenyStatements(organization.partition)
        .map((statement) => unlessPrincipalAccount(statement, exempt.accountIds)),
      exempts: ['accounts'],
      invariants: [
        { ...asked, claim: 'root makes an access key', action: 'iam:CreateAccessKey' },
        { ...asked, claim: 'root lists buckets', action: 's3:ListAllMyBuckets' },
        {
          ...asked, claim: 'central root access deletes a login profile', action: 'iam:DeleteLoginProfile', expected: 'allowed', context: { 'aws:AssumedRoot': 'true' },
        },
      ],
      problems: [],
    });
  }
}
