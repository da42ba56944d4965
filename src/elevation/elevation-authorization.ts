import { Token } from 'aws-cdk-lib';
import { type TokenTrust, apiAuthorizationProblems } from './domain/api-authorization-problems';
import { refuse } from '../private/errors';

/** Whose tokens let people call. */
export interface ElevationTokens {
  /**
   * The issuer, an https address as 'iss' stands in its tokens, with or without a slash at the end. Raises `ElevationTokenIssuer`.
   *
   * API Gateway reads its keys from there, so it must be reachable from the internet.
   */
  readonly issuer: string;

  /** What tokens must be made for: one of these in 'aud', or in 'client_id' where 'aud' is missing. At least one; raises `ElevationTokenAudience`. */
  readonly audience: string[];

  /**
   * The issuer by which the identity store knows the ids in 'sub': 'Issuer' of the external ids of people, 1 to 100 characters.
   * Raises `ElevationExternalIdIssuer`.
   *
   * Whoever synchronizes people chooses it. Nobody is ever known by an e-mail address or a user name in a token.
   *
   * @default - the issuer of the tokens
   */
  readonly externalIdIssuer?: string;
}

/**
 * How people show who they are when they call the API of elevation.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
 */
export class ElevationAuthorization {
  /**
   * By a token of an OpenID Connect issuer. Its subject is looked up among the external ids of people in the identity store.
   *
   * @param tokens whose tokens
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
   */
  public static jwt(tokens: ElevationTokens): ElevationAuthorization {
    const { issuer, audience, externalIdIssuer = issuer } = tokens;
    const trust = { issuer, audience: [...audience], externalIdIssuer };
    const known = [issuer, externalIdIssuer, ...audience].every((text) => !Token.isUnresolved(text)) && !Token.isUnresolved(audience);
    refuse(known ? apiAuthorizationProblems(trust) : [], 'ElevationAuthorization.jwt');
    return new ElevationAuthorization(trust);
  }

  /**
   * By a signature of a session of Identity Center in the account of the API: its name is the user name there. Others get 403, and need `execute-api:Invoke` besides.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
   */
  public static iam(): ElevationAuthorization {
    return new ElevationAuthorization(undefined);
  }

  private constructor(private readonly trust: TokenTrust | undefined) {}

  /** @internal Undefined where signatures are asked for. */
  public _tokens(): TokenTrust | undefined {
    return this.trust;
  }
}
