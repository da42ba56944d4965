import type { IConstruct } from 'constructs';
import { type PolicyState, rollbacks } from '../guardrails/domain/rollback';
import { rollbackFileName } from '../guardrails/domain/rollback-file';
import { OrganizationGuardrails } from '../guardrails/organization-guardrails';

/** The ways back that this synth writes: worked out and not read from the folder, because another part of the app may write it later than the report. */
export function waysBackOf(scope: IConstruct, organizationId: string): { folder: string; files: string[] } {
  const ours = OrganizationGuardrails.of(scope, organizationId);
  const then = ours.policies().map(({ name, type, description, document, targetIds }): PolicyState => (
    { name, type, description, content: JSON.stringify(document), targets: places(targetIds) }));
  const now = ours.deployed().map(({ id, name, type, description, content, targetIds }): PolicyState => ({
    id, name, type, content, targets: places(targetIds),
    // a snapshot may lack it; then nothing is known to change.
    description: description || (then.find((policy) => policy.name === name && policy.type === type)?.description ?? ''),
  }));
  return {
    folder: OrganizationGuardrails.organizations(scope).length === 1 ? 'rollback' : `rollback-${organizationId}`,
    files: rollbacks(now, then).map((rollback) => `${rollbackFileName(rollback)}.md`).sort(),
  };
}

/** Names of places are for readers of the commands, which are not shown here. */
function places(ids: readonly string[]): PolicyState['targets'] {
  return ids.map((id) => ({ id, name: id }));
}
