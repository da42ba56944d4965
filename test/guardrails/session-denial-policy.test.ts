import { isSessionDenialPolicy } from '../../src/guardrails/session-denial-policy';

test.each([
  ['zero-trust-session-denial-1', true], ['zero-trust-session-denial-12', true],
  ['zero-trust-session-denial-', false], ['zero-trust-session-denial-1-old', false], ['zero-trust-session-denials', false], ['zero-trust-session-denial', false],
  ['zero-trust-root-deny', false], ['my-zero-trust-session-denial-1', false],
])('%s is a policy that denies open sessions: %s', (name, expected) => {
  expect(isSessionDenialPolicy({ name })).toBe(expected);
});
