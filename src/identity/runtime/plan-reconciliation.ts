import { type AccessDocuments, type VersionedAccess, currentAccess } from './access-documents';
import type { AccountRecord, AccountRecords } from './account-records';
import type { DeployedStacks } from './deployed-stacks';
import { noteFailure } from './note-failure';
import type { OrganizationPlaces } from './organization-places';
import type { RunFiles, RunPlan, RunRequest } from './run-files';
import { cellsByAccount } from '../domain/desired-access';
import { type AccountPlan, type KnownAccount, type PlannedAccount, needsLivePlace, planAccount } from '../domain/reconcile-plan';
import { type BrakeLimits, brake } from '../domain/removal-brake';

export interface PlanSettings {
  readonly limits: BrakeLimits;
  /** The stack whose deployments run the reconciler. */
  readonly stackId: string;
}

export interface PlanPorts {
  readonly documents: AccessDocuments;
  readonly records: AccountRecords;
  readonly places: Pick<OrganizationPlaces, 'find'>;
  readonly stacks: Pick<DeployedStacks, 'isRollingBack'>;
  readonly files: RunFiles;
}

/** More would be taken away than anybody agreed to. */
export class RemovalsRefused extends Error {
  public override readonly name = 'RemovalsRefused';
}

/**
 * Decides which accounts differ from what is wanted, and writes down where they are and which they are. Changes nothing in Identity Center.
 *
 * The places are written before anybody acts on them, and nothing is written when the brake refuses. A deployment that is being taken
 * back may take what it gave, however much that is. An older document is obeyed only while CloudFormation says that it is taking back,
 * because whoever may start a run could claim it.
 */
export async function planReconciliation(run: string, request: RunRequest, { limits, stackId }: PlanSettings, ports: PlanPorts): Promise<RunPlan> {
  const rollingBack = await ports.stacks.isRollingBack(stackId);
  const [document, records] = await Promise.all([currentAccess(ports.documents, request.version, rollingBack), ports.records.all()]);
  const known = knownAccounts(document, records, request);
  const planned: PlannedAccount[] = [];
  for (const account of known) {
    const asked = request.accountIds !== undefined || needsLivePlace(document.access, account);
    planned.push(planAccount(document.access, account, asked ? await ports.places.find(account.id) : undefined));
  }
  const plans = planned.flatMap((one) => (one.kind === 'planned' ? [one.plan] : []));
  const removed = plans.flatMap((plan) => plan.removed);
  const refused = brake(removed, records.reduce((sum, { applied }) => sum + applied.length, 0), limits);
  // a run that waited for its turn may begin when CloudFormation has done with taking back: what is wanted has been compared by then.
  if (refused !== undefined && !rollingBack && !request.rollback) {
    throw new RemovalsRefused(refused);
  }
  await remember(run, known, planned, ports.records);
  const busy = plans.filter((plan) => plan.creations > 0 || plan.removed.length > 0 || request.recheck);
  await ports.files.writeAccounts(run, busy.map(({ id }) => id));
  const creations = busy.reduce((sum, one) => sum + one.creations, 0);
  return { version: document.version, accounts: busy.length, creations, removals: removed.length, recheck: request.recheck ?? false, rollingBack };
}

function knownAccounts({ access }: VersionedAccess, records: readonly AccountRecord[], { accountIds, recheck }: RunRequest): KnownAccount[] {
  const recorded = new Map(records.map((record) => [record.accountId, record]));
  const ids = accountIds ?? [...new Set([...cellsByAccount(access).keys(), ...recorded.keys()])].sort();
  return [...new Set(ids)].map((id) => {
    const applied = recorded.get(id)?.applied ?? [];
    return { id, observed: recorded.get(id)?.observed, applied: recheck ? applied.map((cell) => ({ ...cell, confirmed: false })) : applied };
  });
}

async function remember(run: string, known: readonly KnownAccount[], planned: readonly PlannedAccount[], records: AccountRecords): Promise<void> {
  for (const [index, account] of known.entries()) {
    const one = planned[index];
    if (one.kind === 'forgotten') {
      await records.forget(account.id);
    } else if (one.kind === 'unclear') {
      await noteFailure(account.id, run, `plan-${run}`, one.reason, records);
    } else if (one.kind === 'planned' && changed(one.plan, account)) {
      await records.place(account.id, one.plan.observed);
    }
  }
}

function changed({ observed }: AccountPlan, account: KnownAccount): boolean {
  return JSON.stringify(observed) !== JSON.stringify(account.observed);
}
