import type { IConstruct } from 'constructs';
import { deploymentsOf } from './deployments';
import { carrying } from './domain/carried-keys';
import { deploymentClaims } from './domain/deployment-claims';
import { type StandingPlace, standingClaims } from './domain/standing-claims';
import type { Guardrail } from './guardrail';
import { globalServicesRegion } from '../organization/domain/global-region';
import type { Organization } from '../organization/organization';
import { type Claim, isAccountCloser, isClaimant } from '../policy/domain/claim';

/** Everything that is claimed in an app about one organization: what must always hold, what deploying takes, and what its constructs claim. */
export function claimsOf(constructs: readonly IConstruct[], organization: Organization, guardrails: readonly Guardrail[]): Claim[] {
  const place = placeOf(organization);
  const closing = guardrails.filter((one) => one._definition().closes);
  const closedByOthers = constructs.flatMap((one) => (isAccountCloser(one) ? one._closedAccounts(organization.organizationId) : []));
  const closed = place.members.filter((id) => closing.some((guardrail) => guardrail._binds(id)));
  const carried = guardrails.filter(({ targetIds }) => targetIds.length > 0).flatMap((one) => one._definition().carried ?? []);
  return [
    ...standingClaims(place),
    ...deploymentClaims(deploymentsOf(constructs, organization), place),
    ...constructs.flatMap((one) => (isClaimant(one) ? one._claims(organization.organizationId) : [])),
  ].map((claim) => carrying(claim, carried))
    .map((claim) => aboutMembers(claim, place.members, closed, 'closed to everybody\'s work'))
    .map((claim) => aboutMembers({ ...claim, evenWhereClosed: false }, place.members, closedByOthers, 'closed by policies of others'))
    // what a construct claims about accounts of another organization is none here.
    .filter(({ accountIds, notCovered }) => accountIds.length > 0 || notCovered.length > 0);
}

function placeOf(organization: Organization): StandingPlace {
  const { partition, homeRegion } = organization;
  const globalRegion = globalServicesRegion(partition);
  const members = organization.accounts.filter(({ active, management }) => active && !management).map(({ accountId }) => accountId);
  return { partition, homeRegion, globalRegion, workRegion: homeRegion ?? globalRegion, members, ...organization._platform() };
}

/** The claim as far as it is about member accounts in which somebody works. */
function aboutMembers(claim: Claim, members: readonly string[], closed: readonly string[], reason: string): Claim {
  const accountIds = claim.accountIds.filter((id) => members.includes(id));
  const shut = claim.expected === 'denied' || claim.evenWhereClosed ? [] : accountIds.filter((id) => closed.includes(id));
  return shut.length === 0 ? { ...claim, accountIds } : {
    ...claim,
    accountIds: accountIds.filter((id) => !shut.includes(id)),
    notCovered: [...claim.notCovered, { accountIds: shut, reason }],
  };
}
