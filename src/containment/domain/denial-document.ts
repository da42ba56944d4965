import type { Denial, RoleScope, SetScope } from './denial';
import { type Statement, minified, policyDocument, utf8Bytes } from '../../policy/domain/document';

/**
 * The id of nobody. Without it the list of ids would be empty when nobody is denied, and Organizations refuses a condition without a value.
 */
export const SENTINEL = '00000000-0000-0000-0000-000000000000';

const KEY = 'identitystore:UserId';

type Scope = SetScope | RoleScope;

/**
 * What denies these sessions: one policy document, without white space. The same denials in any order give the same text.
 *
 * Sessions of Identity Center carry the id of the person, and roles that were taken before carry the moment they were issued. Whatever is no session
 * of Identity Center has neither key, and no statement matches it.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/prereqs-revoking-user-permissions.html
 */
export function denialDocument(denials: readonly Denial[], partition: string): string {
  const everything = denials.filter(({ scope }) => scope.kind === 'everything').map(({ userId }) => userId);
  return minified(policyDocument([denyPeople([SENTINEL, ...sorted(everything)]), ...scopedStatements(denials, partition)]));
}

/** At most so many bytes are added to a document by a denial, whatever else stands in it. */
export function denialBytes(denial: Denial, partition: string): number {
  return denial.scope.kind === 'everything' ? utf8Bytes(`"${denial.userId}",`)
    // its end is written into it later, and must then still fit.
    : utf8Bytes(`${JSON.stringify(scopedStatement([denial.userId], { ...denial.scope, issuedBeforeMs: denial.scope.issuedBeforeMs ?? 0 }, partition))},`);
}

/** How large a document without any denial is. */
export const EMPTY_BYTES = utf8Bytes(minified(policyDocument([denyPeople([SENTINEL])])));

function denyPeople(ids: readonly string[], conditions: Readonly<Record<string, unknown>> = {}): Statement {
  return { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { [KEY]: ids }, ...conditions } };
}

/** People with the same role and moment share a statement. */
function scopedStatements(denials: readonly Denial[], partition: string): Statement[] {
  const shared = new Map<string, { scope: Scope; ids: string[] }>();
  for (const { userId, scope } of denials) {
    if (scope.kind !== 'everything') {
      const key = [principalPattern(scope, partition), scope.issuedBeforeMs === undefined ? '' : wholeSecond(scope.issuedBeforeMs)].join(' ');
      const group = shared.get(key) ?? { scope, ids: [] };
      group.ids.push(userId);
      shared.set(key, group);
    }
  }
  return [...shared].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { scope, ids }]) => scopedStatement(sorted(ids), scope, partition));
}

function scopedStatement(ids: readonly string[], scope: Scope, partition: string): Statement {
  return denyPeople(ids, {
    ArnLike: { 'aws:PrincipalArn': principalPattern(scope, partition) },
    ...(scope.issuedBeforeMs === undefined ? {} : { DateLessThan: { 'aws:TokenIssueTime': wholeSecond(scope.issuedBeforeMs) } }),
  });
}

function principalPattern(scope: Scope, partition: string): string {
  const roles = `arn:${partition}:iam::${scope.accountId}:role/`;
  return scope.kind === 'role' ? `${roles}${scope.roleName}`
    // the Region between is left out where Identity Center lives in us-east-1; sixteen characters end the name, so that no other set's name begins like it.
    : `${roles}aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${scope.setName}_????????????????`;
}

/** Up to the next whole second: what was issued within it is denied, too. */
function wholeSecond(ms: number): string {
  return new Date(Math.ceil(ms / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
}

function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
