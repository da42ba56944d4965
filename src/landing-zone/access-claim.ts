import { regionProblems } from '../guardrails/domain/region-problems';
import type { Accounts } from '../organization/accounts';
import { askedRegion, globalServicesRegion } from '../organization/domain/global-region';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { type Claim, inAskedAccount } from '../policy/domain/claim';
import { refuse } from '../private/errors';
import { knownRegions } from '../private/known-regions';

/** Something a team wants proved of every account at synth. */
export interface AccessClaim {
  /** What it is, as a sentence without a full stop: 'the pipeline deploys to production'. Raises `ClaimBlank`. */
  readonly claim: string;

  /** ARN of the role, user or root that asks, with * for the account: 'arn:aws:iam::*:role/pipeline'. Raises `ClaimPrincipal`. */
  readonly principal: string;

  /** One action, such as 's3:GetObject'. Raises `ClaimAction`. */
  readonly action: string;

  /**
   * One ARN; '<account>' in it stands for the account that is asked.
   *
   * @default '*'
   */
  readonly resource?: string;

  /**
   * Regions that are asked for, each by itself, at least one. Raises `ClaimRegions`, `RegionUnknown`, `RegionTwice`.
   *
   * @default - where the action is asked: the home Region, or for a global service us-east-1 (in another partition its counterpart)
   */
  readonly regions?: string[];

  /**
   * Further condition keys of the request, such as { 'aws:PrincipalTag/team': 'data' }. A key that is not given may have any value.
   *
   * @default - none
   */
  readonly context?: Record<string, string>;

  /**
   * Accounts that are asked. The management account is never asked, because nothing binds it. An account that is closed by a quarantine is asked
   * only when accounts are named here. Raises what is documented at `Accounts`, and `ClaimNobody` when nobody is left to ask.
   *
   * @default - every active member account
   */
  readonly accounts?: Accounts;
}

/** A team's claim as the proofs take it. */
export function teamClaim(expected: Claim['expected'], claim: AccessClaim, organization: Organization): Claim {
  const where = `LandingZone.must${expected === 'allowed' ? 'Allow' : 'Deny'}`;
  refuse(claimProblems(claim, organization), where);
  const globalRegion = globalServicesRegion(organization.partition);
  const [, named] = /^arn:[^:]*:iam::(\d{12}):/.exec(claim.principal) ?? [];
  const accounts = (claim.accounts ? organization.select(claim.accounts) : organization.accounts.filter(({ active }) => active))
    // a caller of one account asks in that account only.
    .filter(({ accountId }) => named === undefined || accountId === named);
  refuse(accounts.length > 0 ? [] : [{
    code: 'ClaimNobody',
    problem: `the claim '${claim.claim}' is about no account: its principal is '${claim.principal}'`,
    fix: 'name a principal of an active account that `accounts` selects, or write * for the account',
  }], where);
  const management = accounts.filter((account) => account.management).map(({ accountId }) => accountId);
  return {
    claim: claim.claim,
    expected,
    source: 'team',
    principal: inAskedAccount(claim.principal),
    action: claim.action,
    resource: claim.resource ?? '*',
    regions: claim.regions ?? [askedRegion(claim.action, { globalRegion, workRegion: organization.homeRegion! })],
    context: claim.context,
    accountIds: accounts.filter((account) => !account.management).map(({ accountId }) => accountId),
    notCovered: management.length > 0 ? [{ accountIds: management, reason: 'the management account is not bound' }] : [],
    evenWhereClosed: claim.accounts !== undefined,
    fix: expected === 'allowed' ? 'leave it alone in the guardrail that denies it, or drop the claim' : 'enforce a guardrail that denies it on these accounts, or narrow the claim with `accounts`',
  };
}

function claimProblems({ claim, principal, action, regions }: AccessClaim, { partition }: Organization): Problem[] {
  const known = knownRegions(partition, regions ?? []);
  return [
    ...(claim.trim() !== '' ? [] : [{ code: 'ClaimBlank', problem: "'claim' is blank; it must say what is claimed", fix: 'write a sentence that the report can show' }]),
    ...(/^arn:[a-z-]+:iam::(\*|\d{12}):(root|(role|user)\/[\w+=,.@/-]{1,512})$/.test(principal) && principal.split(':')[1] === partition ? [] : [{
      code: 'ClaimPrincipal', problem: `'principal' is '${principal}'; it must be the ARN of one role, user or root, with * for the account at most`,
      fix: `write it such as 'arn:${partition}:iam::*:role/pipeline'`,
    }]),
    ...(/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action) ? [] : [{
      code: 'ClaimAction', problem: `'action' is '${action}'; it must be one action without wildcards`, fix: "write it such as 's3:GetObject', and claim each action by itself",
    }]),
    ...(regions?.length === 0 ? [{ code: 'ClaimRegions', problem: "'regions' is empty; a claim is asked in at least one Region", fix: 'name a Region, or leave it out' }] : []),
    ...regionProblems('regions', regions ?? [], known),
  ];
}
