import { Stack } from 'aws-cdk-lib';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { below } from './construct-tree';
import { named } from './template-names';
import type { AuditVault } from '../../audit/audit-vault';
import type { OrgAuditTrail } from '../../audit/org-audit-trail';
import type { OrganizationFacts } from '../../report/domain/report-model';
import { type Answer, askVault } from '../domain/vault-questions';

/** What the policies that a vault's template has for its bucket and its key answer, asked about a trail. */
export function vaultAnswers(vault: AuditVault, trail: OrgAuditTrail, { id, partition, managementAccountId }: OrganizationFacts): Answer[] {
  const stack = Stack.of(vault);
  const same = JSON.stringify(stack.resolve(vault.bucket.ref));
  const policies = below(vault, CfnBucketPolicy).filter(({ bucket }) => JSON.stringify(stack.resolve(bucket)) === same);
  return policies.flatMap(({ policyDocument }) => askVault({
    partition,
    organizationId: id,
    managementAccountId,
    accountId: stack.account,
    region: stack.region,
    bucketName: named(vault.bucket, vault.bucket.bucketName),
    trailArn: `arn:${partition}:cloudtrail:${Stack.of(trail).region}:${Stack.of(trail).account}:trail/${trail.trailName}`,
    bucketPolicy: stack.resolve(policyDocument),
    keyPolicy: stack.resolve(vault.key.keyPolicy),
  }));
}
