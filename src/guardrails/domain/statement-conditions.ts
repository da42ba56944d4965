import type { Exempt } from './exemption-problems';
import type { Statement } from '../../policy/domain/document';

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The statement, except for callers whose ARN matches one of these patterns. */
export function unlessPrincipal(statement: Statement, patterns: readonly string[]): Statement {
  return withNegated(statement, 'ArnNotLike', 'aws:PrincipalArn', patterns);
}

/** The statement, except for callers of these accounts. */
export function unlessPrincipalAccount(statement: Statement, accountIds: readonly string[]): Statement {
  return withNegated(statement, 'StringNotEquals', 'aws:PrincipalAccount', accountIds);
}

/** The statement, except for resources of these accounts. */
export function unlessResourceAccount(statement: Statement, accountIds: readonly string[]): Statement {
  return withNegated(statement, 'StringNotEquals', 'aws:ResourceAccount', accountIds);
}

/** The statement, except for callers of these accounts outside the organization; a caller without an account is not spared. */
export function unlessExternalAccount(statement: Statement, accountIds: readonly string[]): Statement {
  return withNegated(statement, 'StringNotEqualsIfExists', 'aws:PrincipalAccount', accountIds);
}

/** The statement of a service control policy, except for the callers and the accounts of exemptions. */
export function exceptExempt(statement: Statement, { principals, accountIds }: Exempt): Statement {
  return unlessPrincipalAccount(unlessPrincipal(statement, principals), accountIds);
}

/**
 * Adds values to a negated condition. Values of one negated operator and key are all spared, and every operator must hold,
 * so adding to what is there never denies more.
 */
function withNegated(statement: Statement, operator: string, key: string, values: readonly string[]): Statement {
  if (values.length === 0) {
    return statement;
  }
  const condition = (statement.Condition ?? {}) as Conditions;
  const there = condition[operator] ?? {};
  // condition keys know no case: a statement may spell this one in another way.
  const spelt = Object.keys(there).find((name) => name.toLowerCase() === key.toLowerCase()) ?? key;
  const all = [...new Set([...[there[spelt] ?? []].flat() as string[], ...values])].sort();
  return { ...statement, Condition: { ...condition, [operator]: { ...there, [spelt]: all } } };
}
