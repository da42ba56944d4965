/**
 * A service whose findings are gathered in the audit account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
 */
export enum SecurityService {
  /** Amazon GuardDuty. Registered by calls of its own in each Region, which `SecurityPostureDelegation` makes. */
  GUARDDUTY = 'GuardDuty',

  /** AWS Security Hub CSPM. Registered by calls of its own in each Region, which `SecurityPostureDelegation` makes. */
  SECURITY_HUB = 'SecurityHub',

  /** IAM Access Analyzer. Registered by AWS Organizations, once for all Regions: name it in `delegatedAdministrators` of `OrganizationFeatures`. */
  ACCESS_ANALYZER = 'AccessAnalyzer',
}
