import type { CallerProof } from './api-caller';

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
  const given = (name: string): string => {
    const value = env[name];
    if (!value) {
      throw new Error(`the environment has no ${name}`);
    }
    return value;
  };
  return {
    table: given('ELEVATIONS_TABLE'),
    identityStoreId: given('IDENTITY_STORE_ID'),
    stateMachineArn: given('STATE_MACHINE_ARN'),
    endFunction: given('END_FUNCTION'),
    proof: env.TOKEN_ISSUER === undefined
      ? { kind: 'iam', accountId: given('ACCOUNT_ID') }
      : { kind: 'jwt', issuer: given('TOKEN_ISSUER'), externalIdIssuer: given('EXTERNAL_ID_ISSUER') },
  };
}
