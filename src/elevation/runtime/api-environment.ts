import type { CallerProof } from './api-caller';
import { ELEVATION_ENVIRONMENT, givenBy } from '../elevation-environment';

/** What the function is told by whoever deploys it. */
export interface ApiEnvironment {
  readonly table: string;
  readonly identityStoreId: string;
  readonly stateMachineArn: string;
  readonly endFunction: string;
  readonly proof: CallerProof;
}

/** Throws where something is missing: a function that does not know whom to trust answers nobody. */
export function apiEnvironment(env: NodeJS.ProcessEnv): ApiEnvironment {
  const given = givenBy(env);
  return {
    table: given('elevationsTable'),
    identityStoreId: given('identityStoreId'),
    stateMachineArn: given('stateMachineArn'),
    endFunction: given('endFunction'),
    proof: env[ELEVATION_ENVIRONMENT.tokenIssuer] === undefined
      ? { kind: 'iam', accountId: given('accountId') }
      : { kind: 'jwt', issuer: given('tokenIssuer'), externalIdIssuer: given('externalIdIssuer') },
  };
}
