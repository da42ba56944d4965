import type { Problem } from '../../organization/domain/problem';

/** Whose tokens are taken, and of whom they tell. */
export interface TokenTrust {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly externalIdIssuer: string;
}

/** As API Gateway fetches its keys and compares it: a slash at the end counts. */
const ISSUER = /^https:\/\/[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~%-]{1,200}){0,8}\/?$/;

/** What the identity store takes for an issuer of external ids. */
const MOST_EXTERNAL_ISSUER = 100;

export function apiAuthorizationProblems({ issuer, audience, externalIdIssuer }: TokenTrust): Problem[] {
  const problems: Problem[] = [];
  if (!ISSUER.test(issuer)) {
    problems.push({
      code: 'ElevationTokenIssuer',
      problem: `the issuer '${issuer}' is no https address without a query`,
      fix: "copy 'issuer' from the issuer's '/.well-known/openid-configuration', to the letter",
    });
  }
  if (audience.length === 0 || audience.some((one) => one.trim() === '')) {
    problems.push({
      code: 'ElevationTokenAudience',
      problem: audience.length === 0 ? 'no audience is given; every token of the issuer would do, whatever it was made for' : 'one of the audiences is blank',
      fix: 'give the client id or audience that tokens for this API, and no others, are made for',
    });
  }
  if (externalIdIssuer.trim() === '' || externalIdIssuer.length > MOST_EXTERNAL_ISSUER || /\s|^(?:arn|aws):/i.test(externalIdIssuer)) {
    problems.push({
      code: 'ElevationExternalIdIssuer',
      problem: `the issuer of external ids '${externalIdIssuer}' is none that an identity store can hold: 1 to ${MOST_EXTERNAL_ISSUER} characters without white space, not beginning with 'arn:' or 'aws:'`,
      fix: "give `externalIdIssuer` as 'Issuer' stands in the external ids of people, which `aws identitystore describe-user` shows",
    });
  }
  return problems;
}
