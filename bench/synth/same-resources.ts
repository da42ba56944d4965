import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyStacks, type Template } from './assembly-stacks';

/** A floor that left something out would be no floor. Nested stacks get names of their own, so of them what they hold is compared. */
export function requireSameResources(assembly: string, floor: string): void {
  const read = (folder: string, file: string): Template => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const described = (folder: string) => assemblyStacks(folder).flatMap(({ id, templateFile, nested }) =>
    [templateFile, ...nested.values()].flatMap((file) => Object.entries(read(folder, file).Resources)
      .filter(([, { Type }]) => Type !== 'AWS::CloudFormation::Stack')
      .map(([name, resource]) => JSON.stringify([id, name, { ...resource, DependsOn: undefined, Metadata: undefined }], sorted)))).sort();
  const [ours, theirs] = [described(assembly), described(floor)];
  const different = Array.from({ length: Math.max(ours.length, theirs.length) }, (_, index) => index).find((index) => ours[index] !== theirs[index]);
  if (different !== undefined) {
    throw new Error(`the floor differs from what it is the floor of:\n${ours[different]}\n${theirs[different]}`);
  }
}

/** CloudFormation takes a number as text and the other way round, and so do L1s. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value === 'number') {
    return String(value);
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
