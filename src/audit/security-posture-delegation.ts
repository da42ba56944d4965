import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { forwardingRegionProblems } from './domain/detection-problems';
import { postureProblems } from './domain/posture-problems';
import { SecurityService } from './security-service';
import type { Organization } from '../organization/organization';
import type { DelegatedAdministrator } from '../organization/organization-features';
import { refuse } from '../private/errors';
import type { Permission } from '../private/handler-claims';
import { knownRegions } from '../private/known-regions';
import { inManagementAccount, placementProblems } from '../private/placement';
import { ResourceHandler } from '../private/resource-handler';

/** Who administers which services where. */
export interface SecurityPostureDelegationProps {
  /** The organization. */
  readonly organization: Organization;

  /** Name or id of the account where findings come together. Raises `AccountUnknown`, `AccountAmbiguous`, and `DelegateIsManagement` for the management account. */
  readonly auditAccount: string;

  /** Regions in which it administers them; the home Region must be among them. Raises `RegionUnknown`, `RegionTwice`, `PostureRegions`. */
  readonly regions: string[];

  /**
   * The services. Raises `PostureServices`.
   *
   * @default - all of them
   */
  readonly services?: SecurityService[];
}

/** Services that take an administrator by a call of their own, in each Region. */
const BY_THEMSELVES: readonly string[] = [SecurityService.GUARDDUTY, SecurityService.SECURITY_HUB];
const PRINCIPALS: Readonly<Record<string, string>> = {
  [SecurityService.GUARDDUTY]: 'guardduty.amazonaws.com', [SecurityService.SECURITY_HUB]: 'securityhub.amazonaws.com',
};

/**
 * Makes the audit account the administrator of GuardDuty and Security Hub in every chosen Region, before `SecurityPosture` there.
 *
 * For a stack in the management account (`StackAccount`), in any one Region. What the audit account administers already, because Control Tower or somebody registered
 * it, is adopted. If another account does, the deployment fails and says which, before anything is changed. Nothing is ever deregistered, also not when a service,
 * a Region or the construct goes. By calls of our own and not by `AWS::SecurityHub::DelegatedAdmin`, which cannot adopt, reaches one Region, and deregisters when it is deleted.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
 */
export class SecurityPostureDelegation extends Construct {
  /**
   * What `OrganizationFeatures` registers: IAM Access Analyzer, which has no call of its own.
   *
   * @param auditAccount name or id of the account where findings come together
   */
  public static delegatedAdministrators(auditAccount: string): DelegatedAdministrator[] {
    return [{ servicePrincipal: 'access-analyzer.amazonaws.com', account: auditAccount }];
  }

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props who administers what
   */
  public constructor(scope: Construct, id: string, props: SecurityPostureDelegationProps) {
    super(scope, id);
    const { organization, regions, services = Object.values(SecurityService) } = props;
    const found = organization._find(props.auditAccount);
    refuse([
      ...('problem' in found ? [found.problem] : []),
      ...('account' in found && found.account.management ? [{
        code: 'DelegateIsManagement',
        problem: `the management account '${found.account.name}' cannot gather findings; no guardrail binds it`,
        fix: 'name a member account',
      }] : []),
      ...forwardingRegionProblems(regions, knownRegions(organization.partition, regions)),
      ...postureProblems({
        regions, services, homeRegion: organization.homeRegion ?? Stack.of(this).region, guardDutyFeatures: [], standards: [], unusedAccessDays: 90,
      }),
      ...placementProblems(this, inManagementAccount('delegating security services', organization)),
    ], this);
    const delegated = services.filter((service) => BY_THEMSELVES.includes(service)).sort();
    if (delegated.length === 0) {
      return;
    }
    const accountId = 'account' in found ? found.account.id : '';
    const handler = new ResourceHandler(this, 'Delegate', {
      bundle: 'audit/runtime/delegate-services.lambda',
      permissions: this.permissions(organization, accountId, delegated, regions),
      wildcards: [{ resource: '*', reason: 'naming and listing administrators, and trusting a service, take no resource; Regions and services are conditions' }],
      timeout: Duration.minutes(15),
    });
    handler.resource('Administrators', 'Custom::SecurityAdministrators', { AccountId: accountId, Regions: [...regions].sort(), Services: delegated });
  }

  private permissions(organization: Organization, accountId: string, services: string[], regions: string[]): Permission[] {
    const { partition, organizationId, managementAccount } = organization;
    const principals = services.map((service) => PRINCIPALS[service]);
    return [
      {
        sid: 'Administrators',
        actions: services.map((service) => service.toLowerCase()).flatMap((prefix) =>
          [`${prefix}:EnableOrganizationAdminAccount`, `${prefix}:ListOrganizationAdminAccounts`]),
        resources: ['*'],
        conditions: { StringEquals: { 'aws:RequestedRegion': [...regions].sort() } },
      },
      {
        sid: 'Look',
        // services ask these in the name of the caller: https://docs.aws.amazon.com/guardduty/latest/ug/organizations_permissions.html
        actions: [
          'organizations:DescribeAccount', 'organizations:DescribeOrganization', 'organizations:DescribeOrganizationalUnit', 'organizations:ListAccounts',
          'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators',
        ],
        resources: ['*'],
      },
      { sid: 'Trust', actions: ['organizations:EnableAWSServiceAccess'], resources: ['*'], conditions: { StringEquals: { 'organizations:ServicePrincipal': principals } } },
      {
        sid: 'Register',
        actions: ['organizations:RegisterDelegatedAdministrator'],
        resources: [`arn:${partition}:organizations::${managementAccount.accountId}:account/${organizationId}/${accountId}`],
        conditions: { StringEquals: { 'organizations:ServicePrincipal': principals } },
      },
    ];
  }
}
