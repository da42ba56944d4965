/** What takes a security service away or makes it see less. Read 2026-11-01 in the service authorization reference. */
export interface WeakeningActions {
  readonly service: string;
  readonly actions: readonly string[];
}

/**
 * Per service: deleting it, stopping it, leaving it, narrowing what it records, suppressing what it will find. The daily work of whoever handles
 * findings (their workflow status, rules and conformance packs of Config) is not among them.
 */
export const WEAKENING: readonly WeakeningActions[] = [
  {
    service: 'CloudTrail',
    actions: [
      'cloudtrail:DeleteEventDataStore', 'cloudtrail:DeleteTrail', 'cloudtrail:PutEventConfiguration', 'cloudtrail:PutEventSelectors', 'cloudtrail:PutInsightSelectors',
      'cloudtrail:StopEventDataStoreIngestion', 'cloudtrail:StopLogging', 'cloudtrail:UpdateEventDataStore', 'cloudtrail:UpdateTrail',
    ],
  },
  {
    service: 'Config',
    actions: [
      'config:DeleteAggregationAuthorization', 'config:DeleteConfigurationAggregator', 'config:DeleteConfigurationRecorder', 'config:DeleteDeliveryChannel',
      'config:DeleteRetentionConfiguration', 'config:DeleteServiceLinkedConfigurationRecorder', 'config:DisassociateResourceTypes', 'config:PutConfigurationRecorder',
      'config:PutDeliveryChannel', 'config:PutRetentionConfiguration', 'config:StopConfigurationRecorder',
    ],
  },
  {
    service: 'GuardDuty',
    actions: [
      'guardduty:ArchiveFindings', 'guardduty:CreateFilter', 'guardduty:CreateIPSet', 'guardduty:CreateTrustedEntitySet', 'guardduty:DeleteDetector', 'guardduty:DeleteMalwareProtectionPlan', 'guardduty:DeleteMembers',
      'guardduty:DeletePublishingDestination', 'guardduty:DeleteThreatIntelSet', 'guardduty:DisableOrganizationAdminAccount', 'guardduty:DisassociateFromAdministratorAccount',
      'guardduty:DisassociateFromMasterAccount', 'guardduty:DisassociateMembers', 'guardduty:StopMonitoringMembers', 'guardduty:UpdateDetector',
      'guardduty:UpdateFilter', 'guardduty:UpdateIPSet', 'guardduty:UpdateMalwareScanSettings', 'guardduty:UpdateMemberDetectors', 'guardduty:UpdateOrganizationConfiguration',
      'guardduty:UpdatePublishingDestination', 'guardduty:UpdateTrustedEntitySet',
    ],
  },
  {
    service: 'Security Hub',
    actions: [
      'securityhub:BatchDisableStandards', 'securityhub:BatchUpdateAutomationRules', 'securityhub:BatchUpdateStandardsControlAssociations',
      'securityhub:CreateAutomationRule', 'securityhub:CreateAutomationRuleV2', 'securityhub:DeleteAggregatorV2', 'securityhub:DeleteConfigurationPolicy',
      'securityhub:DeleteFindingAggregator', 'securityhub:DeleteMembers', 'securityhub:DisableImportFindingsForProduct',
      'securityhub:DisableOrganizationAdminAccount', 'securityhub:DisableSecurityHub', 'securityhub:DisableSecurityHubV2',
      'securityhub:DisassociateFromAdministratorAccount', 'securityhub:DisassociateFromMasterAccount', 'securityhub:DisassociateMembers',
      'securityhub:StartConfigurationPolicyDisassociation', 'securityhub:UpdateConfigurationPolicy', 'securityhub:UpdateFindingAggregator',
      'securityhub:UpdateOrganizationConfiguration', 'securityhub:UpdateSecurityControl', 'securityhub:UpdateSecurityHubConfiguration',
      'securityhub:UpdateStandardsControl',
    ],
  },
  {
    service: 'Access Analyzer',
    actions: [
      'access-analyzer:ApplyArchiveRule', 'access-analyzer:CreateArchiveRule', 'access-analyzer:DeleteAnalyzer', 'access-analyzer:UpdateAnalyzer',
      'access-analyzer:UpdateArchiveRule',
    ],
  },
];

/** What whoever sets recorders up must do, which is also how somebody makes one see less. */
export const RECORDING = ['config:PutConfigurationRecorder', 'config:PutDeliveryChannel'];

/** What takes guardrails away, for whom policies of the organization have been delegated to, and closes the account they protect. */
export const POLICY_CHANGES = [
  'account:CloseAccount', 'organizations:DeletePolicy', 'organizations:DetachPolicy', 'organizations:DisablePolicyType', 'organizations:UpdatePolicy',
];
