import { type IdentityCenter, IdentityCenterFailure } from './identity-center';
import { cellKey } from '../domain/applied-access';

/** What groups hold in an account of the given sets, as keys of cells, read to the last page. */
export async function listedCells(identityCenter: IdentityCenter, accountId: string, permissionSetArns: Iterable<string>): Promise<Set<string>> {
  const found = new Set<string>();
  for (const permissionSetArn of permissionSetArns) {
    let next: string | undefined;
    do {
      const page = await assignmentsIfAny(identityCenter, { accountId, permissionSetArn }, next);
      page.items.filter(({ type }) => type === 'GROUP').forEach(({ id }) => found.add(cellKey({ permissionSetArn, groupId: id })));
      next = page.next;
    } while (next !== undefined);
  }
  return found;
}

/** Nobody holds a set that does not exist. */
async function assignmentsIfAny(identityCenter: IdentityCenter, where: { accountId: string; permissionSetArn: string }, next?: string) {
  try {
    return await identityCenter.assignments(where, next);
  } catch (error) {
    if (error instanceof IdentityCenterFailure && error.kind === 'missing') {
      return { items: [] };
    }
    throw error;
  }
}
