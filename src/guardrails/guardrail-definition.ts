import type { CarriedKeys } from './domain/carried-keys';
import type { Exempt, ExemptionKind } from './domain/exemption-problems';
import type { Invariant } from './domain/invariant-claims';
import type { ExemptActions } from './domain/region-deny-data';
import type { Problem } from '../organization/domain/problem';
import type { Statement } from '../policy/domain/document';

/** What makes one guardrail differ from another. */
export interface GuardrailDefinition {
  readonly type: string;
  /** The policy's name unless a team gives one. */
  readonly name: string;
  /** What it is, as a sentence begins: 'a region deny'. */
  readonly what: string;
  /** What it does, for the policy's description and the report. */
  readonly purpose: string;
  /** The document, exemptions included. */
  readonly statements: (exempt: Exempt) => readonly Statement[];
  /** What an exemption may name. */
  readonly exempts: readonly ExemptionKind[];
  /** What must be denied, or must not be, wherever it binds. */
  readonly invariants: readonly Invariant[];
  /** Role ARN patterns that it leaves alone besides exemptions. */
  readonly deployers?: readonly string[];
  /** Role ARN patterns that a team opted in to leaving alone. */
  readonly leavesAlone?: readonly string[];
  /** Role ARN patterns that only deployers make and take because of it. */
  readonly protectedRoles?: readonly string[];
  /** Actions that it leaves alone for everybody. */
  readonly exemptActions?: readonly ExemptActions[];
  /** What callers bring along where it is enforced, as everything else that is claimed of them takes for given. */
  readonly carried?: CarriedKeys;
  /** What is wrong with the props that only this guardrail has. */
  readonly problems: readonly Problem[];
  /** Whether the accounts it binds are closed to everybody's work, so that nothing has to stay possible there. */
  readonly closes?: boolean;
}
