import type { Messages } from './messages';

export const ELEVATION_API: Messages = {
  ElevationTokenIssuer: [
    "the issuer 'http://login.small.example' is no https address without a query",
    "copy 'issuer' from the issuer's '/.well-known/openid-configuration', to the letter",
    'ElevationAuthorization.jwt',
  ],
  ElevationTokenAudience: [
    'no audience is given; every token of the issuer would do, whatever it was made for',
    'give the client id or audience that tokens for this API, and no others, are made for',
    'ElevationAuthorization.jwt',
  ],
  ElevationExternalIdIssuer: [
    "the issuer of external ids 'aws:sso' is none that an identity store can hold: 1 to 100 characters without white space, not beginning with 'arn:' or 'aws:'",
    "give `externalIdIssuer` as 'Issuer' stands in the external ids of people, which `aws identitystore describe-user` shows",
    'ElevationAuthorization.jwt',
  ],
};
