import { type AccessDocuments, Superseded, currentAccess } from './access-documents';
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

export interface FinishPorts {
  readonly files: RunFiles;
  readonly records: AccountRecords;
  readonly documents: AccessDocuments;
}

const NAMED = 5;

/** Collects how each account ended, planned or refused by the plan; a planned one of which nothing is known did not end well. */
export async function finishReconciliation({ run, plan, stopped }: FinishRequest, ports: FinishPorts): Promise<Ending> {
  const all = await ports.records.all();
  const records = new Map(all.map((record) => [record.accountId, record]));
  const ended = all.filter(({ outcome }) => outcome?.run === run).map(({ accountId }) => accountId);
  const planned = [...new Set([...await ports.files.readAccounts(run), ...ended])];
  const failures = planned.flatMap((account) => problemsOf(run, records.get(account)).map((problem) => ({ account, problem })));
  const failedAccounts = new Set(failures.map(({ account }) => account)).size;
  const skipped = planned.flatMap((account) => {
    const outcome = records.get(account)?.outcome;
    return outcome?.run === run && outcome.skipped ? [{ account, reason: outcome.skipped }] : [];
  });
  const result: RunResult = {
    version: plan?.version ?? '', accounts: planned.length, creations: plan?.creations ?? 0, removals: plan?.removals ?? 0,
    run, done: planned.length - failedAccounts - skipped.length, failures, skipped, ...(stopped ? { stopped: `${stopped.Error}: ${messageOf(stopped.Cause)}` } : {}),
  };
  await ports.files.writeResult(result);
  if (failures.length === 0) {
    return stopped ? { failed: true, error: stopped.Error ?? 'Stopped', cause: messageOf(stopped.Cause) } : { failed: false, error: '', cause: '' };
  }
  const first = failures.slice(0, NAMED).map(({ account, problem }) => `${account}: ${problem}`).join('; ');
  const more = failures.length > NAMED ? ` and ${failures.length - NAMED} more` : '';
  const superseded = await supersededBy(plan, ports.documents);
  return {
    failed: true, error: superseded ? 'Superseded' : 'AccountsFailed',
    cause: `${superseded ? `${superseded.message} ` : ''}${failedAccounts} of ${planned.length} accounts are not as desired. ${first}${more}`,
  };
}

/** Why accounts were left, when a later deployment is the reason. */
async function supersededBy(plan: RunPlan | undefined, documents: AccessDocuments): Promise<Superseded | undefined> {
  try {
    await currentAccess(documents, plan?.version, plan?.rollingBack);
    return undefined;
  } catch (error) {
    if (error instanceof Superseded) {
      return error;
    }
    throw error;
  }
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
