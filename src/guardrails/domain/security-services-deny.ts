import type { Exempt } from './exemption-problems';
import { POLICY_CHANGES, WEAKENING } from './security-services-data';
import { exceptExempt, unlessPrincipal } from './statement-conditions';
import type { Statement } from '../../policy/domain/document';

export interface SecurityServicesData {
  /** Role ARN patterns that may change what is protected. */
  readonly deployers: readonly string[];
  /** What exemptions name. */
  readonly exempt: Exempt;
}

/** Nobody but deployers and the exempt weakens a security service; nobody at all leaves the organization. */
export function securityServicesStatements({ deployers, exempt }: SecurityServicesData): Statement[] {
  const forOthers = (statement: Statement) => exceptExempt(unlessPrincipal(statement, deployers), exempt);
  const deny = (Sid: string, Action: readonly string[]): Statement => ({ Sid, Effect: 'Deny', Action, Resource: '*' });
  return [
    // an account also leaves by accepting the invitation of another organization.
    deny('StayInOrganization', ['organizations:AcceptHandshake', 'organizations:LeaveOrganization']),
    forOthers(deny('KeepSecurityServices', WEAKENING.flatMap(({ actions }) => actions))),
    forOthers(deny('KeepPolicies', POLICY_CHANGES)),
  ];
}
