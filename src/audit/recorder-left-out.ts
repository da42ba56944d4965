/**
 * An account in which AWS Config does not record, because a policy denies it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export interface RecorderLeftOut {
  /** Id of the account. */
  readonly accountId: string;

  /** Its name. */
  readonly accountName: string;

  /** The Regions in which it is not recorded, of those that were asked for. */
  readonly regions: string[];

  /** What is denied, such as 'config:PutConfigurationRecorder'. */
  readonly actions: string[];

  /** Names of the policies that deny it, or of the root, units or account where nothing allows it. */
  readonly by: string[];
}
