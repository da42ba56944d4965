import type { TamperData } from './audit-tamper';
import { watchingRequests } from './audit-tamper-watching';
import { administrator } from '../../organization/domain/callers';

/** Where claims about the vault are asked. */
export interface TamperPlace {
  readonly partition: string;
  readonly homeRegion?: string;
  /** The vault's Region. */
  readonly region: string;
  /** Where IAM is asked. */
  readonly globalRegion: string;
}

/** What Administrator must not be able to do with the vault. */
export function tamperInvariants({ accountId, vaults, others, keys, readerRoles, watched }: TamperData, place: TamperPlace) {
  const { partition, region, globalRegion } = place;
  const asked = (only: string) => ({ principal: administrator(place), regions: [region], only });
  const archive = asked(accountId);
  const bucket = (name: string) => `arn:${partition}:s3:::${name}`;
  return [
    ...[...vaults, ...others].flatMap((name) => [
      { ...archive, claim: `Administrator changes the policy of ${name}`, action: 's3:PutBucketPolicy', resource: bucket(name) },
      { ...archive, claim: `Administrator changes when objects of ${name} end`, action: 's3:PutLifecycleConfiguration', resource: bucket(name) },
      { ...archive, claim: `Administrator deletes an object in ${name}`, action: 's3:DeleteObjectVersion', resource: `${bucket(name)}/log`, absolute: true },
      { ...archive, claim: `Administrator adds an object to ${name}`, action: 's3:PutObject', resource: `${bucket(name)}/log`, absolute: true },
    ]),
    ...vaults.flatMap((name) => [
      { ...archive, claim: `Administrator changes the default retention of ${name}`, action: 's3:PutBucketObjectLockConfiguration', resource: bucket(name) },
      { ...archive, claim: `Administrator bypasses the lock of an object in ${name}`, action: 's3:BypassGovernanceRetention', resource: `${bucket(name)}/log`, absolute: true },
      {
        ...archive, claim: `Administrator shortens the lock of an object in ${name}`, action: 's3:PutObjectRetention', resource: `${bucket(name)}/log`, absolute: true,
        context: { 's3:object-lock-remaining-retention-days': '1' },
      },
    ]),
    { ...archive, claim: `Administrator stops the copies of ${others[0]}`, action: 's3:PutReplicationConfiguration', resource: bucket(others[0]) },
    ...[...keys, ...(watched ? [{ alias: watched.keyAlias, accountId: watched.accountId }] : [])].flatMap((key) => [['schedules the deletion of', 'kms:ScheduleKeyDeletion'], ['switches off', 'kms:DisableKey'], ['changes the policy of', 'kms:PutKeyPolicy']].map(([what, action]) => ({
      ...asked(key.accountId), claim: `Administrator ${what} the key ${key.alias}`, action, context: { 'kms:ResourceAliases': [key.alias] },
      resource: `arn:${partition}:kms:${region}:${key.accountId}:key/any`,
    }))),
    ...readerRoles.map((role) => ({
      ...asked(role.split(':')[4]), claim: `Administrator changes what ${role.split('/')[1]} may do`, action: 'iam:PutRolePolicy', resource: role, regions: [globalRegion],
    })),
    ...(watched ? watchingRequests(partition, region, watched).map(({ what, action, resource }) => ({ ...asked(watched.accountId), claim: `Administrator ${what}`, action, resource })) : []),
  ];
}
