/** What is wrong with the way in for emergencies. */
export interface BreakGlassFinding {
  readonly kind:
  | 'role-missing' | 'role-changed' // the role itself
  | 'denied' | 'way-in-denied' // what hangs above the account
  | 'user-missing' | 'no-hardware-mfa' // who may take it
  | 'unread'; // nobody can say
  /** Id of the account, or ARN of the user. */
  readonly about: string;
  /** A sentence without a full stop. */
  readonly detail: string;
}
