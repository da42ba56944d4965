import { ALIAS_RULES, BUCKET_RULES, COPYING, KEY_RULES, LOCKS, OBJECT_FATE, ROLE_RULES } from './audit-tamper-data';
import { SUBSCRIPTION_CHANGES, WATCHING_CHANGES, type WatchedData, subscriptions, watchedResources } from './audit-tamper-watching';
import type { Statement } from '../../policy/domain/document';

/** What is kept, and by whom it is used. */
export interface TamperData {
  readonly partition: string;
  /** The log archive account. */
  readonly accountId: string;
  /** Locked buckets. */
  readonly vaults: readonly string[];
  /** Buckets beside them: where AWS Config delivers, and access logs. */
  readonly others: readonly string[];
  /** Names and patterns of names that fit all of these and nothing else; a pattern takes up less room. */
  readonly buckets: readonly string[];
  /** 'alias/…' of the keys, with the account they are in. */
  readonly keys: readonly { readonly alias: string; readonly accountId: string }[];
  /** Days of the vault's default retention. */
  readonly retentionDays: number;
  /** ARN of the role that S3 copies with. */
  readonly copyRole: string;
  /** ARN patterns of the roles that add evidence to the vault. */
  readonly writers: readonly string[];
  /** ARNs of the roles by which people read the vault and ask about it. */
  readonly readerRoles: readonly string[];
  /** The account in which the trail is watched and asked; missing: none. */
  readonly watched?: WatchedData;
}

/** A statement, and whom it spares. */
export interface SparingStatement {
  readonly statement: Statement;
  /** Role ARN patterns it spares, whoever deploys. */
  readonly spared: readonly string[];
  /** Whether it spares deployers and the exempt. */
  readonly sparesDeployers: boolean;
}

/**
 * What a lock in COMPLIANCE mode does not cover: the rules of the buckets and the key, what is still to come, and objects without a lock.
 * A key is told by its alias, because its id is known only after it was made.
 */
export function tamperStatements(data: TamperData): SparingStatement[] {
  const { partition, accountId, keys, watched } = data;
  const arns = (names: readonly string[]) => names.map((name) => `arn:${partition}:s3:::${name}`);
  const objects = (names: readonly string[]) => arns(names).map((arn) => `${arn}/*`);
  const all = data.buckets;
  // a request through an access point is about the access point, not about the bucket.
  const points = [...new Set([accountId, ...keys.map((key) => key.accountId)])].sort().map((id) => `arn:${partition}:s3:*:${id}:accesspoint/*`);
  const deny = (Sid: string, Action: readonly string[], Resource: string | readonly string[], Condition?: object): Statement => (
    { Sid, Effect: 'Deny', Action, Resource, ...(Condition ? { Condition } : {}) });
  const exceptDeployers = (statement: Statement): SparingStatement => ({ statement, spared: [], sparesDeployers: true });
  const exceptOnly = (roles: readonly string[], statement: Statement): SparingStatement => ({ statement, spared: roles, sparesDeployers: false });
  const keptKeys = watched === undefined ? keys : [...keys, { alias: watched.keyAlias, accountId: watched.accountId }];
  const keyAccounts = [...new Set(keptKeys.map((key) => key.accountId))].sort();
  return [
    exceptDeployers(deny('KeepVaultBucket', BUCKET_RULES, arns(all))),
    exceptOnly([], deny('KeepVaultObjects', OBJECT_FATE, [...objects(all), ...points])),
    // below which names each of them adds is said by the vault's own policy.
    exceptOnly(data.writers, deny('KeepVaultAdditions', ['s3:PutObject'], [...objects(all), ...points])),
    exceptOnly([data.copyRole], deny('KeepVaultCopies', COPYING, objects(all))),
    exceptDeployers(deny('KeepVaultLocks', LOCKS, [...objects(data.vaults), ...points])),
    // without a date the request takes the lock away, and the key is missing.
    exceptOnly([], deny('KeepVaultRetention', ['s3:PutObjectRetention'], [...objects(data.vaults), ...points],
      { NumericLessThanIfExists: { 's3:object-lock-remaining-retention-days': String(data.retentionDays) } })),
    exceptDeployers(deny('KeepVaultKey', KEY_RULES, keyAccounts.map((id) => `arn:${partition}:kms:*:${id}:key/*`),
      { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [...new Set(keptKeys.map(({ alias }) => alias))].sort() } })),
    // one statement, because the callers are what takes up the room; an action of one service says nothing about a resource of another.
    exceptDeployers(deny('KeepBesideVault', [...ALIAS_RULES, ...ROLE_RULES, ...(watched ? SUBSCRIPTION_CHANGES : [])], [
      ...keptKeys.map((key) => `arn:${partition}:kms:*:${key.accountId}:${key.alias}`).sort(), ...data.readerRoles, ...(watched ? [subscriptions(partition, watched)] : []),
    ])),
    ...(watched ? [{ ...exceptDeployers(deny('KeepWatching', WATCHING_CHANGES, watchedResources(partition, watched))), spared: watched.ownRoles }] : []),
  ];
}
