import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attachCustomSynthesis } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Has a runbook written into a folder of the cloud assembly, whose name is asked for when all constructs are there. */
export function writeRunbookAtSynth(construct: Construct, runbook: string, folderName: () => string): void {
  attachCustomSynthesis(construct, {
    onSynthesize: ({ outdir }) => {
      const folder = join(outdir, folderName());
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'RUNBOOK.md'), runbook);
    },
  });
}
