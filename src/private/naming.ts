/**
 * Names that stacks of different accounts share. They stand here once, because one stack makes what another
 * refers to, and no export or parameter crosses accounts. A changed name is a breaking change (UPGRADING.md).
 */
export const TRAIL_NAME = 'zero-trust-organization-trail';
export const VAULT_KEY_ALIAS = 'alias/zero-trust-trail-vault';
export const REGION_DENY_POLICY = 'zero-trust-region-deny';

/** At most 63 characters, as S3 allows: the longest Region name leaves six to spare. */
export function vaultBucketName(accountId: string, region: string): string {
  return `zero-trust-trail-vault-${accountId}-${region}`;
}

export function accessLogBucketName(accountId: string, region: string): string {
  return `zero-trust-access-logs-${accountId}-${region}`;
}
