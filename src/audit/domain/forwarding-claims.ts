import type { ForwardingPlace } from './event-forwarding';
import { STACK_SET_ROLE_PREFIX, stackSetRole } from '../../organization/domain/stack-sets';
import { ACCOUNT, type Claim } from '../../policy/domain/claim';

export interface ForwardingClaimFacts {
  readonly partition: string;
  readonly regions: readonly string[];
  readonly globalRegion: string;
  readonly stackSetName: string;
  readonly place: ForwardingPlace;
  readonly members: readonly string[];
}

/** What StackSets must be able to do in member accounts, in every Region that events are sent from. */
export function forwardingClaims({ partition, regions, globalRegion, stackSetName, place, members }: ForwardingClaimFacts): Claim[] {
  const calls = regions.flatMap((region) => [
    { action: 'cloudformation:CreateStack', region, resource: `arn:${partition}:cloudformation:${region}:${ACCOUNT}:stack/StackSet-${stackSetName}-1/1` },
    { action: 'events:PutRule', region, resource: `arn:${partition}:events:${region}:${ACCOUNT}:rule/${place.rulePrefix}detection-root-activity` },
    { action: 'iam:CreateRole', region: globalRegion, resource: `arn:${partition}:iam::${ACCOUNT}:role${place.rolePath}${place.rolePrefix}${region}` },
  ]);
  return calls.map(({ action, region, resource }) => ({
    claim: `StackSets make what sends events to detections: ${action}`,
    expected: 'allowed',
    source: 'detections',
    principal: stackSetRole({ partition }),
    action,
    resource,
    regions: [region],
    accountIds: members,
    notCovered: [],
    fix: `let '${STACK_SET_ROLE_PREFIX}*' do this in the policy that denies it, or leave the Region out of \`regions\``,
  }));
}
