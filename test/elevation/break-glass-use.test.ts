import { breakGlassRoleArn } from '../../src/elevation/domain/break-glass';
import { breakGlassUsePattern } from '../../src/elevation/domain/break-glass-use';
import { FIRST, breakGlassFacts } from '../support/break-glass-fixture';
import { matchesEvent } from '../support/event-pattern';
import { MANAGEMENT, SANDBOX } from '../support/small-organization';

const FACTS = breakGlassFacts();
const ROLE = breakGlassRoleArn(FACTS, SANDBOX);
const call = (detail: object, detailType = 'AWS API Call via CloudTrail') => ({ 'source': 'aws.sts', 'detail-type': detailType, 'detail': { userIdentity: { arn: FIRST }, ...detail } });
const taken = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', requestParameters: { roleArn: ROLE } };

test.each<[string, object, boolean]>([
  ['taking the role of a member account', call(taken), true],
  ['taking that of the management account', call({ ...taken, requestParameters: { roleArn: breakGlassRoleArn(FACTS, MANAGEMENT) } }), true],
  ['switching to it in the console', call({
    eventSource: 'signin.amazonaws.com', eventName: 'SwitchRole', additionalEventData: { SwitchTo: ROLE },
  }, 'AWS Console Sign In via CloudTrail'), true],
  ['a try that was denied', call({ ...taken, errorCode: 'AccessDenied' }), false],
  ['taking another role', call({ ...taken, requestParameters: { roleArn: `arn:aws:iam::${SANDBOX}:role/other` } }), false],
  ['the check that takes its reader', call({ ...taken, requestParameters: { roleArn: `${ROLE}-reader` } }), false],
  ['a look at the role', call({ eventSource: 'iam.amazonaws.com', eventName: 'GetRole', requestParameters: { roleName: 'zero-trust-break-glass' } }), false],
])('%s is a use or not', (_what, event, expected) => {
  expect(matchesEvent(breakGlassUsePattern(FACTS), event)).toBe(expected);
});
