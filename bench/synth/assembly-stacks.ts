import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Template = Readonly<Record<string, Readonly<Record<string, any>>>>;

export interface AssemblyStack {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly templateFile: string;
  /** Template files of nested stacks by the hash that their addresses hold. */
  readonly nested: ReadonlyMap<string, string>;
}

/** What of an assembly's manifest is looked at. */
interface Manifest {
  readonly artifacts: Readonly<Record<string, {
    readonly type: string;
    readonly environment?: string;
    readonly properties?: { readonly templateFile?: string };
  }>>;
}

export function assemblyStacks(assembly: string): AssemblyStack[] {
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')) as Manifest;
  return Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack').map(([id, { environment, properties }]) => {
    const [, account, region] = /^aws:\/\/(.*)\/(.*)$/.exec(environment!)!;
    const templateFile = properties!.templateFile!;
    const { files } = JSON.parse(readFileSync(join(assembly, templateFile.replace(/template\.json$/, 'assets.json')), 'utf8'));
    const nested = new Map(Object.entries<any>(files).filter(([, { source }]) => source.path?.endsWith('.nested.template.json'))
      .map(([hash, { source }]): [string, string] => [hash, source.path]));
    return { id, account, region, templateFile, nested };
  });
}
