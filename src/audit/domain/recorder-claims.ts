import { RECORDER_ACTIONS, type RecordedGroup } from './recorder-reach';
import { askedRegion } from '../../organization/domain/global-region';
import { STACK_SET_ROLE_PREFIX, stackSetRole } from '../../organization/domain/stack-sets';
import { ACCOUNT, type Claim } from '../../policy/domain/claim';

export interface RecorderClaimPlace {
  readonly partition: string;
  readonly globalRegion: string;
  readonly homeRegion: string;
  /** Whether the service-linked role is made. */
  readonly roleIsMade: boolean;
}

/** StackSets must be let through wherever a recorder is made, by our own guardrails as well. */
export function recorderClaims(groups: readonly RecordedGroup[], place: RecorderClaimPlace): Claim[] {
  const { partition, homeRegion, roleIsMade } = place;
  const claim = (action: string, resource: string, { accountIds, regions }: RecordedGroup): Claim => ({
    claim: `StackSets calls ${action} to record an account`,
    expected: 'allowed',
    source: 'AWS Config',
    principal: stackSetRole(place),
    action,
    resource,
    regions,
    accountIds,
    notCovered: [],
    evenWhereClosed: true,
    fix: `let '${STACK_SET_ROLE_PREFIX}*' do this in the guardrail that denies it (SecurityServicesDenySCP: \`recorders\`), `
      + 'or leave the account out with `accounts` of ConfigRecorders',
  });
  const role = `arn:${partition}:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
  return groups.flatMap((group) => [
    ...RECORDER_ACTIONS.map((action) => claim(action, `arn:${partition}:config:${group.regions[0]}:${ACCOUNT}:configuration-recorder/default/0123456789abcdef`, group)),
    ...(roleIsMade ? [claim('iam:CreateServiceLinkedRole', role, {
      ...group, regions: [askedRegion('iam:CreateServiceLinkedRole', { globalRegion: place.globalRegion, workRegion: homeRegion })],
    })] : []),
  ]);
}
