import type { AccountRecords } from './account-records';

/** Writes down why an account could not be worked on at all, so that the end of the run can say it. */
export async function noteFailure(accountId: string, run: string, worker: string, problem: string, records: AccountRecords): Promise<void> {
  await records.claim(accountId, worker);
  await records.save(accountId, worker, { outcome: { run, failures: [problem.slice(0, 400)] } });
}
