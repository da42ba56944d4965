import { Stack, Token } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { ROLE_PATH } from './naming';
import { askedRegion, globalServicesRegion } from '../organization/domain/global-region';
import { ACCOUNT, type Claim } from '../policy/domain/claim';

/**
 * What a handler calls must stay possible in its account: each plain action on each plain resource of its statements.
 *
 * CloudFormation chooses the name of its role; the path is what guardrails know it by, so the stack's name stands for the rest.
 */
export function handlerClaims(handler: IConstruct, statements: readonly PolicyStatement[]): Claim[] {
  const { account, region, stackName } = Stack.of(handler);
  if (Token.isUnresolved(account) || Token.isUnresolved(region)) {
    return [];
  }
  const partition = RegionInfo.get(region).partition ?? 'aws';
  const calls = statements.flatMap(({ actions, resources }) => actions.flatMap((action) => resources.map((resource) => ({ action, resource }))));
  return calls.filter(({ action, resource }) => !action.includes('*') && !Token.isUnresolved(resource)).map(({ action, resource }) => ({
    claim: `a function of ${stackName} calls ${action}`,
    expected: 'allowed',
    source: 'library',
    principal: `arn:${partition}:iam::${ACCOUNT}:role${ROLE_PATH}${stackName}`,
    action,
    resource,
    regions: [askedRegion(action, { globalRegion: globalServicesRegion(partition), workRegion: region })],
    accountIds: [account],
    notCovered: [],
    fix: "leave the action alone in the guardrail that denies it, or exempt the roles under '/zero-trust/'",
  }));
}
