import { type PolicyState, type Rollback, rollbacks } from './domain/rollback';
import { OrganizationGuardrails } from './organization-guardrails';

/** The way back from every change that a synth makes to policies of an organization. */
export interface WaysBack {
  /** Of the cloud assembly: 'rollback', unless one app holds several organizations; then each has its own. */
  readonly folder: string;
  readonly rollbacks: readonly Rollback[];
}

export function waysBack(ours: OrganizationGuardrails): WaysBack {
  const [guardrail] = ours.guardrails;
  const { organizationId } = guardrail._organization();
  return {
    folder: OrganizationGuardrails.organizations(guardrail).length === 1 ? 'rollback' : `rollback-${organizationId}`,
    rollbacks: rollbacks(deployedNow(ours), deployedThen(ours)),
  };
}

/** Our policies as the snapshot has them: made by this library, or of a name that a guardrail has now. */
function deployedNow(ours: OrganizationGuardrails): PolicyState[] {
  const then = ours.policies();
  return ours.deployed().map(({ id, name, type, description, content, targetIds }) => ({
    id, name, type, content,
    // a snapshot may lack it; then nothing is known to change.
    description: description || (then.find((policy) => policy.name === name && policy.type === type)?.description ?? ''),
    targets: places(targetIds, ours),
  }));
}

function deployedThen(ours: OrganizationGuardrails): PolicyState[] {
  return ours.policies().map(({ name, type, description, document, targetIds }) => ({
    name, type, description, content: JSON.stringify(document), targets: places(targetIds, ours),
  }));
}

function places(ids: readonly string[], { guardrails: [guardrail] }: OrganizationGuardrails): PolicyState['targets'] {
  const known = guardrail._organization()._directory().places;
  return ids.map((id) => ({ id, name: known.get(id)!.name }));
}
