/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface Principal {
  readonly type: 'GROUP' | 'USER';
  readonly id: string;
}

/** A permission set in an account. */
export interface SetInAccount {
  readonly permissionSetArn: string;
  readonly accountId: string;
}

/** An assignment as Identity Center has it. */
export interface AccountAssignment extends SetInAccount {
  readonly principal: Principal;
}

/** An accepted request is not yet done: it is asked for again until it is SUCCEEDED or FAILED. */
export interface Operation {
  readonly requestId: string;
  readonly status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly failureReason?: string;
}

/**
 * Identity Center as AWS offers it: lists in pages, changes that are accepted now and done later.
 * Every method fails with an `IdentityCenterFailure`.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/welcome.html
 */
export interface IdentityCenter {
  /** ARNs of all permission sets of the instance. */
  permissionSets(next?: string): Promise<Page<string>>;
  /** Ids of accounts a set is provisioned to; with 'outdated', those where its last change has not arrived. */
  accountsWith(permissionSetArn: string, which: 'all' | 'outdated', next?: string): Promise<Page<string>>;
  assignments(where: SetInAccount, next?: string): Promise<Page<Principal>>;
  createAssignment(assignment: AccountAssignment): Promise<Operation>;
  creation(requestId: string): Promise<Operation>;
  deleteAssignment(assignment: AccountAssignment): Promise<Operation>;
  deletion(requestId: string): Promise<Operation>;
  provision(where: SetInAccount): Promise<Operation>;
  provisioning(requestId: string): Promise<Operation>;
}

export type FailureKind =
  /** Too many calls, or too many operations under way: later it may work. */
  | 'throttled'
  /** Another operation on the same thing is under way: later it may work. */
  | 'conflict'
  | 'missing'
  | 'denied'
  /** The network or AWS itself: later it may work. */
  | 'unavailable'
  | 'refused';

/** Why a call did not work, in a form that a use case can decide on. */
export class IdentityCenterFailure extends Error {
  public override readonly name = 'IdentityCenterFailure';

  public constructor(public readonly kind: FailureKind, message: string) {
    super(message);
  }
}

const PASSING: readonly FailureKind[] = ['throttled', 'conflict', 'unavailable'];

/** Whether a call did not work for now, and may work later. */
export function mayPass(error: unknown): boolean {
  return error instanceof IdentityCenterFailure && PASSING.includes(error.kind);
}
