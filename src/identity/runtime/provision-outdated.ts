import type { AccessDocuments } from './access-documents';
import type { DriftRecords } from './drift-ports';
import { RunRecords } from './drift-run';
import { everyPage } from './every-page';
import { finishedOperation } from './finished-operation';
import { type IdentityCenter, IdentityCenterFailure } from './identity-center';
import type { Clock } from '../../private/runtime/clock';
import { findingKey } from '../domain/access-drift';
import type { SetPlace } from '../domain/held-access';

export interface ProvisionOutdatedPorts {
  readonly identityCenter: Pick<IdentityCenter, 'accountsWith' | 'provision' | 'provisioning'>;
  readonly documents: AccessDocuments;
  readonly records: DriftRecords;
  readonly clock: Clock;
}

/** Identity Center takes no more at once: https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
const AT_ONCE = 3;
const MOST_ROUNDS = 3;
/** One operation has this long; what takes longer is seen when it is read back. */
const OPERATION_MS = 240_000;

/**
 * Provisions sets again where their last change has not arrived, and reads back until it has, three times at most.
 *
 * Provisioning twice does no harm, so a crash only costs time. Accounts that a deadline cuts off are next in the same round.
 */
export async function provisionOutdated(
  run: string, { round, at }: { readonly round: number; readonly at: number }, ports: ProvisionOutdatedPorts, deadlineMs: number,
): Promise<{ readonly round: number; readonly at: number; readonly done: boolean }> {
  const records = new RunRecords(ports.records, run);
  const { findings } = await records.drift();
  const { managementAccountId } = (await ports.documents.read()).access;
  const outcomes = await records.outcomes('provisioned');
  const todo = findings.flatMap((finding) => (finding.kind === 'outdated' ? [finding] : []))
    // in the management account a delegated administrator cannot, and else it takes rights over its IAM roles.
    .filter((place) => place.accountId !== managementAccountId && outcomes[key(place)]?.kind !== 'provisioned');
  for (let next = at; next < todo.length; next += AT_ONCE) {
    if (next > at && ports.clock.nowMs() >= deadlineMs) {
      await records.saveOutcomes('provisioned', outcomes);
      return { round, at: next, done: false };
    }
    await Promise.all(todo.slice(next, next + AT_ONCE).map(async (place) => {
      outcomes[key(place)] = { kind: 'left', because: await provisioned(place, ports) };
    }));
  }
  const still = await stillOutdated(todo, ports);
  for (const place of todo.filter((one) => !still.includes(one))) {
    outcomes[key(place)] = { kind: 'provisioned' };
  }
  await records.saveOutcomes('provisioned', outcomes);
  return { round: round + 1, at: 0, done: still.length === 0 || round + 1 >= MOST_ROUNDS };
}

const key = (place: SetPlace) => findingKey({ ...place, kind: 'outdated' });

async function stillOutdated(places: readonly SetPlace[], { identityCenter }: ProvisionOutdatedPorts): Promise<SetPlace[]> {
  const found = new Set<string>();
  for (const permissionSetArn of new Set(places.map((place) => place.permissionSetArn))) {
    const accounts = await everyPage((next) => identityCenter.accountsWith(permissionSetArn, 'outdated', next));
    accounts.forEach((accountId) => found.add(key({ permissionSetArn, accountId })));
  }
  return places.filter((place) => found.has(key(place)));
}

/** Provisions once; what to tell if the set is still outdated afterwards. */
async function provisioned(place: SetPlace, { identityCenter, clock }: ProvisionOutdatedPorts): Promise<string> {
  try {
    const begun = await identityCenter.provision(place);
    const { status, failureReason } = await finishedOperation(begun, (id) => identityCenter.provisioning(id), clock, clock.nowMs() + OPERATION_MS);
    return status === 'FAILED' ? failureReason ?? 'Identity Center gave no reason' : 'its last change has not arrived yet';
  } catch (error) {
    if (error instanceof IdentityCenterFailure) {
      return error.message;
    }
    throw error;
  }
}
