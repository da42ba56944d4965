/** Stands for the account a claim is asked for, in the ARNs of its caller and its resource. */
export const ACCOUNT = '<account>';

/** The ARN of a role or user with the account that is asked in place of a `*`. */
export function inAskedAccount(arn: string): string {
  return arn.replace(/^(arn:[^:]*:iam::)\*:/, `$1${ACCOUNT}:`);
}

/** An account that is in nobody's organization: AWS's documentation uses it for examples. */
export const OUTSIDER = '111122223333';

/** Something that must stay possible, or must be denied, asked of every account it names against every policy above it. */
export interface Claim {
  /** A sentence without a full stop: 'Administrator stops the trail'. */
  readonly claim: string;
  readonly expected: 'allowed' | 'denied';
  /** Who says so: a policy's name, 'deployment', 'Identity Center', … */
  readonly source: string;
  /** ARN of the caller: a role, a user or root. */
  readonly principal: string;
  readonly action: string;
  /** An ARN, or '*' for an action that takes no resource. */
  readonly resource: string;
  /** Regions that are asked for, each by itself. */
  readonly regions: readonly string[];
  /** Condition keys of the request besides caller, organization and Region. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** A principal of the account itself; an outsider, of no account of the organization, whom a resource's own policy lets in; or an AWS service. Default: 'member'. */
  readonly caller?: 'member' | 'outsider' | 'service';
  readonly accountIds: readonly string[];
  /** Accounts for which it is not claimed, and why. */
  readonly notCovered: readonly { readonly accountIds: readonly string[]; readonly reason: string }[];
  /** Whether it must hold in accounts that are closed to everybody's work as well. Default: only where it must be denied. */
  readonly evenWhereClosed?: boolean;
  /** What to do when it fails. */
  readonly fix: string;
}

/** A construct that knows what must go on working, or must be denied. */
export interface Claimant {
  /** Its claims about one organization; none when it belongs to another. */
  _claims(organizationId: string): readonly Claim[];
}

/** A construct that knows of accounts which others have closed. */
export interface AccountCloser {
  _closedAccounts(organizationId: string): readonly string[];
}

export function isAccountCloser(value: unknown): value is AccountCloser {
  return typeof (value as Partial<AccountCloser>)._closedAccounts === 'function';
}

/** Whoever makes resources that are no constructs says of which types, so that it is asked whether they can be deployed. */
export interface TemplateWriter {
  _writtenTypes(): readonly string[];
}

export function isTemplateWriter(value: unknown): value is TemplateWriter {
  return typeof (value as Partial<TemplateWriter>)._writtenTypes === 'function';
}

export function isClaimant(value: unknown): value is Claimant {
  return typeof (value as Partial<Claimant>)._claims === 'function';
}
