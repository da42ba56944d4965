import { CfnConfigurationAggregator } from 'aws-cdk-lib/aws-config';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';
import { ROLE_PATH } from '../private/naming';
import { placementProblems } from '../private/placement';
import { explainWildcards } from '../private/wildcard-reason';

/** Whose configuration is gathered. */
export interface ConfigAggregatorProps {
  /** The organization. */
  readonly organization: Organization;
}

/**
 * Gathers what AWS Config recorded in all accounts and Regions of the organization in one account.
 *
 * For a stack in the audit account (`StackAccount`), in the home Region (`StackRegion`), after that account was registered as the delegated
 * administrator of 'config.amazonaws.com', as `OrganizationFeatures` does. It records nothing itself: an account that is not recorded is not in it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 */
export class ConfigAggregator extends Construct {
  /** Name of the aggregator, for queries. */
  public readonly aggregatorName: string;

  /**
   * @param scope a scope in a stack of the audit account
   * @param id of the construct
   * @param props whose configuration is gathered
   */
  public constructor(scope: Construct, id: string, props: ConfigAggregatorProps) {
    super(scope, id);
    const { organization: { accounts, homeRegion }, organization } = props;
    const delegate = organization.delegatedAdministrator('config.amazonaws.com');
    const members = accounts.filter(({ active, management }) => active && !management);
    refuse(placementProblems(this, {
      what: 'the aggregator of AWS Config',
      accounts: delegate
        ? { ids: [delegate.accountId], role: 'the delegated administrator of AWS Config' }
        : { ids: members.map(({ accountId }) => accountId), role: 'a member account' },
      region: homeRegion === undefined ? undefined : { name: homeRegion, because: 'it is the home Region, where people look' },
    }), this);
    this.aggregatorName = 'zero-trust-organization';
    new CfnConfigurationAggregator(this, 'Aggregator', {
      configurationAggregatorName: this.aggregatorName,
      organizationAggregationSource: { allAwsRegions: true, roleArn: this.role().attrArn },
    });
  }

  /** AWS's own policy for it would let AWS Config list more than accounts, and changes without us. */
  private role(): CfnRole {
    const role = new CfnRole(this, 'Role', {
      path: ROLE_PATH,
      // without 'aws:SourceAccount': AWS documents it for the role of a recorder, not for this one, which lists accounts and no more.
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'config.amazonaws.com' } }] },
      policies: [{ policyName: 'Organization', policyDocument: { Version: '2012-10-17', Statement: [{
        Effect: 'Allow',
        Action: [
          'organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListAccounts',
          'organizations:ListDelegatedAdministrators',
        ],
        Resource: '*',
      }] } }],
    });
    explainWildcards(this, [{ resource: '*', reason: 'listing the organization takes no resource' }]);
    return role;
  }
}
