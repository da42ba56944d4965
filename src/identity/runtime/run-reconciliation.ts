import type { DeployedStacks } from './deployed-stacks';
import type { Executions } from './run-lock';

export interface RunReconciliationRequest {
  /** Of the custom resource: CloudFormation may ask twice. */
  readonly requestId: string;
  readonly stackId: string;
  readonly version: string;
  /** Assignments there are CloudFormation's own and stay so. */
  readonly managementAccountId: string;
}

const NAMED = 5;

/**
 * Starts a run for what was just deployed, unless CloudFormation still holds assignments that it would delete after the run
 * had found them in place.
 */
export async function runReconciliation(
  request: RunReconciliationRequest, ports: { readonly stacks: DeployedStacks; readonly executions: Executions },
): Promise<string> {
  const rollback = await ports.stacks.isRollingBack(request.stackId);
  if (!rollback) {
    const doomed = (await ports.stacks.unretainedAssignments(request.stackId)).filter(({ accountId }) => accountId !== request.managementAccountId);
    if (doomed.length > 0) {
      throw new Error(handOverFirst(doomed.map(({ stackName }) => stackName)));
    }
  }
  return ports.executions.start(`deployment-${request.requestId}`, { version: request.version, ...(rollback ? { rollback } : {}) });
}

function handOverFirst(stackNames: readonly string[]): string {
  const names = [...new Set(stackNames)];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `CloudFormation would delete ${stackNames.length} assignments at the end of this deployment, in ${names.slice(0, NAMED).join(', ')}${more}. `
    + 'Deploy once with AssignmentEngine.native({ handOver: true }), which makes CloudFormation leave them, and then with AssignmentEngine.reconciled().';
}
