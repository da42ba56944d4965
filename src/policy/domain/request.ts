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

/** Three-valued truth: an unknown key makes a condition neither hold nor fail. */
export type Truth = 0 | 1 | 2;
export const NO: Truth = 0;
export const YES: Truth = 1;
export const UNKNOWN: Truth = 2;

/** A request made ready for matching: upper and lower case folded where the language folds them, the caller's kind worked out once. */
export interface PreparedRequest {
  readonly request: AccessRequest;
  readonly service: string;
  readonly action: string;
  readonly context: ReadonlyMap<string, string | readonly string[]>;
  readonly unknown: ReadonlySet<string> | undefined;
  /** ARN of the role behind a session, or the caller's own ARN. */
  readonly identityArn: string;
  readonly isService: boolean;
  readonly isServiceLinkedRole: boolean;
  /** Unknown keys that a condition asked for, in the statement looked at last. */
  readonly asked: Set<string>;
}

/** Without unknown keys nothing is ever added to it, so one serves all requests. */
const NOBODY_ASKED: Set<string> = new Set();

const folded = new Map<string, string>();

/** Keys repeat from request to request; folding each once is a fifth of an evaluation. The cache holds no more than it is worth. */
export function foldKey(key: string): string {
  let lower = folded.get(key);
  if (lower === undefined) {
    lower = key.toLowerCase();
    if (folded.size < 1_000) {
      folded.set(key, lower);
    }
  }
  return lower;
}

export function prepare(request: AccessRequest): PreparedRequest {
  const context = new Map<string, string | readonly string[]>();
  for (const key in request.context) {
    context.set(foldKey(key), request.context[key]);
  }
  const action = request.action.toLowerCase();
  const named = context.get('aws:principalarn');
  const identityArn = typeof named === 'string' ? named : request.principalArn;
  return {
    request,
    service: action.slice(0, action.indexOf(':')),
    action,
    context,
    unknown: request.unknownKeys && request.unknownKeys.length > 0 ? new Set(request.unknownKeys.map(foldKey)) : undefined,
    identityArn,
    isService: request.principalAccount === undefined,
    isServiceLinkedRole: identityArn.includes(':role/aws-service-role/'),
    asked: request.unknownKeys && request.unknownKeys.length > 0 ? new Set() : NOBODY_ASKED,
  };
}
