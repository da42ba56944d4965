import type { AccessDriftOptions } from './access-drift';

/**
 * What is asked of the check, as far as it holds in the management account: a table of another account cannot be read there, and a list
 * of what is never removed that names sets which only member accounts have would stop every removal. A name that no set has stays, and stops it.
 *
 * @param sets names of all sets of the catalogue
 * @param twins names of those that the management account uses
 */
export function managementDrift(options: AccessDriftOptions, sets: readonly string[], twins: readonly string[]): AccessDriftOptions {
  const elsewhere = sets.filter((name) => !twins.includes(name));
  return { ...options, ledgerTable: undefined, undeclared: options.undeclared?._withoutSets(elsewhere) };
}
