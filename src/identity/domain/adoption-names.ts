import type { StackAdoption } from './adoption';

/** Tag of the sets that a catalogue has made or taken over; its value is the engine that made their assignments: 'native' or 'reconciled'. */
export const CATALOG_TAG = 'zero-trust-catalog';

/** ResourcesToImport of https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html (read 2026-11). */
export const RESOURCES_PER_IMPORT = 200;

/** What marks a stack that is about to be nested: the stack, and its definition in the stack around it, must have the same tags. */
export const ADOPTED_TAG = { Key: 'zero-trust-adopted', Value: 'true' };

/** In as many parts as imports are needed. */
export function importsOf<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / RESOURCES_PER_IMPORT) }, (_, index) =>
    items.slice(index * RESOURCES_PER_IMPORT, (index + 1) * RESOURCES_PER_IMPORT));
}

/** One import: what the template gains, and by what each of it is known in AWS. */
export interface ImportNames {
  readonly template: string;
  readonly resources: string;
}

export function importNames(what: string, index: number): ImportNames {
  // the first part of several is called as an only one is.
  const part = index === 0 ? what : `${what}-${index + 1}`;
  return { template: `${part}.template.json`, resources: `${part}.json` };
}

/** Of the sets of a stack. */
export function setsName({ stack }: StackAdoption): string {
  return `${stack.stackName}.sets`;
}

/** Of the assignments in an account. */
export function assignmentsName(accountId: string): string {
  return `${accountId}.assignments`;
}

/** The mapping of `cdk import`, which takes any number of resources. */
export function mappingName({ stack }: StackAdoption): string {
  return `${stack.stackName}.permission-sets.json`;
}

/** Missing where CloudFormation has nothing to take over. */
export function scriptName({ stack, sets, assignments }: StackAdoption): string | undefined {
  return sets.length > 0 || (stack.engine === 'native' && assignments.length > 0) ? `${stack.stackName}.sh` : undefined;
}
