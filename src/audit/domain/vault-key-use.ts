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
  readonly wildcards: { readonly resource: string; readonly reason: string }[];
}

/**
 * The one key that has the alias, and only when S3 asks for what the role reads or writes there.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function vaultKeyUse({ partition, region, logArchiveAccountId, keyAlias }: VaultKeyPlace, actions: string[]): VaultKeyUse {
  const keys = `arn:${partition}:kms:${region}:${logArchiveAccountId}:key/*`;
  return {
    actions,
    resources: [keys],
    // the key has an id that only its account knows; its alias is ours.
    conditions: {
      'StringEquals': { 'kms:ViaService': `s3.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}` },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': keyAlias },
    },
    wildcards: [{ resource: keys, reason: 'narrowed by the alias of the vault\'s key: its id is known in the log archive account only' }],
  };
}
