import type { QuotaOverrides } from './quotas';

/** What can be said about an organization besides its snapshot. */
export interface OrganizationOptions {
  /**
   * Quotas that AWS raised for this organization, or that a team lowers to keep room.
   *
   * @default - the documented quotas
   */
  readonly quotas?: QuotaOverrides;
}

/** An account of the organization. */
export interface OrganizationAccount {
  /** Twelve digits; a string, because it may begin with zeros. */
  readonly accountId: string;
  /** The account's name; two accounts may share one. */
  readonly name: string;
  /** Address of the root user. */
  readonly email: string;
  /** Names of the units from the root down, such as 'Workloads/Production'; empty when it hangs under the root. */
  readonly unitPath: string;
  /** 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', …: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
  readonly status: string;
  /** Whether the status is 'ACTIVE'; others are never given access. */
  readonly active: boolean;
  /** Whether it is the management account. */
  readonly management: boolean;
  /** The account's tags. */
  readonly tags: Record<string, string>;
}

/** An organizational unit. */
export interface OrganizationalUnit {
  /** Its id, such as 'ou-ab12-cdef3456'. */
  readonly unitId: string;
  /** Its own name. */
  readonly name: string;
  /** Names from the root down, such as 'Workloads/Production'. */
  readonly path: string;
}

/** A policy as it hangs on a root, unit or account. */
export interface OrganizationPolicy {
  /** Its id, such as 'p-a1b2c3d4e5'. */
  readonly id: string;
  /** Its name in Organizations. */
  readonly name: string;
  /** What is written about it; empty where nothing is. */
  readonly description: string;
  /** 'SERVICE_CONTROL_POLICY' or 'RESOURCE_CONTROL_POLICY'. */
  readonly type: string;
  /** Whether AWS made it, as 'FullAWSAccess'. */
  readonly awsManaged: boolean;
  /** Size of the stored document in UTF-8 bytes, white space included. */
  readonly bytes: number;
  /** The document exactly as it is stored. */
  readonly content: string;
}

/** An Identity Center instance. */
export interface IdentityCenterInstance {
  /** ARN of the instance. */
  readonly instanceArn: string;
  /** Id of its identity store, such as 'd-a1b2c3d4e5'. */
  readonly identityStoreId: string;
  /** The Region it lives in; it cannot be moved. */
  readonly region: string;
}
