import type { DenialPorts } from './ports';
import { type Projection, type Worker, projectDenials } from './project-denials';
import type { DenialProof, DenialRequest } from '../domain/denial';
import type { DenialPlaces } from '../domain/denials-in-force';

/**
 * Does what is asked, and says for each denial where it was read. The ledger is written first: a crash after it leaves a denial that the next worker writes.
 *
 * Fails when a denial has no room: it is kept in the ledger, written as soon as another one is over, and counted by the alarm.
 */
export async function applyDenials(
  request: DenialRequest, places: DenialPlaces, worker: Worker, ports: DenialPorts,
): Promise<readonly DenialProof[]> {
  if (request.kind === 'deny') {
    await ports.ledger.put(request.denials);
  } else {
    await ports.ledger.remove(request.ids);
  }
  const ids = request.kind === 'deny' ? request.denials.map(({ id }) => id) : request.ids;
  const projection = await projectDenials(places, worker, ports);
  const homeless = projection.plan.left.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
  if (homeless.length > 0) {
    throw new Error(`no policy has room for ${homeless.join(', ')}: the sessions stay open until a denial ends or there are more policies; attach more of them`);
  }
  return ids.map((id) => ({ id, policies: policiesOf(id, projection, places), verifiedAtMs: projection.verifiedAtMs }));
}

function policiesOf(id: string, { plan, names, managementName }: Projection, { managementAccountId }: DenialPlaces): string[] {
  const slot = plan.placed.find((denial) => denial.id === id)?.slot;
  const denial = plan.current.find((one) => one.id === id);
  const inManagement = denial !== undefined && (denial.scope.kind === 'everything' || denial.scope.accountId === managementAccountId);
  return [...(slot === undefined ? [] : [names[slot]]), ...(inManagement && managementName !== undefined ? [managementName] : [])];
}
