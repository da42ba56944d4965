/** By the id of a promise, the detections that tell somebody when it is broken, or when somebody tries. */
export const PROMISED_DETECTIONS = {
  'access-model': ['access-changes', 'identity-center-configuration'],
  'root-user': ['root-activity', 'root-session'],
  'security-services': ['trail-tampering'],
  'long-lived-credentials': ['long-lived-credentials'],
  'guardrails-stay': ['organization-policies', 'organization-changes'],
  'trail-untampered': ['trail-tampering', 'trail-findings', 'vault-tampering', 'detections-tampering', 'forwarding-tampering'],
  'trail-complete': ['trail-gaps', 'organization-changes'],
} as const satisfies Record<string, readonly string[]>;
