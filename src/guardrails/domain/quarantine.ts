import { unlessPrincipal } from './statement-conditions';
import type { Statement } from '../../policy/domain/document';

/** Nobody does anything, except the roles that take an account into the organization or look after it. */
export function quarantineStatements(deployers: readonly string[]): Statement[] {
  return [unlessPrincipal({ Sid: 'Quarantine', Effect: 'Deny', Action: '*', Resource: '*' }, deployers)];
}
