import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attachCustomSynthesis } from 'aws-cdk-lib';
import { rollbackFileName, rollbackJson } from './domain/rollback-file';
import { rollbackMarkdown } from './domain/rollback-markdown';
import type { Guardrail } from './guardrail';
import { OrganizationGuardrails } from './organization-guardrails';
import { waysBack } from './ways-back';

/** Has the way back from every change of a policy written into the cloud assembly, by the last guardrail of the app. */
export function writeRollbacksAtSynth(guardrail: Guardrail): void {
  attachCustomSynthesis(guardrail, {
    onSynthesize: ({ outdir }) => {
      const ours = OrganizationGuardrails.of(guardrail, guardrail._organization().organizationId);
      if (!ours.speaks(guardrail)) {
        return;
      }
      const { folder: name, rollbacks } = waysBack(ours);
      const folder = join(outdir, name);
      // what an earlier synth wrote here is no way back from this one.
      rmSync(folder, { recursive: true, force: true });
      if (rollbacks.length > 0) {
        mkdirSync(folder, { recursive: true });
      }
      for (const rollback of rollbacks) {
        const file = join(folder, rollbackFileName(rollback));
        writeFileSync(`${file}.json`, rollbackJson(rollback));
        writeFileSync(`${file}.md`, rollbackMarkdown(rollback, rollbacks.length));
      }
    },
  });
}
