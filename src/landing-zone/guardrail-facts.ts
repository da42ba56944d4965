import type { EvidenceData, PolicyEvidence } from '../guardrails/domain/evidence';
import type { Guardrail } from '../guardrails/guardrail';
import type { HostedPolicy } from '../guardrails/organization-guardrails';
import type { NamedStage } from '../guardrails/rollout';
import type { Place } from '../organization/domain/directory';
import { RCP, SCP } from '../organization/domain/policy-slots';
import type { GuardrailFacts, StageEvidence } from '../report/domain/report-model';

/** A guardrail as the report tells it. */
export function guardrailFacts(guardrail: Guardrail, policies: readonly HostedPolicy[]): GuardrailFacts {
  const { purpose, exemptActions = [], type } = guardrail._definition();
  const organization = guardrail._organization();
  const quotas = organization._quotas();
  return {
    name: guardrail.policyName,
    type: type === RCP ? RCP : SCP,
    purpose,
    bytes: guardrail.bytes,
    bytesAllowed: type === RCP ? quotas.rcpBytes : quotas.scpBytes,
    heldBy: policies.filter((policy) => policy.type === type && policy.holds.includes(guardrail.policyName)).map(({ name }) => name),
    stages: guardrail._rollout()._named().map((stage) => stageFacts(stage, guardrail.policyName)),
    targets: guardrail.targetIds.map((id) => ({ id, name: placeName(organization._chainTo(id).at(-1)!) })),
    notYetEnforced: organization.accounts.filter(({ active, management }) => active && !management).map(({ accountId }) => accountId)
      .filter((id) => !guardrail._binds(id)),
    exemptActions: exemptActions.map(({ actions, reason, confined }) => ({ actions, reason, confined: confined ?? false })),
    exemptions: guardrail._exemptions().map(({ principals, accountIds, externalAccounts, reason, owner, ticket, expires }) => (
      { principals, accountIds: [...accountIds, ...externalAccounts], reason, owner, ticket, expires })),
  };
}

function stageFacts({ place, stage, acknowledgement, evidence }: NamedStage, policyName: string): GuardrailFacts['stages'][number] {
  const counted = evidence?.policies.find(({ name }) => name === policyName);
  return {
    // the report calls the root by its empty path, as everywhere else.
    unit: place === '/' ? '' : place,
    stage,
    ...(acknowledgement === undefined ? {} : { acknowledgement }),
    ...(evidence === undefined || counted === undefined ? {} : { evidence: evidenceFacts(evidence, counted) }),
  };
}

function evidenceFacts({ from, to, approver }: EvidenceData, { evaluated, denied, undeterminable }: PolicyEvidence): StageEvidence {
  return { from, to, evaluated, denied, undeterminable, approver };
}

function placeName({ kind, name, path }: Place): string {
  return kind === 'unit' ? path : kind === 'root' ? 'Root' : name;
}
