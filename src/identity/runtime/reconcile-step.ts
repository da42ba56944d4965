import { noteFailure } from './note-failure';
import { type ReconcileAccountPorts, type ReconcileAccountRequest, reconcileAccount } from './reconcile-account';

type OfInvocation = 'worker' | 'deadlineMs';

/** What the state machine asks for one account: to work on it, or to write down why it could not be worked on. */
export type ReconcileStep = Omit<ReconcileAccountRequest, OfInvocation> & { readonly problem?: { readonly Error: string; readonly Cause: string } };

export async function reconcileStep(
  { problem, ...request }: ReconcileStep, invocation: Pick<ReconcileAccountRequest, OfInvocation>, ports: ReconcileAccountPorts,
): Promise<{ readonly done: boolean }> {
  if (problem) {
    await noteFailure(request.accountId, request.run, invocation.worker, `${problem.Error}: ${problem.Cause}`, ports.records);
    return { done: true };
  }
  return reconcileAccount({ ...request, ...invocation }, ports);
}
