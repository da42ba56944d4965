import { Stack } from 'aws-cdk-lib';
import type { Proof } from '../guardrails/domain/prove';
import { OrganizationGuardrails } from '../guardrails/organization-guardrails';
import type { AccountRoles } from './domain/account-roles';
import { elevationFacts } from './elevation-facts';
import { guardrailFacts } from './guardrail-facts';
import type { LandingZone } from './landing-zone';
import type { LandingZoneProps } from './landing-zone-props';
import { promiseFacts } from './promise-facts';
import { assumedPolicies } from '../identity/domain/assumptions';
import type { PermissionSetData } from '../identity/domain/permission-set-data';
import { PermissionSetCatalog } from '../identity/permission-set-catalog';
import { defaultAccessPortal } from './domain/access-portal';
import { compare } from '../organization/domain/order';
import { RCP, SCP } from '../organization/domain/policy-slots';
import { bytesWithoutWhiteSpace, minified, policyDocument, utf8Bytes } from '../policy/domain/document';
import { type OurPolicy, guardrailChains, policySlots } from '../report/domain/policy-usage';
import type { AccessReport, PermissionSetFacts, ProofFacts, TrailFacts } from '../report/domain/report-model';

/** The report of a landing zone, read off its constructs. */
export function reportOf(landingZone: LandingZone, props: LandingZoneProps, roles: AccountRoles, asOf: string): AccessReport {
  const { organization } = props;
  const catalogs = PermissionSetCatalog._of(organization.organizationId, landingZone);
  const ours = OrganizationGuardrails.of(landingZone, organization.organizationId);
  const policies = ours.policies();
  const hanging = [...policies.map(({ document, ...policy }) => ({ ...policy, bytes: utf8Bytes(minified(document)) })), ...ours.kept()]
    .map(({ name, type, bytes, targetIds }): OurPolicy => ({ name, type: type === RCP ? RCP : SCP, bytes, targetIds }));
  const usage = { directory: organization._directory(), quotas: organization._quotas(), attached: (id: string) => organization.policiesOn(id) };
  const facts: Omit<AccessReport, 'promises'> = {
    schemaVersion: 1,
    organization: {
      id: organization.organizationId,
      partition: organization.partition,
      homeRegion: organization.homeRegion!,
      takenAt: organization.takenAt,
      asOf,
      managementAccountId: organization.managementAccount.accountId,
      identityProvider: props.identityProvider ?? 'Identity provider',
      ...accessPortal(props),
      allowedRegions: [...props.allowedRegions].sort(compare),
    },
    accounts: organization.accounts.map(({ accountId, name, unitPath, status, management }) => ({
      id: accountId,
      name,
      unit: unitPath,
      status,
      roles: [
        ...(management ? ['management'] : []),
        ...(accountId === roles.logArchive.id ? ['log archive'] : []),
        ...(accountId === roles.audit.id ? ['audit'] : []),
        ...(accountId === roles.identity.id ? ['identity'] : []),
      ],
    })),
    permissionSets: catalogs.flatMap((catalog) => catalog._sets().map((set) => setFacts(set, catalog._managementName(set.name)))),
    assumedPolicies: assumedPolicies(catalogs.flatMap((catalog) => catalog._sets()), catalogs.flatMap((catalog) => catalog._matrix().assignments)),
    assignments: catalogs.flatMap((catalog) => catalog._matrix().assignments)
      .map(({ group, permissionSet, account }) => ({ group, permissionSet, accountId: account.id }))
      .sort((a, b) => compare(a.group, b.group) || compare(a.permissionSet, b.permissionSet) || compare(a.accountId, b.accountId)),
    standingExceptions: catalogs.flatMap((catalog) => catalog._matrix().standing).map(({ rule, accounts }) => ({
      group: rule.group, permissionSet: rule.permissionSet, accountIds: accounts.map(({ id }) => id), ...standing(rule.standing!),
    })),
    ...(landingZone.elevation ? { elevation: elevationFacts(landingZone.elevation) } : {}),
    guardrails: ours.guardrails.map((guardrail) => guardrailFacts(guardrail, policies)),
    proofs: ours.proofs().map(proofFacts),
    policySlots: { before: policySlots(usage, []), after: policySlots(usage, hanging) },
    chains: guardrailChains(usage, hanging),
    trail: trailFacts(landingZone),
    stacks: stacksOf(landingZone).map(({ stackName, account, region, templateOptions }) => ({
      name: stackName, accountId: account, region, holds: (templateOptions.description ?? '').replace('Zero Trust landing zone: ', ''),
    })),
    warnings: warningsOf(landingZone),
  };
  return { ...facts, promises: promiseFacts(landingZone, facts) };
}

function accessPortal({ accessPortalUrl, organization: { partition, identityCenter } }: LandingZoneProps): { accessPortalUrl?: string } {
  const url = accessPortalUrl ?? defaultAccessPortal(partition, identityCenter!.identityStoreId);
  return url === undefined ? {} : { accessPortalUrl: url };
}

function proofFacts({ regions, ...proof }: Proof): ProofFacts {
  return { ...proof, region: regions.length > 3 ? `${regions.length} Regions, ${regions[0]} to ${regions[regions.length - 1]}` : regions.join(', ') };
}

function standing({ reason, owner, expires }: { reason: string; owner: string; expires: string }) {
  return { reason, owner, expires };
}

function setFacts(set: PermissionSetData, managementName: string | undefined): PermissionSetFacts {
  const boundary = set.boundary && (set.boundary.kind === 'aws' ? set.boundary.policy : `${set.boundary.policy.path}${set.boundary.policy.name}`);
  return {
    name: set.name,
    description: set.description,
    ...(managementName === undefined ? {} : { managementName }),
    sessionMinutes: set.sessionMinutes,
    privileged: set.privileged,
    managedPolicies: set.managedPolicies,
    customerManagedPolicies: set.customerManagedPolicies.map(({ path, name }) => `${path}${name}`),
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
    inlinePolicyBytes: set.statements.length > 0 ? bytesWithoutWhiteSpace(minified(policyDocument(set.statements))) : 0,
  };
}

function trailFacts({ auditTrail, auditVault, managementStack }: LandingZone): TrailFacts {
  const settings = auditTrail._settings();
  return {
    name: auditTrail.trailName,
    homeRegion: managementStack.region,
    bucketName: auditTrail.bucketName,
    bucketAccountId: auditTrail.bucketAccountId,
    keyAlias: auditTrail.keyAlias,
    retentionMode: auditVault.retention.mode,
    retentionDays: auditVault.retention.days,
    multiRegion: settings.isMultiRegionTrail === true,
    organizationTrail: settings.isOrganizationTrail === true,
    logFileValidation: settings.enableLogFileValidation === true,
    globalServiceEvents: settings.includeGlobalServiceEvents === true,
  };
}

function stacksOf(landingZone: LandingZone): Stack[] {
  return landingZone.node.findAll().filter((child): child is Stack => Stack.isStack(child) && child.nestedStackParent === undefined);
}

/** What the landing zone, and this library's constructs anywhere in the app, warned of and nobody acknowledged, each once. */
function warningsOf(landingZone: LandingZone): string[] {
  const own = new Set(landingZone.node.findAll());
  const warnings = landingZone.node.root.node.findAll().flatMap((construct) => construct.node.metadata
    .filter(({ type, data }) => type === 'aws:cdk:warning' && (own.has(construct) || String(data).includes('[ack: cdk-zero-trust-landing-zone:'))));
  return [...new Set(warnings.map(({ data }) => String(data).replace(/ \[ack: [^\]]*\]$/, '')))];
}
