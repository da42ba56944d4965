import type { AccountRecord, AccountRecords } from './account-records';
import type { RunFiles, RunPlan, RunResult } from './run-files';

export interface FinishRequest {
  readonly run: string;
  /** Missing when there was none. */
  readonly plan?: RunPlan;
  /** What stopped the run itself, as the state machine caught it. */
  readonly stopped?: { readonly Error?: string; readonly Cause?: string };
}

/** How the execution ends: without an error it succeeds. */
export interface Ending {
  readonly failed: boolean;
  readonly error: string;
  readonly cause: string;
}

const NAMED = 5;

/** Collects how each planned account ended; one of which nothing is known did not end well. */
export async function finishReconciliation(
  { run, plan, stopped }: FinishRequest, ports: { readonly files: RunFiles; readonly records: AccountRecords },
): Promise<Ending> {
  const planned = await ports.files.readAccounts(run);
  const records = new Map((await ports.records.all()).map((record) => [record.accountId, record]));
  const failures = planned.flatMap((account) => problemsOf(run, records.get(account)).map((problem) => ({ account, problem })));
  const failedAccounts = new Set(failures.map(({ account }) => account)).size;
  const result: RunResult = {
    version: plan?.version ?? '', accounts: planned.length, creations: plan?.creations ?? 0, removals: plan?.removals ?? 0,
    run, done: planned.length - failedAccounts, failures, ...(stopped ? { stopped: `${stopped.Error}: ${messageOf(stopped.Cause)}` } : {}),
  };
  await ports.files.writeResult(result);
  if (failures.length === 0) {
    return stopped ? { failed: true, error: stopped.Error ?? 'Stopped', cause: messageOf(stopped.Cause) } : { failed: false, error: '', cause: '' };
  }
  const first = failures.slice(0, NAMED).map(({ account, problem }) => `${account}: ${problem}`).join('; ');
  const more = failures.length > NAMED ? ` and ${failures.length - NAMED} more` : '';
  return { failed: true, error: 'AccountsFailed', cause: `${failedAccounts} of ${planned.length} accounts are not as desired. ${first}${more}` };
}

function problemsOf(run: string, record: AccountRecord | undefined): readonly string[] {
  return record?.outcome?.run === run ? record.outcome.failures : ['it was not finished'];
}

/** Step Functions quotes what a function threw as JSON. */
function messageOf(cause = ''): string {
  try {
    return (JSON.parse(cause) as { errorMessage?: string }).errorMessage ?? cause;
  } catch {
    return cause;
  }
}
