import type { Exempt } from './exemption-problems';
import { ALIAS_RULES, BUCKET_RULES, KEY_RULES, OBJECT_FATE, POLICY_CHANGES, WEAKENING } from './security-services-data';
import { exceptExempt, unlessPrincipal } from './statement-conditions';
import type { Statement } from '../../policy/domain/document';

export interface SecurityServicesData {
  readonly partition: string;
  /** Role ARN patterns that may change what is protected. */
  readonly deployers: readonly string[];
  /** What exemptions name. */
  readonly exempt: Exempt;
  readonly vaultBuckets: readonly string[];
  /** 'alias/…' of the keys, with the account they are in. */
  readonly vaultKeys: readonly { readonly alias: string; readonly accountId: string }[];
}

/**
 * Nobody but deployers and the exempt weakens a security service, the vault's bucket or its key; nobody at all leaves the organization or
 * shortens the life of a log. A key is told by its alias, because its id is known only after it was made.
 */
export function securityServicesStatements({ partition, deployers, exempt, vaultBuckets, vaultKeys }: SecurityServicesData): Statement[] {
  const forOthers = (statement: Statement) => exceptExempt(unlessPrincipal(statement, deployers), exempt);
  const deny = (Sid: string, Action: readonly string[], Resource: string | readonly string[], Condition: object = {}): Statement =>
    ({ Sid, Effect: 'Deny', Action, Resource, ...(Object.keys(Condition).length > 0 ? { Condition } : {}) });
  const buckets = vaultBuckets.map((name) => `arn:${partition}:s3:::${name}`);
  const statements = [
    // an account also leaves by accepting the invitation of another organization.
    deny('StayInOrganization', ['organizations:AcceptHandshake', 'organizations:LeaveOrganization'], '*'),
    forOthers(deny('KeepSecurityServices', WEAKENING.flatMap(({ actions }) => actions), '*')),
    forOthers(deny('KeepPolicies', POLICY_CHANGES, '*')),
  ];
  if (buckets.length > 0) {
    statements.push(forOthers(deny('KeepVaultBucket', BUCKET_RULES, buckets)));
    // a request through an access point is about the access point, not about the bucket.
    const points = [...new Set(vaultKeys.map(({ accountId }) => `arn:${partition}:s3:*:${accountId}:accesspoint/*`))].sort();
    statements.push(deny('KeepVaultObjects', OBJECT_FATE, [...buckets.map((arn) => `${arn}/*`), ...points]));
  }
  if (vaultKeys.length > 0) {
    const accounts = [...new Set(vaultKeys.map(({ accountId }) => accountId))].sort();
    statements.push(forOthers(deny('KeepVaultKey', KEY_RULES, accounts.map((id) => `arn:${partition}:kms:*:${id}:key/*`),
      { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': vaultKeys.map(({ alias }) => alias).sort() } })));
    statements.push(forOthers(deny('KeepVaultKeyAlias', ALIAS_RULES,
      vaultKeys.map(({ alias, accountId }) => `arn:${partition}:kms:*:${accountId}:${alias}`).sort())));
  }
  return statements;
}
