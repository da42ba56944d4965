import { MANAGEMENT, SANDBOX } from './small-organization';
import { policyDocument } from '../../src/policy/domain/document';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';

/** What is asked; whatever is left out is somebody with AdministratorAccess in the sandbox account, in the home Region. */
export interface Asked {
  readonly action: string;
  /** ARN of a role or of root, or the principal of an AWS service. */
  readonly principal?: string;
  readonly region?: string;
  readonly resource?: string;
  /** Account of the resource; the caller's unless given. */
  readonly resourceAccount?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** What comes out, and the Sids of the statements that deny. */
export interface Verdict {
  readonly decision: string;
  readonly by: readonly string[];
}

export const ALLOWED: Verdict = { decision: 'allowed', by: [] };

export function deniedBy(...sids: string[]): Verdict {
  return { decision: 'explicitly-denied', by: sids };
}

const EVERYTHING = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
const EVERYBODY = policyDocument([{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }]);

/** The verdict where one service control policy hangs beside FullAWSAccess. */
export function underScp(content: string, asked: Asked): Verdict {
  return verdict(asked, {
    scps: [{ level: 'root', documents: [EVERYTHING, JSON.parse(content)] }], rcps: [], identityPolicies: [EVERYTHING], sessionPolicies: [], managementAccountId: MANAGEMENT,
  });
}

/** The verdict where one resource control policy hangs above a resource whose own policy lets everybody in. */
export function underRcp(content: string, asked: Asked): Verdict {
  return verdict(asked, {
    scps: [], rcps: [{ level: 'root', documents: [JSON.parse(content)] }], identityPolicies: [EVERYTHING], sessionPolicies: [], resourcePolicy: EVERYBODY,
    managementAccountId: MANAGEMENT,
  });
}

function verdict(
  { action, principal = `arn:aws:iam::${SANDBOX}:role/anybody`, region = 'eu-west-1', resource = '*', resourceAccount, context }: Asked, chain: Parameters<typeof compileChain>[0],
): Verdict {
  const account = /^arn:/.test(principal) ? principal.split(':')[4] : undefined;
  const owner = resourceAccount ?? account ?? SANDBOX;
  const { decision, statements } = evaluate({
    principalArn: principal,
    principalAccount: account,
    action,
    resource,
    resourceAccount: owner,
    context: {
      ...(account === undefined ? {} : { 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': account }),
      // the ids of the small organization's accounts begin like this, and nobody else's do.
      ...(account?.startsWith('00000000') ? { 'aws:PrincipalOrgID': 'o-smallorgan' } : {}),
      'aws:PrincipalIsAWSService': String(account === undefined),
      'aws:RequestedRegion': region,
      'aws:ResourceAccount': owner,
      ...context,
    },
  }, compileChain(chain));
  return { decision, by: decision === 'explicitly-denied' ? statements.map(({ statement }) => statement) : [] };
}
