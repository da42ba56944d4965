export { SessionDenial } from './session-denial';
export type { SessionDenialProps } from './session-denial';
export { SessionDenialPolicies } from './session-denial-policies';
export type { SessionDenialOptions, SessionDenialPoliciesProps } from './session-denial-policies';
