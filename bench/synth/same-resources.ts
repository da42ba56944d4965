import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyStacks, type Template } from './assembly-stacks';

/** A floor that left something out would be no floor. Nested stacks get names of their own, so of them only the number is compared. */
export function requireSameResources(assembly: string, floor: string): void {
  const read = (folder: string, file: string): Template => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const described = (folder: string) => assemblyStacks(folder).flatMap(({ id, templateFile, nested }) => [
    ...Object.entries(read(folder, templateFile).Resources).filter(([, { Type }]) => Type !== 'AWS::CloudFormation::Stack')
      .map(([name, resource]) => JSON.stringify([id, name, { ...resource, DependsOn: undefined }], sorted)),
    ...[...nested.values()].map((file) => `${id}: nested stack of ${Object.keys(read(folder, file).Resources).length} resources`),
  ]).sort();
  const [ours, theirs] = [described(assembly), described(floor)];
  const different = ours.findIndex((resource, index) => resource !== theirs[index]);
  if (different >= 0 || theirs.length !== ours.length) {
    throw new Error(`the floor differs from what it is the floor of:\n${ours[different]}\n${theirs[different]}`);
  }
}

function sorted(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
