/** What somebody asks for, with everything that is known about the request. */
export interface AccessRequest {
  /** The caller as a resource policy would name it: a user, role, session or root ARN, or an AWS service by its principal. */
  readonly principalArn: string;
  /** Account of the caller; missing for an AWS service. */
  readonly principalAccount?: string;
  /** One action, such as 's3:GetObject'. */
  readonly action: string;
  /** One ARN, or '*' for an action that takes no resource. */
  readonly resource: string;
  /** Account that owns the resource; missing where the action takes none. */
  readonly resourceAccount?: string;
  /** Condition keys of the request: text is a single value, a list a multivalued key. A key that is not here was absent. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Keys about which nothing is known: each may have any value or be absent. */
  readonly unknownKeys?: readonly string[];
}

/** Names of condition keys are the same in upper and lower case. */
export function foldKey(key: string): string {
  return key.toLowerCase();
}
