import { Organization } from '../../src';
import type { QuotaOverrides } from '../../src';

export const MANAGEMENT = '000000000001';
export const AUDIT = '000000000002';
export const LOG_ARCHIVE = '000000000003';
export const PRODUCTION = '000000000004';
export const SANDBOX = '000000000005';

const ROOT = 'r-root';
export const WORKLOADS_UNIT = 'ou-root-workloads';
export const PRODUCTION_UNIT = 'ou-root-production';
export const SANDBOX_UNIT = 'ou-root-sandbox1';
export const SECURITY_UNIT = 'ou-root-security';

const ALLOW_ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

/** A fresh snapshot of five accounts in four units, as a mutable object; tests change one thing and look what happens. */
export function smallSnapshot(): any {
  const account = (Id: string, Name: string, ParentId: string) => ({
    Id, Name, ParentId, Email: `aws+${Name}@small.example`, Status: 'ACTIVE', State: 'ACTIVE', Tags: [{ Key: 'stage', Value: Name }],
  });
  const unit = (Id: string, Name: string, ParentId: string) => ({ Id, Name, ParentId });
  const snapshot = {
    Organization: {
      Id: 'o-smallorgan', Arn: `arn:aws:organizations::${MANAGEMENT}:organization/o-smallorgan`, FeatureSet: 'ALL', MasterAccountId: MANAGEMENT,
    },
    Roots: [{ Id: ROOT, Name: 'Root', PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] }],
    OrganizationalUnits: [
      unit(WORKLOADS_UNIT, 'Workloads', ROOT), unit(PRODUCTION_UNIT, 'Production', WORKLOADS_UNIT),
      unit(SANDBOX_UNIT, 'Sandbox', ROOT), unit(SECURITY_UNIT, 'Security', ROOT),
    ],
    Accounts: [
      account(MANAGEMENT, 'management', ROOT), account(AUDIT, 'audit', SECURITY_UNIT), account(LOG_ARCHIVE, 'log-archive', SECURITY_UNIT),
      account(PRODUCTION, 'production', PRODUCTION_UNIT), account(SANDBOX, 'sandbox', SANDBOX_UNIT),
    ],
    Policies: [] as any[],
    DelegatedAdministrators: [] as any[],
    EnabledServicePrincipals: [{ ServicePrincipal: 'sso.amazonaws.com' }],
    IdentityCenter: { InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef', IdentityStoreId: 'd-0123456789', Region: 'eu-west-1' },
    TakenAt: '2026-11-01T00:00:00.000Z',
  };
  const everywhere = [ROOT, ...snapshot.OrganizationalUnits.map(({ Id }) => Id), ...snapshot.Accounts.map(({ Id }) => Id)];
  snapshot.Policies.push(scp('p-FullAWSAccess', 'FullAWSAccess', everywhere, { awsManaged: true }));
  return snapshot;
}

/** A service control policy attached to targets. */
export function scp(Id: string, Name: string, targetIds: string[], { awsManaged = false, content = ALLOW_ALL } = {}) {
  return {
    PolicySummary: { Id, Name, Type: 'SERVICE_CONTROL_POLICY', AwsManaged: awsManaged },
    Content: content,
    Targets: targetIds.map((TargetId) => ({ TargetId })),
  };
}

/** The organization after `change` was done to its snapshot. */
export function smallOrganization(change: (snapshot: any) => void = () => {}, quotas?: QuotaOverrides): Organization {
  const snapshot = smallSnapshot();
  change(snapshot);
  return Organization.fromObject(snapshot, { quotas });
}
