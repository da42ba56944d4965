/**
 * Names that stacks of different accounts share. They stand here once, because one stack makes what another
 * refers to, and no export or parameter crosses accounts. A changed name is a breaking change (UPGRADING.md).
 */
export const TRAIL_NAME = 'zero-trust-organization-trail';
export const VAULT_KEY_ALIAS = 'alias/zero-trust-trail-vault';
export const REGION_DENY_POLICY = 'zero-trust-region-deny';
export const ROOT_DENY_POLICY = 'zero-trust-root-deny';
export const SECURITY_SERVICES_POLICY = 'zero-trust-security-services';
export const AUDIT_TAMPER_POLICY = 'zero-trust-audit-tamper';
export const CREDENTIAL_DENY_POLICY = 'zero-trust-long-lived-credentials';
export const PROTECTED_ROLES_POLICY = 'zero-trust-protected-roles';
export const QUARANTINE_POLICY = 'zero-trust-quarantine';
export const MFA_EVIDENCE_POLICY = 'zero-trust-mfa-evidence';
export const PERIMETER_POLICY = 'zero-trust-perimeter';

/** Path of every role this library makes in an account, so that one pattern protects them all. */
export const ROLE_PATH = '/zero-trust/';

/** Below it stand the roles that change who holds what; the guardrail over protected roles lets them. */
export const PROVISIONING_ROLE_PATH = `${ROLE_PATH}provisioning/`;

/** Path of every IAM policy this library makes for permission sets, so that one pattern protects them all. */
export const POLICY_PATH = '/zero-trust/policies/';

/** How the names of the StackSets that make these policies begin. */
export const POLICY_STACK_SET_PREFIX = 'zero-trust-policy-';

/** The role that tells the account of Identity Center, from the management account, which accounts came or moved. */
export const ORGANIZATION_EVENTS_ROLE = 'zero-trust-organization-events';

/** At most 63 characters, as S3 allows: the longest Region name leaves six to spare. */
export function vaultBucketName(accountId: string, region: string): string {
  return `zero-trust-trail-vault-${accountId}-${region}`;
}

export function accessLogBucketName(accountId: string, region: string): string {
  return `zero-trust-access-logs-${accountId}-${region}`;
}

/** Path of the roles of functions in the audit account: the vault lets these read, and add evidence. */
export const AUDIT_ROLE_PATH = `${ROLE_PATH}audit/`;

/** What the audit account adds to the vault stands below these names; the trail's own logs stand below 'AWSLogs/'. */
export const EVIDENCE_PREFIX = 'evidence/';
export const OKTA_PREFIX = 'okta/';

/** Where AWS Config delivers, because it refuses a locked bucket; the vault gets copies. */
export function configLandingBucketName(accountId: string, region: string): string {
  return `zero-trust-config-landing-${accountId}-${region}`;
}

/** The one role in the log archive by which people of the audit account read the vault. */
export const AUDIT_READER_ROLE = 'zero-trust-audit-reader';

/** The one role in the audit account by which people ask the activity view, which reads the vault as that role. */
export const ACTIVITY_READER_ROLE = 'zero-trust-activity-reader';

/** The role with which S3 copies what AWS Config delivered into the vault; it stands below ROLE_PATH. */
export const CONFIG_COPY_ROLE = 'zero-trust-config-copy';

/** The bucket of the audit account in which people of the identity store stand; the account of Identity Center writes it. */
export function activityBucketName(accountId: string, region: string): string {
  return `zero-trust-activity-${accountId}-${region}`;
}

/** The bucket of the audit account in which answers of the activity view lie; the role that asks writes it. */
export function answersBucketName(accountId: string, region: string): string {
  return `zero-trust-answers-${accountId}-${region}`;
}

/** Path of the one role that writes who was who. */
export const IDENTITY_SNAPSHOT_ROLE_PATH = `${ROLE_PATH}identity-snapshot/`;

/** The event bus of the audit account that detections watch; every account sends its events there. */
export const DETECTION_BUS = 'zero-trust-detections';

/** The key that what detections tell is encrypted with: a guardrail knows it by this name, because its id is known only after it was made. */
export const DETECTION_KEY_ALIAS = 'alias/zero-trust-detections';

/** How the names begin that are made for rules, topics and the like; a hash of the construct's path ends them. */
export const OWN_NAME_PREFIX = 'zero-trust-';

/** How the name of the topic begins to which detections are published. */
export const DETECTION_TOPIC_PREFIX = `${OWN_NAME_PREFIX}detections-`;

/**
 * Path of the roles that StackSets make in member accounts, and how the names of their rules begin. They stand apart from ROLE_PATH, because StackSets
 * and not only deployers change them.
 */
export const MEMBER_ROLE_PATH = '/member-zero-trust/';
export const MEMBER_RULE_PREFIX = 'member-zero-trust-';

/** How the names of the roles begin by which accounts send their events to the bus; the Region follows, because each Region has a role of its own. */
export const DETECTION_FORWARDING_ROLE_PREFIX = 'zero-trust-detection-forwarding-';

/** The StackSet that makes rule and role in member accounts. */
export const DETECTION_STACK_SET = 'zero-trust-detection-forwarding';

/**
 * Path of the roles by which functions of the audit account switch security services on for all members: a guardrail that keeps these services from
 * everybody else must let them.
 */
export const POSTURE_ROLE_PATH = `${ROLE_PATH}posture/`;

/** Path of the role of the function that denies open sessions; the roles it takes in the management account trust nobody else. */
export const CONTAINMENT_ROLE_PATH = `${ROLE_PATH}containment/`;

/** Path of the roles that lend access and take it back; the guardrail over protected roles lets them. */
export const ELEVATION_ROLE_PATH = `${ROLE_PATH}elevation/`;

/** Path of the roles in the account of Identity Center that add evidence to the vault, and nothing else. */
export const EVIDENCE_ROLE_PATH = `${ROLE_PATH}evidence/`;

/** Below these names of the vault they add it. */
export const ELEVATION_EVIDENCE_PREFIX = `${EVIDENCE_PREFIX}elevation/`;
export const PROVISIONING_EVIDENCE_PREFIX = `${EVIDENCE_PREFIX}provisioning/`;

/** Path of the role of the one function that makes assignments, of the one that takes them back, and of the one that only looks who holds them. */
export const LENDING_ROLE_PATH = `${ELEVATION_ROLE_PATH}lending/`;
export const REMOVAL_ROLE_PATH = `${ELEVATION_ROLE_PATH}removal/`;
export const SWEEP_ROLE_PATH = `${ELEVATION_ROLE_PATH}sweep/`;

/**
 * The roles of the management account that functions of the account of Identity Center take: one writes what denial policies say, one lends in the management
 * account, one takes back there, one looks who holds what was lent there. They stand outside ROLE_PATH, because only deployers take what is below it.
 */
export const DENY_WRITER_ROLE = 'zero-trust-deny-writer';
export const MANAGEMENT_ACCESS_ROLE = 'zero-trust-management-access';
export const MANAGEMENT_REMOVAL_ROLE = 'zero-trust-management-removal';
export const MANAGEMENT_LISTING_ROLE = 'zero-trust-management-listing';

/** How the names of the service control policies begin that deny open sessions; a number follows. */
export const SESSION_DENIAL_POLICY_PREFIX = 'zero-trust-session-denial-';

/** The policy of IAM in the management account that says the same to the permission sets there, which service control policies do not bind. */
export const MANAGEMENT_DENIAL_POLICY = 'zero-trust-session-denial';

/**
 * The role for emergencies in each chosen account and the role by which the check looks at it; both stand below MEMBER_ROLE_PATH, because a StackSet of
 * the first name makes them. The policy of the people who may take it has that name, too.
 */
export const BREAK_GLASS_ROLE = 'zero-trust-break-glass';
export const BREAK_GLASS_READER_ROLE = 'zero-trust-break-glass-reader';

/** Path of the role of the function that looks whether the way in is still open; readers trust what stands below it. */
export const BREAK_GLASS_ROLE_PATH = `${ROLE_PATH}break-glass/`;
