import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { IConstruct } from 'constructs';
import { all, below } from './construct-tree';
import { type AccountName, partOf } from './part';
import { AuditTamperDenySCP } from '../../audit/audit-tamper-deny-scp';
import { Guardrail } from '../../guardrails/guardrail';
import { LongLivedCredentialDenySCP } from '../../guardrails/long-lived-credential-deny-scp';
import { MfaEvidenceSCP } from '../../guardrails/mfa-evidence-scp';
import { OrganizationGuardrails } from '../../guardrails/organization-guardrails';
import { ProtectedRolesSCP } from '../../guardrails/protected-roles-scp';
import { RegionDenySCP } from '../../guardrails/region-deny-scp';
import { RootDenySCP } from '../../guardrails/root-deny-scp';
import { SecurityServicesDenySCP } from '../../guardrails/security-services-deny-scp';
import type { GuardrailFacts } from '../../report/domain/report-model';
import type { GuardrailKind, GuardrailPart } from '../domain/landing-zone-parts';

const KINDS: readonly (readonly [GuardrailKind, abstract new (...args: never) => Guardrail])[] = [
  ['allowed-regions', RegionDenySCP],
  ['root-user', RootDenySCP],
  ['security-services', SecurityServicesDenySCP],
  ['audit-tamper', AuditTamperDenySCP],
  ['long-lived-credentials', LongLivedCredentialDenySCP],
  ['protected-roles', ProtectedRolesSCP],
  ['second-factor', MfaEvidenceSCP],
];

/** The guardrails among constructs that promise something, with the policies that hold their statements. */
export function guardrailParts(constructs: readonly IConstruct[], facts: readonly GuardrailFacts[], accountName: AccountName): GuardrailPart[] {
  return all(constructs, Guardrail).flatMap((guardrail) => {
    const [kind] = KINDS.find(([, type]) => guardrail instanceof type) ?? [];
    const told = facts.find(({ name, type }) => name === guardrail.policyName && type === guardrail._definition().type);
    return kind === undefined || told === undefined ? [] : [{
      kind,
      name: told.name,
      targets: told.targets.map(({ name }) => name),
      exemptions: told.exemptions.length,
      policies: hostsOf(guardrail).map((host) => partOf(host, below(host, CfnPolicy), accountName)),
    }];
  });
}

/** Guardrails whose policies are in a template and hold the statements of this one, itself among them unless slots are scarce. */
function hostsOf(guardrail: Guardrail): Guardrail[] {
  const { type } = guardrail._definition();
  const ours = OrganizationGuardrails.of(guardrail, guardrail._organization().organizationId);
  const hosts = ours.policies().filter((policy) => policy.type === type && policy.holds.includes(guardrail.policyName)).map(({ name }) => name);
  return ours.guardrails.filter((one) => one._definition().type === type && hosts.includes(one.policyName));
}
