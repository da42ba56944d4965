import type { AccessDocuments } from './access-documents';
import type { AssignmentLedger } from './assignment-ledger';
import type { Deployments, DriftRecords } from './drift-ports';
import { RunRecords } from './drift-run';
import { everyPage } from './every-page';
import { finishedOperation } from './finished-operation';
import { type IdentityCenter, IdentityCenterFailure } from './identity-center';
import type { ObservedPlaces } from './observed-places';
import type { Clock } from '../../private/runtime/clock';
import { declaredIn, findingKey } from '../domain/access-drift';
import type { Outcome } from '../domain/drift-findings';
import { type HeldAssignment, assignmentKey } from '../domain/held-access';
import { type LastLook, type RemovalRules, protection, reasonToStay } from '../domain/undeclared-removal';

export interface RemoveUndeclaredPorts {
  readonly identityCenter: Pick<IdentityCenter, 'assignments' | 'deletion'>;
  /** Without patience: a call that waits inside itself would be made long after the last look. */
  readonly impatient: Pick<IdentityCenter, 'deleteAssignment'>;
  readonly documents: AccessDocuments;
  readonly deployments: Deployments;
  readonly places: ObservedPlaces;
  readonly ledger: AssignmentLedger;
  readonly records: DriftRecords;
  readonly clock: Clock;
}

const MOST_TRIES = 8;
const WAIT_MS = 5_000;
const OPERATION_MS = 240_000;

/**
 * Removes what the run planned to remove, one after the other, each after a last look at everything.
 *
 * The plan is made once for a run: running this again, after a crash or twice at the same time, never removes more than the plan has.
 */
export async function removeUndeclared(
  run: string, rules: RemovalRules, ports: RemoveUndeclaredPorts, deadlineMs: number,
): Promise<{ readonly done: boolean }> {
  const records = new RunRecords(ports.records, run);
  const plan = await records.plan();
  const outcomes = await records.outcomes('removed');
  const todo = (plan?.kind === 'remove' ? plan.assignments : []).filter((one) => outcomes[keyOf(one)] === undefined);
  for (const [index, assignment] of todo.entries()) {
    if (index > 0 && ports.clock.nowMs() >= deadlineMs) {
      return { done: false };
    }
    outcomes[keyOf(assignment)] = await removed(assignment, rules, ports);
    await records.saveOutcomes('removed', outcomes);
  }
  return { done: true };
}

function keyOf(assignment: HeldAssignment): string {
  return findingKey({ ...assignment, kind: 'undeclared' });
}

async function removed(assignment: HeldAssignment, rules: RemovalRules, ports: RemoveUndeclaredPorts): Promise<Outcome> {
  let because = '';
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const look = await lastLook(assignment, rules, ports);
    const stays = reasonToStay(look);
    if (stays) {
      return tries > 1 && !look.held ? { kind: 'removed' } : stays;
    }
    try {
      const begun = await ports.impatient.deleteAssignment(assignment);
      const { status, failureReason } = await finishedOperation(
        begun, (id) => ports.identityCenter.deletion(id), ports.clock, ports.clock.nowMs() + OPERATION_MS);
      because = status === 'FAILED' ? failureReason ?? 'Identity Center gave no reason' : 'it was still there when it was read back';
    } catch (error) {
      if (!(error instanceof IdentityCenterFailure)) {
        throw error;
      }
      because = error.message;
    }
    // the next look reads it back: it is gone, or the removal is tried again.
    await ports.clock.sleep(WAIT_MS * (0.5 + ports.clock.random()));
  }
  return { kind: 'left', because };
}

/**
 * The order closes what can be closed. A deployment says that it is under way long before it changes the document, so the state is read after
 * the document: a document that was replaced in between shows as a deployment. Whoever answers for an assignment writes that down before it
 * makes the assignment, so the ledger and the places are read last.
 */
async function lastLook(assignment: HeldAssignment, rules: RemovalRules, ports: RemoveUndeclaredPorts): Promise<LastLook> {
  const principals = await everyPage((next) => ports.identityCenter.assignments(assignment, next));
  const { access } = await ports.documents.read();
  const settled = await ports.deployments.state() === 'settled';
  const observed = await ports.places.read();
  const known = (await ports.ledger.known([assignment])).length > 0;
  return {
    held: principals.some(({ type, id }) => type === assignment.principal.type && id === assignment.principal.id),
    declared: declaredIn(assignment.accountId, access, observed).some((one) => assignmentKey(one) === assignmentKey(assignment)),
    settled,
    known,
    protectedBecause: protection(assignment, rules, access),
  };
}
