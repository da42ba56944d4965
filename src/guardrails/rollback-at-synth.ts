import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attachCustomSynthesis } from 'aws-cdk-lib';
import { type PolicyState, rollbacks } from './domain/rollback';
import { rollbackFileName, rollbackJson } from './domain/rollback-file';
import { rollbackMarkdown } from './domain/rollback-markdown';
import type { Guardrail } from './guardrail';
import { OrganizationGuardrails } from './organization-guardrails';

/** Has the way back from every change of a policy written into the cloud assembly, by the last guardrail of the app. */
export function writeRollbacksAtSynth(guardrail: Guardrail): void {
  attachCustomSynthesis(guardrail, {
    onSynthesize: ({ outdir }) => {
      const ours = OrganizationGuardrails.of(guardrail, guardrail._organization().organizationId);
      if (!ours.speaks(guardrail)) {
        return;
      }
      const found = rollbacks(deployedNow(ours), deployedThen(ours));
      const folder = join(outdir, folderName(guardrail));
      // what an earlier synth wrote here is no way back from this one.
      rmSync(folder, { recursive: true, force: true });
      if (found.length > 0) {
        mkdirSync(folder, { recursive: true });
      }
      for (const rollback of found) {
        const file = join(folder, rollbackFileName(rollback));
        writeFileSync(`${file}.json`, rollbackJson(rollback));
        writeFileSync(`${file}.md`, rollbackMarkdown(rollback, found.length));
      }
    },
  });
}

/** 'rollback', unless one app holds several organizations: then each has its own. */
function folderName(guardrail: Guardrail): string {
  return OrganizationGuardrails.organizations(guardrail).length === 1 ? 'rollback' : `rollback-${guardrail._organization().organizationId}`;
}

/** Our policies as the snapshot has them: made by this library, or of a name that a guardrail has now. */
function deployedNow(ours: OrganizationGuardrails): PolicyState[] {
  const organization = ours.guardrails[0]._organization();
  const places = organization._directory().places;
  const then = ours.policies();
  return ours.deployed().map(({ id, name, type, description, content, targetIds }) => ({
    id, name, type, content,
    // a snapshot may lack it; then nothing is known to change.
    description: description || (then.find((policy) => policy.name === name && policy.type === type)?.description ?? ''),
    targets: targetIds.map((target) => ({ id: target, name: places.get(target)!.name })),
  }));
}

function deployedThen(ours: OrganizationGuardrails): PolicyState[] {
  const places = ours.guardrails[0]._organization()._directory().places;
  return ours.policies().map(({ name, type, description, document, targetIds }) => ({
    name, type, description, content: JSON.stringify(document), targets: targetIds.map((id) => ({ id, name: places.get(id)!.name })),
  }));
}
