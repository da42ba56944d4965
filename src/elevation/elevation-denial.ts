import type { Accounts } from '../organization/accounts';

/** What people of some groups are never lent, whatever a policy says. Everything wrong with it is raised with what is wrong with policies. */
export interface ElevationDenial {
  /** What it is called, 1 to 64 characters, unique among policies and denials. Raises `ElevationName`. */
  readonly name: string;

  /** Why, 1 to 200 characters: whoever asks is told. Raises `ElevationDenialReason`. */
  readonly reason: string;

  /** Names or ids of groups of Identity Center. Raises `ElevationGroups`. */
  readonly groups: string[];

  /**
   * Names of permission sets. Raises `ElevationSetUnknown`.
   *
   * @default - every set
   */
  readonly permissionSets?: string[];

  /**
   * Where. Raises what is documented at `Accounts`.
   *
   * @default - everywhere
   */
  readonly accounts?: Accounts;
}
