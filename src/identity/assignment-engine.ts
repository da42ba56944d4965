import { type EngineChoice, MOST_REMOVALS } from './domain/engine-choice';

/** What the native engine may do differently. */
export interface NativeEngineOptions {
  /**
   * Keeps every assignment in Identity Center when it leaves the template, until this is taken away again:
   * the deployment before one that hands the assignments over to `AssignmentEngine.reconciled()`.
   *
   * While it is on, removing a rule removes no access; a warning says so.
   *
   * @default false: an assignment that leaves the template is deleted
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
   */
  readonly handOver?: boolean;
}

/** What the reconciler may do differently. */
export interface ReconciledEngineOptions {
  /**
   * Most assignments that one deployment may take away, from 0 to 100,000. More stops it before anything is changed. Raises `MaxRemovals`.
   *
   * @default 50
   */
  readonly maxRemovals?: number;
}

/**
 * Who makes the assignments of a catalogue.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/assignusers.html
 */
export class AssignmentEngine {
  /**
   * CloudFormation makes each assignment as an `AWS::SSO::Assignment`, in one nested stack for each account.
   *
   * At most ten are made at once, the tree holds at most 2,300 resources, and a deployment that would take away more than fifty is stopped
   * before anything is changed. Raises `AssignmentsTooMany` for a model that does not fit.
   *
   * @param options what it may do differently
   */
  public static native(options: NativeEngineOptions = {}): AssignmentEngine {
    return new AssignmentEngine({ kind: 'native', handOver: options.handOver ?? false });
  }

  /**
   * A state machine makes what the last deployment and this one differ in, at most ten operations at once, and the deployment waits for it.
   *
   * For any number of accounts. Accounts that come or move get what the rules give them without a deployment.
   * Deleting the catalogue leaves its assignments where they are.
   *
   * @param options what it may do differently
   */
  public static reconciled(options: ReconciledEngineOptions = {}): AssignmentEngine {
    return new AssignmentEngine({ kind: 'reconciled', maxRemovals: options.maxRemovals ?? MOST_REMOVALS });
  }

  private constructor(private readonly choice: EngineChoice) {}

  /** @internal */
  public _choice(): EngineChoice {
    return this.choice;
  }
}
