export interface PosturePlace {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly guardDuty: boolean;
  readonly securityHub: boolean;
}

interface PosturePermission {
  readonly actions: string[];
  readonly resources: string[];
}

/** All that switching services on takes; nothing that switches one off. */
export function posturePermissions({ partition, region, accountId, guardDuty, securityHub }: PosturePlace): {
  readonly permissions: PosturePermission[];
  readonly wildcards: { resource: string; reason: string }[];
} {
  const detectors = `arn:${partition}:guardduty:${region}:${accountId}:detector/*`;
  const serviceRole = (service: string, name: string) => ({
    actions: ['iam:CreateServiceLinkedRole'], resources: [`arn:${partition}:iam::${accountId}:role/aws-service-role/${service}.amazonaws.com/${name}`],
  });
  return {
    permissions: [
      ...(guardDuty ? [
        { actions: ['guardduty:CreateDetector', 'guardduty:ListDetectors'], resources: ['*'] },
        { actions: ['guardduty:DescribeOrganizationConfiguration', 'guardduty:GetDetector', 'guardduty:UpdateOrganizationConfiguration'], resources: [detectors] },
        serviceRole('guardduty', 'AWSServiceRoleForAmazonGuardDuty'),
      ] : []),
      ...(securityHub ? [
        { actions: ['securityhub:DescribeHub', 'securityhub:EnableSecurityHub'], resources: [`arn:${partition}:securityhub:${region}:${accountId}:hub/default`] },
        serviceRole('securityhub', 'AWSServiceRoleForSecurityHub'),
      ] : []),
    ],
    wildcards: guardDuty ? [
      { resource: '*', reason: 'a detector is made and found before its id is known' },
      { resource: detectors, reason: 'the one detector of this account and Region, whose id GuardDuty chooses' },
    ] : [],
  };
}
