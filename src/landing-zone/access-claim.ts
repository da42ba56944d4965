import { RegionInfo } from 'aws-cdk-lib/region-info';
import { regionProblems } from '../guardrails/domain/region-problems';
import type { Accounts } from '../organization/accounts';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { ACCOUNT, type Claim } from '../policy/domain/claim';
import { refuse } from '../private/errors';

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
   * Regions that are asked for, each by itself. Raises `RegionUnknown`, `RegionTwice`.
   *
   * @default - the home Region
   */
  readonly regions?: string[];

  /**
   * Further condition keys of the request, such as { 'aws:PrincipalTag/team': 'data' }. A key that is not given may have any value.
   *
   * @default - none
   */
  readonly context?: Record<string, string>;

  /**
   * Accounts that are asked. The management account is never asked, because nothing binds it. Raises what is documented at `Accounts`.
   *
   * @default - every active member account
   */
  readonly accounts?: Accounts;
}

/** A team's claim as the proofs take it. */
export function teamClaim(expected: Claim['expected'], claim: AccessClaim, organization: Organization): Claim {
  refuse(claimProblems(claim, organization), `LandingZone.must${expected === 'allowed' ? 'Allow' : 'Deny'}`);
  const [, named] = /^arn:[^:]*:iam::(\d{12}):/.exec(claim.principal) ?? [];
  const accounts = (claim.accounts ? organization.select(claim.accounts) : organization.accounts.filter(({ active }) => active))
    // a caller of one account asks in that account only.
    .filter(({ accountId }) => named === undefined || accountId === named);
  const management = accounts.filter((account) => account.management).map(({ accountId }) => accountId);
  return {
    claim: claim.claim,
    expected,
    source: 'team',
    principal: claim.principal.replace(/^(arn:[^:]*:(?:iam|sts)::)\*:/, `$1${ACCOUNT}:`),
    action: claim.action,
    resource: claim.resource ?? '*',
    regions: claim.regions ?? [organization.homeRegion!],
    context: claim.context,
    accountIds: accounts.filter((account) => !account.management).map(({ accountId }) => accountId),
    notCovered: management.length > 0 ? [{ accountIds: management, reason: 'the management account is not bound' }] : [],
    fix: expected === 'allowed' ? 'leave it alone in the guardrail that denies it, or drop the claim' : 'enforce a guardrail that denies it on these accounts, or narrow the claim with `accounts`',
  };
}

function claimProblems({ claim, principal, action, regions = [] }: AccessClaim, { partition }: Organization): Problem[] {
  const known = RegionInfo.regions.filter((region) => region.partition === partition).map(({ name }) => name);
  return [
    ...(claim.trim() !== '' ? [] : [{ code: 'ClaimBlank', problem: "'claim' is blank; it must say what is claimed", fix: 'write a sentence that the report can show' }]),
    ...(/^arn:aws[a-z-]*:iam::(\*|\d{12}):(root|(role|user)\/[\w+=,.@/-]{1,512})$/.test(principal) ? [] : [{
      code: 'ClaimPrincipal', problem: `'principal' is '${principal}'; it must be the ARN of one role, user or root, with * for the account at most`,
      fix: "write it such as 'arn:aws:iam::*:role/pipeline'",
    }]),
    ...(/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action) ? [] : [{
      code: 'ClaimAction', problem: `'action' is '${action}'; it must be one action without wildcards`, fix: "write it such as 's3:GetObject', and claim each action by itself",
    }]),
    ...regionProblems('regions', regions, known),
  ];
}
