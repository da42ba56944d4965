import { s3Service } from './s3-service';

/** Where the vault's key is, and what it is called. */
export interface VaultKeyPlace {
  readonly partition: string;
  readonly region: string;
  readonly logArchiveAccountId: string;
  readonly keyAlias: string;
}

/** What a role in another account may do with the vault's key. */
export interface VaultKeyUse {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions: Record<string, Record<string, string>>;
}

/**
 * The one key that has the alias, and only when S3 asks for what the role reads or writes there.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function vaultKeyUse(place: VaultKeyPlace, actions: string[]): VaultKeyUse {
  const { partition, region, keyAlias } = place;
  return {
    actions,
    resources: [keysOf(place)],
    // the key has an id that only its account knows; its alias is ours.
    conditions: { 'StringEquals': { 'kms:ViaService': s3Service(partition, region) }, 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': keyAlias } },
  };
}

/** Why `vaultKeyUse` has a wildcard. */
export function vaultKeyWildcard(place: VaultKeyPlace): { readonly resource: string; readonly reason: string } {
  return { resource: keysOf(place), reason: 'narrowed by the alias of the vault\'s key: its id is known in the log archive account only' };
}

function keysOf({ partition, region, logArchiveAccountId }: VaultKeyPlace): string {
  return `arn:${partition}:kms:${region}:${logArchiveAccountId}:key/*`;
}
