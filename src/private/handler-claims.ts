import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ROLE_PATH } from './naming';
import { askedRegion, globalServicesRegion, partitionOfRegion } from '../organization/domain/global-region';
import { ACCOUNT, type Claim } from '../policy/domain/claim';

/** What one of our own roles may do; a `PolicyStatement` is one, too. */
export interface Permission {
  readonly sid?: string;
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Record<string, unknown>;
}

/**
 * What a handler calls must stay possible in its account: each plain action on each plain resource of its statements.
 *
 * CloudFormation chooses the name of its role; the path is what guardrails know it by, so the stack's name stands for the rest.
 */
export function handlerClaims(handler: IConstruct, permissions: readonly Permission[], rolePath: string = ROLE_PATH): Claim[] {
  const { account, region, stackName } = Stack.of(handler);
  if (Token.isUnresolved(account) || Token.isUnresolved(region)) {
    return [];
  }
  const partition = partitionOfRegion(region);
  const calls = permissions.flatMap(({ actions, resources }) => actions.flatMap((action) => resources.map((resource) => ({ action, resource }))));
  return calls.filter(({ action, resource }) => !action.includes('*') && !Token.isUnresolved(resource)).map(({ action, resource }) => ({
    claim: `a function of ${stackName} calls ${action}`,
    expected: 'allowed',
    source: 'library',
    principal: `arn:${partition}:iam::${ACCOUNT}:role${rolePath}${stackName}`,
    action,
    resource,
    regions: [askedRegion(action, { globalRegion: globalServicesRegion(partition), workRegion: region })],
    accountIds: [account],
    notCovered: [],
    fix: "leave the action alone in the guardrail that denies it, or exempt the roles under '/zero-trust/'",
  }));
}
