import type { Problem } from '../../organization/domain/problem';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, of which the reserved words matter to whoever makes a bucket only. */
const BUCKET_NAME = /^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ALIAS = /^alias\/[\w/-]{1,250}$/;

/** What is wrong with further buckets and keys: a name with a wildcard would deny what belongs to others. */
export function furtherVaultProblems(buckets: readonly string[], aliases: readonly string[]): Problem[] {
  return [
    ...buckets.filter((name) => !BUCKET_NAME.test(name)).map((name) => ({
      code: 'VaultBucketName',
      problem: `the bucket '${name}' of 'vaultBuckets' must have 3 to 63 characters out of lower-case letters, digits, '.' and '-', as S3 names buckets`,
      fix: 'write the name of one bucket, without wildcards and without its ARN',
    })),
    ...aliases.filter((alias) => !ALIAS.test(alias)).map((alias) => ({
      code: 'VaultKeyAlias', problem: `the alias '${alias}' of 'vaultKeys' must look like 'alias/name'`, fix: 'write the alias of the key, with \'alias/\' before it',
    })),
  ];
}
