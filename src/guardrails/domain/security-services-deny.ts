import { ALIAS_RULES, BUCKET_RULES, KEY_RULES, OBJECT_FATE, WEAKENING } from './security-services-data';
import { unlessPrincipal } from './statement-conditions';
import type { Statement } from '../../policy/domain/document';

export interface SecurityServicesData {
  readonly partition: string;
  /** Role ARN patterns that may change what is protected. */
  readonly deployers: readonly string[];
  readonly vaultBuckets: readonly string[];
  /** 'alias/…' of the keys, with the account they are in. */
  readonly vaultKeys: readonly { readonly alias: string; readonly accountId: string }[];
}

/** Statements that leave nobody alone: no deployer, and no exemption. */
export const FOR_NOBODY = ['StayInOrganization', 'KeepVaultObjects'];

/**
 * Nobody but deployers weakens a security service, the vault's bucket or its key; nobody at all leaves the organization or
 * shortens the life of a log. A key is told by its alias, because its id is known only after it was made.
 */
export function securityServicesStatements({ partition, deployers, vaultBuckets, vaultKeys }: SecurityServicesData): Statement[] {
  const deny = (Sid: string, Action: readonly string[], Resource: string | readonly string[], Condition: object = {}): Statement =>
    ({ Sid, Effect: 'Deny', Action, Resource, ...(Object.keys(Condition).length > 0 ? { Condition } : {}) });
  const buckets = vaultBuckets.map((name) => `arn:${partition}:s3:::${name}`);
  const statements = [
    deny('StayInOrganization', ['organizations:LeaveOrganization'], '*'),
    unlessPrincipal(deny('KeepSecurityServices', WEAKENING.flatMap(({ actions }) => actions), '*'), deployers),
  ];
  if (buckets.length > 0) {
    statements.push(unlessPrincipal(deny('KeepVaultBucket', BUCKET_RULES, buckets), deployers));
    statements.push(deny('KeepVaultObjects', OBJECT_FATE, buckets.map((arn) => `${arn}/*`)));
  }
  if (vaultKeys.length > 0) {
    const accounts = [...new Set(vaultKeys.map(({ accountId }) => accountId))].sort();
    statements.push(unlessPrincipal(deny('KeepVaultKey', KEY_RULES, accounts.map((id) => `arn:${partition}:kms:*:${id}:key/*`),
      { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': vaultKeys.map(({ alias }) => alias).sort() } }), deployers));
    statements.push(unlessPrincipal(deny('KeepVaultKeyAlias', ALIAS_RULES,
      vaultKeys.map(({ alias, accountId }) => `arn:${partition}:kms:*:${accountId}:${alias}`).sort()), deployers));
  }
  return statements;
}
