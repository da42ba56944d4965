import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that allow shipping inside an Apache-2.0 package as long as their text goes along. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-3-Clause', 'ISC', 'MIT'];

const APACHE = readFileSync(join(__dirname, '..', 'LICENSE'), 'utf8').trim();

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Folders of the installed packages that a bundle has code of, from what esbuild wrote about it. */
function packageFolders(metafile: string): string[] {
  const { outputs } = JSON.parse(readFileSync(metafile, 'utf8')) as { outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> };
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
  const folders = files.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** The licence texts of a package; one of ours serves where an Apache-2.0 package has none of its own. */
function licenceTexts(folder: string, { name, version, license }: BundledPackage): string {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  if (!ALLOWED.includes(license) || (files.length === 0 && license !== 'Apache-2.0')) {
    throw new Error(`${name}@${version} has the licence '${license}' and the licence files [${files.join(', ')}]; `
      + `a bundled package needs one of ${ALLOWED.join(', ')} and its text`);
  }
  return files.length === 0 ? APACHE : files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
}

/** Puts the licences of everything inside a bundle next to it: `tsx third-party-notices.ts FOLDER_OF_BUNDLE`. */
function writeNotices(outdir: string): void {
  const metafile = join(outdir, 'index.meta.json');
  if (!existsSync(metafile)) {
    throw new Error(`there is no ${metafile}; bundle with metafile: true`);
  }
  const packagesByText = new Map<string, string[]>();
  for (const folder of packageFolders(metafile)) {
    const bundled = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as BundledPackage;
    const text = licenceTexts(folder, bundled);
    packagesByText.set(text, [...packagesByText.get(text) ?? [], `${bundled.name} ${bundled.version} (${bundled.license})`]);
  }
  const notices = [...packagesByText].map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`);
  writeFileSync(join(outdir, 'THIRD-PARTY-NOTICES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));
  rmSync(metafile);
}

writeNotices(process.argv[2]);
