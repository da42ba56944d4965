import type { Problem } from './domain/problem';
import { QUOTA_DATA, type QuotaName, type QuotaValues } from './domain/quota-data';

/**
 * Quotas of this organization that differ from the documented ones, each a whole number of 1 or more.
 *
 * Set one when AWS raised it for you, or lower one to keep room. Raises `QuotaOutOfRange`.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export interface QuotaOverrides {
  /**
   * Bytes of one service control policy.
   *
   * @default 10240
   */
  readonly scpBytes?: number;

  /**
   * Service control policies attached to one root, unit or account.
   *
   * @default 10
   */
  readonly scpsPerTarget?: number;

  /**
   * Bytes of one resource control policy.
   *
   * @default 5120
   */
  readonly rcpBytes?: number;

  /**
   * Resource control policies attached to one root, unit or account.
   *
   * @default 5
   */
  readonly rcpsPerTarget?: number;

  /**
   * Permission sets provisioned to one account.
   *
   * @default 500
   */
  readonly permissionSetsPerAccount?: number;

  /**
   * Groups assigned with one permission set to one account.
   *
   * @default 100
   */
  readonly groupsPerSetAndAccount?: number;

  /**
   * Bytes without white space of a permission set's inline policy.
   *
   * @default 10240
   */
  readonly inlinePolicyBytes?: number;

  /**
   * Managed policies on one role, AWS managed and customer managed together.
   *
   * @default 10
   */
  readonly managedPoliciesPerRole?: number;

  /**
   * Account assignment operations that may be under way at once.
   *
   * @default 10
   */
  readonly assignmentsInFlight?: number;

  /**
   * Permission sets that may be provisioned at once.
   *
   * @default 3
   */
  readonly provisioningsInFlight?: number;

  /**
   * Resources in one CloudFormation stack.
   *
   * @default 500
   */
  readonly resourcesPerStack?: number;

  /**
   * Resources in one deployment of nested stacks.
   *
   * @default 2500
   */
  readonly resourcesPerStackTree?: number;

  /**
   * Parameters of one CloudFormation template.
   *
   * @default 200
   */
  readonly parametersPerTemplate?: number;
}

/**
 * The quotas in force for an organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export interface Quotas {
  /** Bytes of one service control policy. */
  readonly scpBytes: number;
  /** Service control policies attached to one root, unit or account. */
  readonly scpsPerTarget: number;
  /** Bytes of one resource control policy. */
  readonly rcpBytes: number;
  /** Resource control policies attached to one root, unit or account. */
  readonly rcpsPerTarget: number;
  /** Permission sets provisioned to one account. */
  readonly permissionSetsPerAccount: number;
  /** Groups assigned with one permission set to one account. */
  readonly groupsPerSetAndAccount: number;
  /** Bytes without white space of a permission set's inline policy. */
  readonly inlinePolicyBytes: number;
  /** Managed policies on one role, AWS managed and customer managed together. */
  readonly managedPoliciesPerRole: number;
  /** Account assignment operations that may be under way at once. */
  readonly assignmentsInFlight: number;
  /** Permission sets that may be provisioned at once. */
  readonly provisioningsInFlight: number;
  /** Resources in one CloudFormation stack. */
  readonly resourcesPerStack: number;
  /** Resources in one deployment of nested stacks. */
  readonly resourcesPerStackTree: number;
  /** Parameters of one CloudFormation template. */
  readonly parametersPerTemplate: number;
}

/** The quotas in force, and what is wrong with the overrides. */
export function quotasWith(overrides: QuotaOverrides): { values: QuotaValues; problems: Problem[] } {
  const names = Object.keys(QUOTA_DATA) as QuotaName[];
  const values = Object.fromEntries(names.map((name) => [name, overrides[name] ?? QUOTA_DATA[name].value])) as QuotaValues;
  const problems = names.filter((name) => !Number.isInteger(values[name]) || values[name] < 1).map((name) => ({
    code: 'QuotaOutOfRange',
    problem: `the quota '${name}' is ${values[name]}; it must be a whole number of 1 or more`,
    fix: `leave it out for the documented ${QUOTA_DATA[name].value} ${QUOTA_DATA[name].unit}`,
  }));
  return { values, problems };
}
