import type { Statement } from '../../policy/domain/document';

/**
 * Services whose resources resource control policies reach. Read 2026-11-21.
 *
 * Of STS only what an outsider's own credentials call. Sign-in through SAML or OIDC, and the tags of such a session, have no
 * organization behind them: denying those would lock Identity Center and every pipeline out.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
const PERIMETER_ACTIONS = ['aoss:*', 'ecr:*', 'kms:*', 's3:*', 'secretsmanager:*', 'sqs:*', 'sts:AssumeRole', 'sts:SetContext'];

export interface PerimeterData {
  readonly organizationId: string;
  /** Accounts outside the organization that may reach in. */
  readonly externalAccounts: readonly string[];
}

/**
 * Resources answer callers of the organization, the named outsiders, and AWS services that act for the organization.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
 */
export function perimeterStatements({ organizationId, externalAccounts }: PerimeterData): Statement[] {
  const outsiders = externalAccounts.length > 0 ? { 'aws:PrincipalAccount': [...externalAccounts].sort() } : {};
  const others = externalAccounts.length > 0 ? { 'aws:SourceAccount': [...externalAccounts].sort() } : {};
  return [
    {
      Sid: 'DenyOutsiders',
      Effect: 'Deny',
      Principal: '*',
      Action: PERIMETER_ACTIONS,
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId, ...outsiders },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
    {
      Sid: 'DenyConfusedDeputies',
      Effect: 'Deny',
      Principal: '*',
      Action: PERIMETER_ACTIONS,
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': organizationId, ...others },
        // a service that calls for itself names no source.
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    },
  ];
}
