/** A snapshot of any size, the same every time: units up to three levels deep, one foreign policy for each ten units. */
export function organizationOfSize(accounts: number): object {
  const id = (prefix: string, index: number) => `${prefix}${index.toString(36).padStart(8, '0')}`;
  const units = Array.from({ length: Math.max(10, Math.floor(accounts / 20)) }, (_, index) => ({
    Id: id('ou-root-', index),
    Name: `Unit${index}`,
    // the first ten hang under the root, each later one under the one with a tenth of its number.
    ParentId: index < 10 ? 'r-root' : id('ou-root-', Math.floor(index / 10)),
  }));
  const members = Array.from({ length: accounts }, (_, index) => ({
    Id: String(100_000_000_000 + index),
    Name: `account-${index}`,
    Email: `aws+${index}@size.example`,
    Status: 'ACTIVE',
    State: 'ACTIVE',
    ParentId: units[index % units.length].Id,
    Tags: [{ Key: 'stage', Value: index % 3 === 0 ? 'production' : 'development' }],
  }));
  const places = ['r-root', ...units.map(({ Id }) => Id), ...members.map(({ Id }) => Id)];
  const policy = (Id: string, Name: string, AwsManaged: boolean, targets: string[]) => ({
    PolicySummary: { Id, Name, Type: 'SERVICE_CONTROL_POLICY', AwsManaged },
    Content: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    Targets: targets.map((TargetId) => ({ TargetId })),
  });
  const foreign = Array.from({ length: Math.ceil(units.length / 10) }, (_, index) =>
    policy(id('p-', index), `aws-guardrails-${index}`, false, units.slice(index * 10, index * 10 + 10).map(({ Id }) => Id)));
  return {
    Organization: { Id: 'o-bench00000', Arn: 'arn:aws:organizations::100000000000:organization/o-bench00000', FeatureSet: 'ALL', MasterAccountId: '100000000000' },
    Roots: [{ Id: 'r-root', Name: 'Root', PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] }],
    OrganizationalUnits: units,
    Accounts: members,
    Policies: [policy('p-FullAWSAccess', 'FullAWSAccess', true, places), ...foreign],
    DelegatedAdministrators: [],
    EnabledServicePrincipals: [{ ServicePrincipal: 'sso.amazonaws.com' }],
    IdentityCenter: { InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef', IdentityStoreId: 'd-0123456789', Region: 'eu-west-1' },
    TakenAt: '2026-11-01T00:00:00Z',
  };
}
