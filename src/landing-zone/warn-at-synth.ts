import { Annotations } from 'aws-cdk-lib';
import { delegationsOf } from './delegations';
import type { AccountRoles } from './domain/account-roles';
import { CLOUDTRAIL } from './domain/delegated-administrators';
import { landingZoneWarnings } from './domain/landing-zone-warnings';
import type { LandingZone } from './landing-zone';
import { escapeWarnings } from './landing-zone-checks';
import type { LandingZoneProps } from './landing-zone-props';
import { OrganizationGuardrails } from '../guardrails/organization-guardrails';
import { alwaysOnRegions } from '../organization/domain/always-on-regions';

/** Warns of what is legal and unwise about a landing zone as a whole. */
export function warnOf(landingZone: LandingZone, props: LandingZoneProps, roles: AccountRoles, asOf: string): void {
  const { organization } = props;
  const warnings = landingZoneWarnings({
    roles,
    accounts: [...organization._directory().accounts.values()],
    boundTargets: OrganizationGuardrails.of(landingZone, organization.organizationId).guardrails.flatMap(({ targetIds }) => targetIds),
    chainOf: (accountId) => organization._chainTo(accountId).map(({ id }) => id),
    delegations: [...delegationsOf(props, roles), ...organization._delegations()],
    homeRegion: organization.homeRegion!,
    alwaysOn: alwaysOnRegions(organization.partition),
    trailAdministrator: organization.delegatedAdministrator(CLOUDTRAIL)?.accountId,
    privilegedSets: landingZone.catalog._sets().filter(({ privileged }) => privileged).map(({ name }) => name),
    reachableSets: [...props.access, ...props.elevation ?? []].map(({ permissionSet }) => permissionSet),
    takenAt: organization.takenAt,
    asOf,
  });
  for (const { id, message } of [...warnings, ...escapeWarnings(landingZone, organization)]) {
    Annotations.of(landingZone).addWarningV2(`cdk-zero-trust-landing-zone:${id}`, message);
  }
}
