import { refuse } from '../private/errors';
import { customDomainProblems, hostedUrlProblems } from './domain/okta-problems';

/**
 * The address of an Okta org. The API token is sent there and nowhere else.
 *
 * @see https://developer.okta.com/docs/concepts/okta-organizations/
 */
export class OktaOrgUrl {
  /**
   * An org at a domain of Okta.
   *
   * @param url such as 'https://your-company.okta.com', also oktapreview.com or okta-emea.com, without a path and without '-admin'; raises `OktaOrgUrl`
   */
  public static hosted(url: string): OktaOrgUrl {
    refuse(hostedUrlProblems(url), 'OktaOrgUrl.hosted');
    return new OktaOrgUrl(url);
  }

  /**
   * An org at a domain of your own. Whoever controls the domain's DNS can take the token: prefer the domain of Okta, which an org keeps.
   *
   * @param url such as 'https://login.your-company.example', without a port or a path; raises `OktaCustomDomain`
   */
  public static customDomain(url: string): OktaOrgUrl {
    refuse(customDomainProblems(url), 'OktaOrgUrl.customDomain');
    return new OktaOrgUrl(url);
  }

  private constructor(
    /** Scheme and host. */
    public readonly url: string,
  ) {}
}
