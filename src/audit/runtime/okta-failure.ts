import type { OktaRefusal } from '../domain/okta-answer';

/** Why the System Log could not be read. Its message holds no token, no query and no answer's body. */
export class OktaFailure extends Error {
  public constructor(public readonly reason: OktaRefusal | 'out-of-time' | 'foreign-link' | 'token-unusable', detail: string) {
    super(`the System Log could not be read (${reason}): ${detail}`);
  }

  /** Whether a person has to give a new token. */
  public get isAboutToken(): boolean {
    return this.reason === 'token-refused' || this.reason === 'token-unusable';
  }
}
