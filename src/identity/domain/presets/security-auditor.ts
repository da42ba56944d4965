import { readNoContents, readTheTrail } from './contents';
import { EIGHT_HOURS, type Preset, type Statement, VIEW_ONLY } from './preset';

/** What an auditor of access asks and SecurityAudit does not hold. */
const FINDINGS: Statement = {
  Sid: 'FindingsAndPolicies',
  Effect: 'Allow',
  Action: [
    'access-analyzer:CheckAccessNotGranted', 'access-analyzer:CheckNoNewAccess', 'access-analyzer:CheckNoPublicAccess', 'access-analyzer:GetFindingsStatistics',
    'access-analyzer:ValidatePolicy', 'cloudtrail:GetTrailStatus', 'inspector2:List*', 'macie2:Describe*', 'macie2:GetFindingStatistics', 'macie2:List*', 'organizations:Describe*',
    'organizations:List*', 'securityhub:Describe*', 'securityhub:Get*', 'sso:Describe*', 'sso:List*',
  ],
  Resource: '*', // an audit is of the whole account.
};

/** Sees how everything is configured and who may do what; no data, no secrets, no changes. */
export function securityAuditor(trailRoles: readonly string[]): Preset {
  return {
    name: 'SecurityAuditor',
    description: trailRoles.length > 0 ? 'Sees configuration, findings and the audit trail, no other contents, changes nothing' : 'Sees configuration and findings everywhere, no contents, changes nothing',
    sessionMinutes: EIGHT_HOURS,
    // SecurityAudit is written by AWS for this role and kept up with new services; ViewOnlyAccess adds the resources that have no security settings.
    managedPolicies: ['SecurityAudit', VIEW_ONLY],
    statements: [FINDINGS, ...readTheTrail(trailRoles), ...readNoContents()],
    work: ['cloudtrail:DescribeTrails', 'config:DescribeConfigurationRecorders', 'guardduty:ListFindings', 'iam:GetAccountAuthorizationDetails'],
  };
}
