import { Construct } from 'constructs';
import { didYouMean } from './domain/near-misses';
import type { Problem } from './domain/problem';
import { STACK_SETS } from './domain/stack-sets';
import type { Organization } from './organization';
import { refuse } from '../private/errors';
import type { Permission } from '../private/handler-claims';
import { inManagementAccount, placementProblems } from '../private/placement';
import { ResourceHandler } from '../private/resource-handler';

/** An account that administers a service for the whole organization. */
export interface DelegatedAdministrator {
  /** The service, such as 'sso.amazonaws.com'. */
  readonly servicePrincipal: string;

  /** Name or id of a member account. Raises `AccountUnknown`, `AccountAmbiguous`, or `DelegateIsManagement` for the management account. */
  readonly account: string;
}

/** What is switched on in the organization. */
export interface OrganizationFeaturesProps {
  /** The organization. */
  readonly organization: Organization;

  /**
   * Policy types to enable on the root, such as 'SERVICE_CONTROL_POLICY'.
   *
   * @default - none
   */
  readonly policyTypes?: string[];

  /**
   * Services to trust with the organization, such as 'cloudtrail.amazonaws.com'.
   *
   * 'member.org.stacksets.cloudformation.amazonaws.com' is activated through CloudFormation, because what Organizations alone switches on is not enough for StackSets.
   *
   * @default - none
   */
  readonly trustedServices?: string[];

  /**
   * Accounts to register as administrators of services; each service is trusted first.
   *
   * @default - none
   */
  readonly delegatedAdministrators?: DelegatedAdministrator[];
}

/**
 * Switches on what CloudFormation has no resource for: policy types, trusted access, delegated administrators.
 * For a stack in the management account.
 *
 * It enables and adopts, and never switches anything off, also not when the construct or the stack goes:
 * disabling a policy type would detach every policy, and deregistering an administrator tears its service down.
 * If another account administers a service already, the deployment fails before the first change.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html
 */
export class OrganizationFeatures extends Construct {
  private readonly organizationId: string;
  private readonly trustedServices: readonly string[];

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props what to switch on; raises `StackAccount` outside the management account, `PolicyTypeUnknown`, `ServicePrincipal`, and what is documented there
   */
  public constructor(scope: Construct, id: string, props: OrganizationFeaturesProps) {
    super(scope, id);
    const delegates = this.resolve(props);
    const services = [...new Set([...(props.trustedServices ?? []), ...delegates.map(({ servicePrincipal }) => servicePrincipal)])].sort();
    const policyTypes = [...(props.policyTypes ?? [])].sort();
    this.organizationId = props.organization.organizationId;
    this.trustedServices = services;
    const handler = new ResourceHandler(this, 'Switch', {
      bundle: 'organization/runtime/enable-features.lambda',
      permissions: this.statements(props.organization, policyTypes, services, delegates),
      wildcards: [{ resource: '*', reason: 'listing and trusting services, and activating StackSets, take no resource; which services may be trusted is a condition' }],
    });
    handler.resource('Features', 'Custom::OrganizationFeatures', {
      PolicyTypes: policyTypes,
      TrustedServices: services,
      DelegatedAdministrators: delegates.map(({ servicePrincipal, accountId }) => ({ ServicePrincipal: servicePrincipal, AccountId: accountId })),
    });
  }

  /** @internal Whether a service is trusted once this is deployed. */
  public _trusts(service: string, organizationId: string): boolean {
    return organizationId === this.organizationId && this.trustedServices.includes(service);
  }

  private resolve({ organization, policyTypes = [], trustedServices = [], delegatedAdministrators = [] }: OrganizationFeaturesProps) {
    const found = delegatedAdministrators.map(({ servicePrincipal, account }) => ({ servicePrincipal, found: organization._find(account) }));
    refuse([...placementProblems(this, inManagementAccount('switching features on', organization)), ...found.flatMap(({ servicePrincipal, found: result }) => {
      if ('problem' in result) {
        return [result.problem];
      }
      return result.account.management ? [{
        code: 'DelegateIsManagement',
        problem: `the management account '${result.account.name}' cannot be the delegated administrator of ${servicePrincipal}; a member account can`,
        fix: 'name a member account',
      }] : [];
    }), ...unknownNames(policyTypes, trustedServices, delegatedAdministrators)], this);
    return found.map(({ servicePrincipal, found: result }) => ({ servicePrincipal, accountId: 'account' in result ? result.account.id : '' }));
  }

  private statements(
    { managementAccount, organizationId, partition, rootId }: Organization,
    policyTypes: string[], services: string[], delegates: { servicePrincipal: string; accountId: string }[],
  ): Permission[] {
    const arn = (resource: string) => `arn:${partition}:organizations::${managementAccount.accountId}:${resource}`;
    const statements: Permission[] = [{
      sid: 'Look',
      actions: ['organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators', 'organizations:ListRoots'],
      resources: ['*'], // these list the whole organization and take no narrower resource.
    }];
    if (policyTypes.length > 0) {
      statements.push({
        sid: 'EnablePolicyTypes',
        actions: ['organizations:EnablePolicyType'],
        resources: [arn(`root/${organizationId}/${rootId}`)],
        conditions: { StringEquals: { 'organizations:PolicyType': policyTypes } },
      });
    }
    if (services.length > 0) {
      statements.push({
        sid: 'TrustServices',
        actions: ['organizations:EnableAWSServiceAccess'],
        resources: ['*'], // takes no resource; the condition names the services.
        conditions: { StringEquals: { 'organizations:ServicePrincipal': services } },
      });
    }
    if (services.includes(STACK_SETS)) {
      statements.push(...activatingStackSets(partition, managementAccount.accountId));
    }
    for (const { servicePrincipal, accountId } of delegates) {
      statements.push({
        actions: ['organizations:RegisterDelegatedAdministrator'],
        resources: [arn(`account/${organizationId}/${accountId}`)],
        conditions: { StringEquals: { 'organizations:ServicePrincipal': servicePrincipal } },
      });
    }
    return statements;
  }
}

/** CloudFormation trusts itself and makes its role with the rights of whoever activates: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html */
function activatingStackSets(partition: string, accountId: string): Permission[] {
  return [
    {
      sid: 'ActivateStackSets',
      actions: ['cloudformation:ActivateOrganizationsAccess', 'cloudformation:DescribeOrganizationsAccess', 'organizations:DescribeOrganization'],
      resources: ['*'], // these are about the one organization and take no narrower resource.
    },
    {
      sid: 'MakeRoleOfStackSets',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [`arn:${partition}:iam::${accountId}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`],
    },
  ];
}

// https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html
const POLICY_TYPES = [
  'AISERVICES_OPT_OUT_POLICY', 'BACKUP_POLICY', 'BEDROCK_POLICY', 'CHATBOT_POLICY', 'DECLARATIVE_POLICY_EC2', 'INSPECTOR_POLICY', 'RESOURCE_CONTROL_POLICY', 'S3_POLICY',
  'SECURITYHUB_POLICY', 'SERVICE_CONTROL_POLICY', 'TAG_POLICY', 'UPGRADE_ROLLOUT_POLICY',
];
const SERVICE_PRINCIPAL = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

/** What would fail at deployment only: a type or a service that AWS does not know by that name. */
function unknownNames(policyTypes: string[], trustedServices: string[], delegates: DelegatedAdministrator[]): Problem[] {
  const administered = delegates.map(({ servicePrincipal }) => servicePrincipal);
  const twice = administered.filter((service, index) => administered.indexOf(service) !== index);
  const services = [...trustedServices, ...delegates.map(({ servicePrincipal }) => servicePrincipal)];
  return [
    ...[...new Set(twice)].map((service) => ({
      code: 'DelegateTwice', problem: `'delegatedAdministrators' names '${service}' more than once; here a service has one administrator`, fix: 'name one account for it',
    })),
    ...policyTypes.filter((type) => !POLICY_TYPES.includes(type)).map((type) => ({
      code: 'PolicyTypeUnknown', problem: `'policyTypes' names '${type}', which is no policy type of Organizations`, fix: didYouMean(type, POLICY_TYPES),
    })),
    ...services.filter((service) => !SERVICE_PRINCIPAL.test(service)).map((service) => ({
      code: 'ServicePrincipal', problem: `'${service}' is no service principal; it must look like 'cloudtrail.amazonaws.com'`, fix: 'write the principal as the service documents it',
    })),
  ];
}
