import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/**
 * Puts the library into one file, as it is published: an app that imports it loads that in a third of the time it takes to find and read some 260,
 * and calls between modules cost nothing. Not minified, so that it can be read; packages stay outside.
 */
export function intoOneFile(outfile: string): void {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string; version: string };
  buildSync({
    entryPoints: [join(ROOT, 'src', 'index.ts')],
    outfile,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    footer: { js: typeNames(name, version) },
    logLevel: 'warning',
  });
}

/** By what jsii and CDK know the classes: jsii writes it into what it compiles, and the bundler renames classes of one name. */
function typeNames(library: string, version: string): string {
  return `for (const [name, type] of Object.entries(module.exports)) {
  if (typeof type === 'function') {
    Object.defineProperty(type, 'name', { value: name });
    type[Symbol.for('jsii.rtti')] = { fqn: \`${library}.\${name}\`, version: ${JSON.stringify(version)} };
  }
}`;
}

type Types = Readonly<Record<string, unknown>>;

/** What differs between two builds of the library, by the names of its public types. */
function differences(one: Types, other: Types): string[] {
  const described = (types: Types) => Object.entries(types).map(([name, type]) => (typeof type === 'function'
    ? `${name}: class ${type.name} ${JSON.stringify((type as unknown as Record<symbol, unknown>)[Symbol.for('jsii.rtti')])}`
    : `${name}: ${JSON.stringify(type)}`));
  const [ours, theirs] = [described(one), described(other)];
  return [...ours.filter((line) => !theirs.includes(line)), ...theirs.filter((line) => !ours.includes(line))];
}

if (require.main === module) {
  const library = join(ROOT, 'lib', 'index.js');
  if (!existsSync(join(ROOT, 'lib', 'landing-zone', 'index.js'))) {
    throw new Error('compile first: npx projen compile');
  }
  const load = createRequire(__filename);
  const compiled = load(library) as Types;
  intoOneFile(library);
  delete load.cache[library];
  const different = differences(compiled, load(library) as Types);
  if (different.length > 0) {
    throw new Error(`the one file has other public types than what jsii compiled:\n${different.join('\n')}`);
  }
}
