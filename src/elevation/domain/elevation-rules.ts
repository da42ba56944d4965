/** People of whom some must consent before the next stage, or access, is reached. */
export interface ApprovalStage {
  /** Ids of groups of the identity store; whoever is in one of them may consent. */
  readonly approverGroups: readonly string[];
  /** How many different people, none of whom consented in an earlier stage. */
  readonly approvals: number;
}

/** What an elevation that a rule allows is bound by. */
export interface ElevationTerms {
  /** One after the other; none where no consent is needed, which somebody wrote down. */
  readonly stages: readonly ApprovalStage[];
  readonly maxSeconds: number;
  /** How far in the future it may start. */
  readonly startWithinSeconds: number;
  /** How long consent may take. */
  readonly requestExpiresSeconds: number;
  /** Each a whole match, as a regular expression. */
  readonly justificationPatterns: readonly string[];
  readonly ticketPatterns: readonly string[];
  /** Whether the same person may have two elevations of the same set in the same account at a time. */
  readonly allowOverlap: boolean;
}

/** Who may ask for what where. */
export interface ElevationRule extends ElevationTerms {
  readonly name: string;
  /** The name that rules of access use, without what twins in the management account end in. */
  readonly permissionSet: string;
  readonly accountIds: readonly string[];
  readonly requesterGroups: readonly string[];
}

/** What nobody in these groups gets, whatever a rule says. */
export interface ElevationDenial {
  readonly name: string;
  readonly reason: string;
  readonly groups: readonly string[];
  /** All sets where none is named. */
  readonly permissionSets: readonly string[];
  /** All accounts where none is named. */
  readonly accountIds: readonly string[];
}

/** A set that can be lent, or the role that stands for it in every account. */
export interface LentSet {
  readonly permissionSet: string;
  /** Of the set, or what `lentRoleArn` makes of the role. */
  readonly arn: string;
  /** The name the set carries, of which the names of its roles are made; or path and name of the role. */
  readonly name: string;
  readonly sessionSeconds: number;
}

/** Everything that decides who gets what, as it was deployed. */
export interface ElevationRules {
  /** A hash of all that follows; a request keeps the version that it was decided by. */
  readonly version: string;
  readonly rules: readonly ElevationRule[];
  readonly denials: readonly ElevationDenial[];
  /** Sets lent in member accounts, and in the management account those under a name of their own. */
  readonly sets: readonly LentSet[];
  readonly managementSets: readonly LentSet[];
  readonly managementAccountId: string;
  /** Ids of groups whose people may end any elevation. */
  readonly securityGroups: readonly string[];
}
