/** The groups of an identity store. */
export interface GroupIds {
  /** Id of the group with exactly this display name; undefined when there is none. */
  findGroupId(displayName: string): Promise<string | undefined>;
}
