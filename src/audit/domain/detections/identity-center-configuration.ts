import { SUCCEEDED } from './cloudtrail-pattern';
import type { Detection, DetectionFacts } from './detection';

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/logging-using-cloudtrail.html */
const OF_INSTANCES = [
  'AssociateDirectory', 'CreateInstance', 'CreateInstanceAccessControlAttributeConfiguration', 'CreateTrustedTokenIssuer', 'DeleteInstance',
  'DeleteInstanceAccessControlAttributeConfiguration', 'DeleteTrustedTokenIssuer', 'DisassociateDirectory', 'PutMfaDeviceManagementForDirectory', 'StartSSO',
  'UpdateInstance', 'UpdateInstanceAccessControlAttributeConfiguration', 'UpdateSSOConfiguration', 'UpdateTrustedTokenIssuer',
];
const OF_DIRECTORIES = [
  'CreateBearerToken', 'CreateExternalIdPConfigurationForDirectory', 'CreateProvisioningTenant', 'DeleteBearerToken', 'DeleteExternalIdPCertificate',
  'DeleteExternalIdPConfigurationForDirectory', 'DeleteProvisioningTenant', 'DisableExternalIdPConfigurationForDirectory',
  'EnableExternalIdPConfigurationForDirectory', 'ImportExternalIdPCertificate', 'UpdateExternalIdPConfigurationForDirectory',
  'UpdateMfaDeviceManagementForDirectory',
];

export function identityCenterConfiguration({ managementAccountId, identityAccountId }: DetectionFacts): Detection {
  return {
    name: 'identity-center-configuration',
    title: 'The configuration of Identity Center was changed',
    severity: 'critical',
    reason: 'another identity provider, certificate or provisioning token lets somebody else say who people are',
    unseen: 'changes inside the identity provider itself',
    runbook: 'Ask the owners of Identity Center and of the identity provider. If it was not planned, restore the configuration and revoke provisioning tokens.',
    bus: 'detections',
    accounts: 'identity',
    region: 'home',
    pattern: {
      'detail-type': ['AWS API Call via CloudTrail'],
      'account': [...new Set([managementAccountId, identityAccountId])],
      'detail': {
        $or: [
          { eventSource: ['sso.amazonaws.com'], eventName: OF_INSTANCES },
          { eventSource: ['sso-directory.amazonaws.com'], eventName: OF_DIRECTORIES },
        ],
        ...SUCCEEDED,
      },
    },
  };
}
