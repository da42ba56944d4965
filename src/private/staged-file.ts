import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FileAssetPackaging, type FileAssetLocation, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export interface FileNames {
  readonly name: (hash: string) => string;
  readonly displayName: string;
}

export interface StagedFile {
  /** As the assembly names it. */
  readonly fileName: string;
  readonly location: FileAssetLocation;
}

/** Written straight into the assembly, where assets are: nothing is copied, and the same content has the same name. */
export function stagedFile(scope: IConstruct, content: string, { name, displayName }: FileNames): StagedFile {
  const { outdir, assetOutdir } = Stage.of(scope)!;
  const sourceHash = createHash('sha256').update(content).digest('hex');
  const file = join(assetOutdir, name(sourceHash));
  // also over one of that name, which a synth that was interrupted may have left half written.
  writeFileSync(file, content);
  const fileName = relative(outdir, file);
  return { fileName, location: Stack.of(scope).synthesizer.addFileAsset({ sourceHash, fileName, packaging: FileAssetPackaging.FILE, displayName }) };
}
