import type { Construct } from 'constructs';
import { perimeterStatements } from './domain/perimeter';
import { unlessResourceAccount } from './domain/statement-conditions';
import { Guardrail } from './guardrail';
import type { GuardrailProps } from './guardrail-props';
import { globalServicesRegion } from '../organization/domain/global-region';
import { RCP } from '../organization/domain/policy-slots';
import { OUTSIDER } from '../policy/domain/claim';
import { PERIMETER_POLICY } from '../private/naming';

/**
 * Keeps resources to callers of the organization and to AWS services that act for it, whatever a resource's own policy says.
 *
 * It reaches S3, KMS, SQS, Secrets Manager, ECR, OpenSearch Serverless and the assuming of roles. Public buckets stop being public where it
 * binds, and vendors are shut out unless `Exemption.externalAccounts` names them; `Exemption.accounts` leaves the resources of accounts alone.
 * Sign-in through SAML or OIDC is not denied. For a stack in the management account (`StackAccount`), whose resources it does not bind.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export class OrgPerimeterRCP extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props where it binds, and whom it lets in; an exemption of principals raises `ExemptionKind`
   */
  public constructor(scope: Construct, id: string, props: GuardrailProps) {
    super(scope, id);
    const { organization } = props;
    const { organizationId, partition } = organization;
    const region = organization.homeRegion ?? globalServicesRegion(partition);
    const outsider = { principal: `arn:${partition}:iam::${OUTSIDER}:role/outsider`, caller: 'outsider' as const, regions: [region] };
    this._define(props, {
      type: RCP,
      name: PERIMETER_POLICY,
      what: 'a resource perimeter',
      purpose: 'Keeps resources to callers of the organization, exempt outsiders, and AWS services that act for the organization',
      statements: (exempt) => perimeterStatements({ organizationId, externalAccounts: exempt.externalAccounts })
        .map((statement) => unlessResourceAccount(statement, exempt.accountIds)),
      exempts: ['accounts', 'external accounts'],
      invariants: [
        { ...outsider, claim: 'an outsider reads an object', action: 's3:GetObject', resource: `arn:${partition}:s3:::any/object` },
        { ...outsider, claim: 'an outsider decrypts with a key', action: 'kms:Decrypt', resource: `arn:${partition}:kms:${region}:<account>:key/any` },
        { ...outsider, claim: 'an outsider assumes a role', action: 'sts:AssumeRole', resource: `arn:${partition}:iam::<account>:role/any` },
        {
          ...outsider, claim: 'a service that acts for another organization writes an object', action: 's3:PutObject', resource: `arn:${partition}:s3:::any/object`,
          principal: 'cloudtrail.amazonaws.com', caller: 'service', context: { 'aws:SourceOrgID': 'o-somebodyelse', 'aws:SourceAccount': OUTSIDER },
        },
        {
          ...outsider, claim: 'a service that acts for the organization writes an object', action: 's3:PutObject', resource: `arn:${partition}:s3:::any/object`,
          principal: 'cloudtrail.amazonaws.com', caller: 'service', expected: 'allowed', context: { 'aws:SourceOrgID': organizationId, 'aws:SourceAccount': organization.managementAccount.accountId },
        },
        {
          ...outsider, claim: 'Identity Center signs somebody in', action: 'sts:AssumeRoleWithSAML', resource: `arn:${partition}:iam::<account>:role/any`, expected: 'allowed',
        },
      ],
      problems: [],
    });
  }
}
