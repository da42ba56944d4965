/** By the id of a promise, the detections that tell somebody when it is broken, or when somebody tries. */
export const PROMISED_DETECTIONS = {
  'access-model': ['access-changes', 'identity-center-configuration'],
  'root-user': ['root-activity', 'root-session'],
  'security-services': ['trail-tampering'],
  'long-lived-credentials': ['long-lived-credentials'],
  'guardrails-stay': ['organization-policies'],
  'trail-untampered': ['trail-tampering', 'vault-tampering'],
} as const satisfies Record<string, readonly string[]>;
