import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { intoOneFile } from '../projenrc/one-file';

const ROOT = resolve(__dirname, '..');

/** The benchmarks as JavaScript, and the library in one file as it is published, so that no run pays for a compiler. */
export function compileInto(folder: string): void {
  const sources = ['bench', 'examples'].flatMap((name) => readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules')).map((file) => join(ROOT, name, file)));
  buildSync({ entryPoints: sources, outdir: folder, outbase: ROOT, format: 'cjs', platform: 'node', supported: { 'dynamic-import': false }, logLevel: 'error' });
  const library = join(folder, 'lib', 'index.js');
  intoOneFile(library);
  symlinkSync(join(ROOT, 'assets'), join(folder, 'assets'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const data of ['fintech', 'saas']) {
    symlinkSync(join(ROOT, 'examples', data), join(folder, 'examples', data));
  }
  // the name that users import, for what is compiled here.
  writeFileSync(join(folder, 'import-library.js'), `const Module = require('node:module');
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => resolve(name === 'cdk-zero-trust-landing-zone' ? ${JSON.stringify(library)} : name, ...rest);
`);
}
