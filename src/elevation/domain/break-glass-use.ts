import { type BreakGlassFacts, breakGlassRoleArn } from './break-glass';

/** How CloudTrail tells that somebody took a role, by a call or by switching roles in the console. */
export const USE_DETAIL_TYPES = ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'];

/** The pattern of the rule that sees a role for emergencies taken, in whichever account; tries that failed are none. */
export function breakGlassUsePattern(facts: Pick<BreakGlassFacts, 'partition' | 'names'>): object {
  const roles = [{ wildcard: breakGlassRoleArn(facts, '*') }];
  return {
    'detail-type': USE_DETAIL_TYPES,
    'detail': {
      $or: [
        { eventSource: ['sts.amazonaws.com'], eventName: ['AssumeRole'], requestParameters: { roleArn: roles } },
        { eventSource: ['signin.amazonaws.com'], eventName: ['SwitchRole'], additionalEventData: { SwitchTo: roles } },
      ],
      errorCode: [{ exists: false }],
    },
  };
}
