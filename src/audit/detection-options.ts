import { identityCenterMissing } from '../private/placement';
import { detectionRoleProblems } from './domain/detection-problems';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import {
  DETECTION_BUS, DETECTION_STACK_SET, DETECTION_TOPIC_PREFIX, MEMBER_RULE_PREFIX, OWN_NAME_PREFIX, PROVISIONING_ROLE_PATH, TRAIL_NAME,
  accessLogBucketName, configLandingBucketName, vaultBucketName,
} from '../private/naming';
import type { DetectionFacts } from './domain/detections/detection';

/** What `Detections` and both sides that forward events to it are told, the same each time. */
export interface DetectionOptions {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no Identity Center instance. */
  readonly organization: Organization;

  /** Name or id of the account where findings come together. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly auditAccount: string;

  /** Name or id of the account that keeps the logs. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly logArchiveAccount: string;

  /**
   * Name or id of the account that administers Identity Center. Raises `AccountUnknown`, `AccountAmbiguous`.
   *
   * @default - the registered delegated administrator, else the audit account
   */
  readonly identityAccount?: string;

  /**
   * ARN patterns of the roles that deploy permission sets and assignments: their changes of access are not told. Name the account in each.
   * Raises `DetectionPrincipal`, `DetectionTooBroad`, `DetectionWildcard`.
   *
   * @default - nobody besides the roles of this library that provision: each deployment is told
   */
  readonly deployers?: string[];

  /**
   * ARN patterns of the roles that elevate people for a time: their changes of access are not told.
   * Raises `DetectionPrincipal`, `DetectionTooBroad`, `DetectionWildcard`.
   *
   * @default - nobody besides the roles of this library that provision
   */
  readonly elevationRoles?: string[];

  /**
   * ARN patterns of roles for emergencies: that one is taken is told. Case counts, as it does for STS.
   * Raises `DetectionPrincipal`, `DetectionTooBroad`, `DetectionWildcard`.
   *
   * @default - no such roles, and nothing watches for them
   */
  readonly breakGlassRoles?: string[];
}

export interface ResolvedDetectionOptions {
  readonly facts: DetectionFacts;
  readonly auditAccountId: string;
  readonly homeRegion: string;
  readonly problems: readonly Problem[];
}

/** The options with names resolved, and all that is wrong with them. */
export function resolveDetectionOptions(options: DetectionOptions, okta = false): ResolvedDetectionOptions {
  const { organization, deployers = [], elevationRoles = [], breakGlassRoles = [] } = options;
  const { partition, homeRegion, managementAccount } = organization;
  const problems: Problem[] = [];
  const idOf = (account: string): string => {
    const found = organization._find(account);
    if ('problem' in found) {
      problems.push(found.problem);
      return '';
    }
    return found.account.id;
  };
  const auditAccountId = idOf(options.auditAccount);
  const logArchiveAccountId = idOf(options.logArchiveAccount);
  const identityAccountId = options.identityAccount === undefined
    ? organization.delegatedAdministrator('sso.amazonaws.com')?.accountId ?? auditAccountId : idOf(options.identityAccount);
  if (homeRegion === undefined) {
    problems.push(identityCenterMissing('detections work in its Region'));
  }
  problems.push(...detectionRoleProblems({ deployers, elevationRoles, breakGlassRoles }, { partition, homeRegion }));
  const provisioners = [...new Set([identityAccountId, managementAccount.accountId])].map((id) => `arn:${partition}:iam::${id}:role${PROVISIONING_ROLE_PATH}*`);
  return {
    auditAccountId,
    homeRegion: homeRegion ?? '',
    problems,
    facts: {
      partition, auditAccountId, identityAccountId, logArchiveAccountId, breakGlassRoles, okta,
      managementAccountId: managementAccount.accountId,
      vaultBucket: vaultBucketName(logArchiveAccountId, homeRegion ?? ''),
      accessLogBucket: accessLogBucketName(logArchiveAccountId, homeRegion ?? ''),
      landingBucket: configLandingBucketName(logArchiveAccountId, homeRegion ?? ''),
      trailName: TRAIL_NAME,
      detectionBus: DETECTION_BUS,
      forwardingStackSet: DETECTION_STACK_SET,
      topicArnPrefix: `arn:${partition}:sns:${homeRegion}:${auditAccountId}:${DETECTION_TOPIC_PREFIX}`,
      rulePrefixes: [OWN_NAME_PREFIX, MEMBER_RULE_PREFIX],
      assigners: [...new Set([...deployers, ...elevationRoles, ...provisioners])].sort(),
    },
  };
}
