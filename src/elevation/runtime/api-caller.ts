/** Who is who in the identity store; no name or address is taken for an identity that an administrator of it does not vouch for. */
export interface CallerDirectory {
  /** Id of the person whom this issuer knows by this id. */
  byExternalId(issuer: string, id: string): Promise<string | undefined>;
  byUserName(userName: string): Promise<string | undefined>;
}

/** Roles that Identity Center made in this account. */
export interface IdentityCenterRoles {
  /** Whether it made the role of this name, and that has this id. */
  made(roleName: string, roleId: string): Promise<boolean>;
}

/** How callers show who they are; the other way is then none. */
export type CallerProof =
  | { readonly kind: 'jwt'; readonly issuer: string; readonly externalIdIssuer: string }
  | { readonly kind: 'iam'; readonly accountId: string };

export interface CallerPorts {
  readonly proof: CallerProof;
  readonly directory: CallerDirectory;
  readonly roles: IdentityCenterRoles;
}

/** The id of whoever calls, or nobody. API Gateway checked the token or signature; what it says is not more than what it vouches for. */
export async function apiCaller(authorizer: unknown, { proof, directory, roles }: CallerPorts): Promise<string | undefined> {
  if (proof.kind === 'jwt') {
    const claims = member(member(authorizer, 'jwt'), 'claims');
    const [issuer, subject] = [text(claims, 'iss'), text(claims, 'sub')];
    return issuer === proof.issuer && subject !== undefined ? directory.byExternalId(proof.externalIdIssuer, subject) : undefined;
  }
  const session = identityCenterSession(member(authorizer, 'iam'), proof.accountId);
  return session && await roles.made(session.roleName, session.roleId) ? directory.byUserName(session.userName) : undefined;
}

/**
 * A session whose name Identity Center chose, which is the user name. AWS lets nobody else make roles whose names begin so at all,
 * and the caller's role is looked up besides, with its path and its id. A name that fills all 64 characters may have been cut, and stand for somebody else.
 */
const SESSION = /^arn:aws[a-z-]*:sts::(\d{12}):assumed-role\/(AWSReservedSSO_[\w+=,.@-]{1,64})\/([\w+=,.@-]{2,63})$/;

function identityCenterSession(iam: unknown, accountId: string): { roleName: string; roleId: string; userName: string } | undefined {
  const [, account, roleName, userName] = SESSION.exec(text(iam, 'userArn') ?? '') ?? [];
  const [roleId, sessionName, ...more] = (text(iam, 'userId') ?? '').split(':');
  return account === accountId && sessionName === userName && more.length === 0 ? { roleName, roleId, userName } : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** Claims may be lists and numbers in a token: whatever is no text names nobody. */
function text(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' && found !== '' && found.length <= 512 ? found : undefined;
}
