import type { Exempt } from './exemption-problems';
import { POLICY_CHANGES, RECORDING, WEAKENING } from './security-services-data';
import { exceptExempt, unlessPrincipal } from './statement-conditions';
import type { Statement } from '../../policy/domain/document';

export interface SecurityServicesData {
  /** Role ARN patterns that may change what is protected. */
  readonly deployers: readonly string[];
  /** Role ARN patterns that may besides make and change recorders of AWS Config and where they deliver. */
  readonly recorders: readonly string[];
  /** What exemptions name. */
  readonly exempt: Exempt;
}

/** Nobody but deployers and the exempt weakens a security service; nobody at all leaves the organization. */
export function securityServicesStatements({ deployers, recorders, exempt }: SecurityServicesData): Statement[] {
  const forOthers = (statement: Statement, spared = deployers) => exceptExempt(unlessPrincipal(statement, spared), exempt);
  const weakening = WEAKENING.flatMap(({ actions }) => actions);
  const deny = (Sid: string, Action: readonly string[]): Statement => ({ Sid, Effect: 'Deny', Action, Resource: '*' });
  return [
    // an account also leaves by accepting the invitation of another organization.
    deny('StayInOrganization', ['organizations:AcceptHandshake', 'organizations:LeaveOrganization']),
    forOthers(deny('KeepSecurityServices', recorders.length === 0 ? weakening : weakening.filter((action) => !RECORDING.includes(action)))),
    ...(recorders.length === 0 ? [] : [forOthers(deny('KeepRecorders', RECORDING), [...new Set([...deployers, ...recorders])].sort())]),
    forOthers(deny('KeepPolicies', POLICY_CHANGES)),
  ];
}
