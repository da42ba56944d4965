import type { DeployedAccess, RetiredSet } from './desired-access';

/**
 * Sets that were declared until this document, or are retired since an earlier one. One that comes back is not, under its old ARN or a new one:
 * names are unique in an instance, so a set with a new ARN means that the old one is gone.
 */
export function retiredSets(before: DeployedAccess, now: DeployedAccess): RetiredSet[] {
  const declared = before.sets.map((name, index) => ({ name, arn: before.setArns[index] }));
  const once = new Map([...before.retired ?? [], ...declared].map((set) => [set.arn, set]));
  return [...once.values()].filter(({ name, arn }) => !now.sets.includes(name) && !now.setArns.includes(arn))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** ARNs of the sets that a check answers for: those that are declared, and those that were. */
export function checkedSetArns({ setArns, retired = [] }: DeployedAccess): string[] {
  return [...setArns, ...retired.map(({ arn }) => arn)];
}

/** Names of the same sets. */
export function checkedSetNames({ sets, retired = [] }: DeployedAccess): string[] {
  return [...sets, ...retired.map(({ name }) => name)];
}
