export { SessionDenial, type SessionDenialProps } from './session-denial';
export { SessionDenialPolicies, type SessionDenialOptions, type SessionDenialPoliciesProps } from './session-denial-policies';
